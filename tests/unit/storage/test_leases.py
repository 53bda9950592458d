from __future__ import annotations

import subprocess
import sys

import pytest

from houndstooth.domain.job import JobState
from houndstooth.storage.jobs import SqlJobs
from houndstooth.storage.leases import OWNER, is_gone

HOST, PID, TOKEN = OWNER.rsplit("|", 2)


@pytest.fixture(name="dead")
def _dead():
    """The number of a process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_the_dead_of_this_machine_are_known(dead):
    """Ourselves, the living and other machines' processes are not among them."""
    assert is_gone(f"{HOST}|{dead}|{TOKEN}")
    assert is_gone(f"{HOST}|{PID}|another time")
    assert not is_gone(OWNER)
    assert not is_gone(f"{HOST}|1|{TOKEN}")
    assert not is_gone(f"elsewhere|{dead}|{TOKEN}")


def test_the_job_of_a_killed_process_is_taken_on_at_once(database, dead, monkeypatch):
    """However long its lease; one of another machine has to run out."""
    jobs = SqlJobs(database)
    job = jobs.submit("shop", [{"id": "a"}])
    with monkeypatch.context() as patched:
        patched.setattr("houndstooth.storage.jobs.OWNER", f"elsewhere|{dead}|x")
        assert jobs.claim() is not None
    assert jobs.claim() is None
    again = jobs.submit("other", [{"id": "a"}])
    with monkeypatch.context() as patched:
        patched.setattr("houndstooth.storage.jobs.OWNER", f"{HOST}|{dead}|x")
        assert jobs.claim() is not None
    work = jobs.claim()
    assert work is not None
    assert work.job.id == again.id
    assert jobs.get("shop", job.id).state is JobState.RUNNING
