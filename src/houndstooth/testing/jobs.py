"""What every ``Jobs`` must do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from houndstooth.domain.errors import Conflict, NotFound
from houndstooth.domain.job import JobState
from houndstooth.domain.work_ports import Jobs

SHOP = "shop"
_ROWS = ({"id": "a", "title": "Ä"}, {"id": "b", "attributes": {"fit": "slim"}})


class JobsContract:
    """Give a fixture ``open_jobs``: lease -> jobs, always over the same, at first empty, store."""

    @pytest.fixture
    def jobs(self, open_jobs: Callable[[timedelta], Jobs]) -> Jobs:
        """With a long lease."""
        return open_jobs(timedelta(hours=1))

    def test_a_job_goes_its_way(self, jobs: Jobs) -> None:
        """Queued, running, done; the rows come back as they were sent."""
        job = jobs.submit(SHOP, _ROWS)
        assert (job.state, job.total, job.done) == (JobState.QUEUED, 2, 0)
        work = jobs.claim()
        assert work is not None
        assert (work.job.id, work.rows) == (job.id, _ROWS)
        assert jobs.get(SHOP, job.id).state is JobState.RUNNING
        jobs.tell(job.id, 1)
        assert jobs.get(SHOP, job.id).done == 1
        jobs.finish(job.id, {"accepted": 2})
        over = jobs.get(SHOP, job.id)
        assert (over.state, over.done, over.report) == (JobState.DONE, 2, {"accepted": 2})
        assert jobs.claim() is None

    def test_a_failed_job_says_why(self, jobs: Jobs) -> None:
        """And is not tried again."""
        job = jobs.submit(SHOP, _ROWS)
        jobs.claim()
        jobs.fail(job.id, "the disk is full")
        over = jobs.get(SHOP, job.id)
        assert (over.state, over.problem) == (JobState.FAILED, "the disk is full")
        assert jobs.claim() is None

    def test_jobs_of_a_shop_wait_for_each_other(self, jobs: Jobs) -> None:
        """In the order in which they came; another shop's does not wait."""
        first, second = jobs.submit(SHOP, _ROWS), jobs.submit(SHOP, _ROWS)
        theirs = jobs.submit("other", _ROWS)
        claimed = [jobs.claim(), jobs.claim(), jobs.claim()]
        assert [work.job.id for work in claimed if work] == [first.id, theirs.id]
        jobs.finish(first.id, {})
        work = jobs.claim()
        assert work is not None
        assert work.job.id == second.id

    def test_the_work_of_the_dead_is_taken_on(self, open_jobs: Callable[[timedelta], Jobs]) -> None:
        """When the lease has run out without a sign of life; its rows are all there still."""
        jobs = open_jobs(timedelta(0))
        job = jobs.submit(SHOP, _ROWS)
        jobs.claim()
        again = jobs.claim()
        assert again is not None
        assert (again.job.id, again.rows) == (job.id, _ROWS)

    def test_the_same_request_is_the_same_job(self, jobs: Jobs) -> None:
        """Within a shop; with other rows it is a conflict."""
        job = jobs.submit(SHOP, _ROWS, request_key="k")
        assert jobs.submit(SHOP, _ROWS, request_key="k").id == job.id
        assert jobs.submit("other", _ROWS, request_key="k").id != job.id
        with pytest.raises(Conflict, match="'k'"):
            jobs.submit(SHOP, _ROWS[:1], request_key="k")

    def test_a_job_belongs_to_its_shop(self, jobs: Jobs) -> None:
        """Nobody else can ask for it."""
        job = jobs.submit(SHOP, _ROWS)
        with pytest.raises(NotFound):
            jobs.get("other", job.id)
        with pytest.raises(NotFound):
            jobs.get(SHOP, "nonsense")
