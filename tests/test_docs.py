"""The documents tell the truth: README's commands run, settings and versions agree with the code."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from houndstooth import __version__
from houndstooth.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()


def readme_commands():
    """Every line of README's shell blocks, but the two that call the demo and the tests."""
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    lines = [line for block in blocks for line in block.strip().splitlines()]
    return [line for line in lines if not line.startswith("make ")]


@pytest.fixture(name="place")
def _place(tmp_path, draw):
    """What README's reader has at hand: a folder of pictures, a table, a photo."""
    (tmp_path / "pictures" / "Shoes").mkdir(parents=True)
    (tmp_path / "images").mkdir()
    for number in range(3):
        (tmp_path / "pictures" / "Shoes" / f"{number}.jpg").write_bytes(draw(number))
        (tmp_path / "images" / f"100{number}.jpg").write_bytes(draw(10 + number))
    rows = "".join(f"100{number},Sandal {number},Shoes,{number}0.00\n" for number in range(3))
    (tmp_path / "products.csv").write_text("id,name,category,price\n" + rows)
    shopped = [(who, (who + step) % 3, 2 * who + step) for who in range(6) for step in range(3)]
    lines = "".join(f"customer {who},100{item},2026-05-{1 + day:02}T10:00:00Z,purchase\n" for who, item, day in shopped)
    (tmp_path / "events.csv").write_text("user_id,item_id,time,event\n" + lines)
    (tmp_path / "photo.jpg").write_bytes(draw(1))
    return tmp_path


def test_the_commands_of_the_readme_run(place, missing):
    """One after the other, as a reader would type them."""
    if shutil.which("curl") is None:
        missing("there is no curl")
    environment = os.environ | {"HOUNDSTOOTH_HOME": str(place / "home")}
    servers = []
    assert len(readme_commands()) >= 8
    try:
        for line in readme_commands():
            command = shlex.split(line.replace(".venv/bin/houndstooth", f"{sys.executable} -m houndstooth"))
            if "serve" in command:
                servers.append(subprocess.Popen(command, cwd=place, env=environment, stdout=subprocess.PIPE, text=True))
                assert "ready" in servers[0].stdout.readline()
                continue
            if command[0] == "curl":
                command[1:1] = ["--fail", "--silent", "--show-error"]
            done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
            unbuilt = "doctor" in command and "not built" in done.stdout
            assert done.returncode == 0 or unbuilt, f"{line}\n{done.stdout}{done.stderr}"
    finally:
        for server in servers:
            server.terminate()
            server.communicate(timeout=30)


def test_a_server_stops_when_it_is_told_to(place):
    """SIGTERM ends it in good order."""
    command = [sys.executable, "-m", "houndstooth", "--home", str(place / "home"), "serve", "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert "ready" in server.stdout.readline()
    server.terminate()
    server.communicate(timeout=30)
    assert server.returncode in {0, -15}


def test_the_files_that_the_readme_points_to_are_there():
    """No dead link inside the project."""
    for document in [ROOT / "README.md", *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", document.read_text()):
            assert (document.parent / target).exists(), f"{document.name} points to {target}"


def test_every_setting_is_documented():
    """In the table of docs/how-to.md, with its default where that is a plain value."""
    table = dict(re.findall(r"^\| `([a-z_`, ]+)` \| (.*?) \|", (ROOT / "docs" / "how-to.md").read_text(), re.MULTILINE))
    documented = {name.strip("` "): defaults for names, defaults in table.items() for name in names.split(",")}
    assert set(documented) == set(Settings.model_fields)
    for name, field in Settings.model_fields.items():
        if isinstance(field.default, (int, str)):
            assert str(field.default).lower() in documented[name].lower(), name


def test_the_changelog_knows_this_version():
    """The newest released version is that of the package."""
    versions = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert versions[0] == __version__
