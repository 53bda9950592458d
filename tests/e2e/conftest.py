"""A real service with a small drawn catalogue, and a real browser to look at it with.

Without Chromium, or without the built page, the tests are skipped by name; where ``CI=true`` they fail instead.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

import houndstooth
from houndstooth.demo.draw import draw_catalogue

ITEMS = 60
SECONDS_TO_STOP = 30
DESKTOP = (1440, 900)

_STATIC = Path(houndstooth.__file__).parent / "api" / "static"
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)

Serve = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="session")
def chromium(missing: Callable[[str], NoReturn]) -> str:
    """Where the browser is."""
    if not (_STATIC / "index.html").is_file():
        missing("the search page is not built: npm ci && npm run build in frontend/")
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        missing("there is no chromium: apt-get install chromium")
    return found


@pytest.fixture(scope="session")
def catalogue(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A drawn catalogue: ``products.csv`` and ``images/``."""
    target = tmp_path_factory.mktemp("drawn") / "catalogue"
    draw_catalogue(target, items=ITEMS)
    return target


@pytest.fixture(scope="session")
def home(catalogue: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of an installation that has taken the catalogue in."""
    folder = tmp_path_factory.mktemp("home")
    command = [*_houndstooth(folder), "ingest", str(catalogue / "products.csv")]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


@pytest.fixture(scope="session")
def shop(home: Path) -> Iterator[str]:
    """The address of a service with the drawn catalogue."""
    with _serving(home) as address:
        yield address


@pytest.fixture(scope="session")
def empty_shop(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service without any items."""
    with _serving(tmp_path_factory.mktemp("empty")) as address:
        yield address


@pytest.fixture
def serve() -> Serve:
    """``serve(home, port=0)`` runs a service of one's own for the length of a ``with`` block and gives its address."""
    return _serving


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A browser, for one module only: while it lives, no other test could start an event loop."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(_FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser profile at desktop size, in English."""
    width, height = DESKTOP
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab in which no script may fail, and nothing may go against the content security policy."""
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.extend(_violations(message)))
    yield page
    assert not faults


@pytest.fixture
def photo(catalogue: Path) -> Path:
    """A photo to search with: the picture of the first article."""
    return min((catalogue / "images").iterdir())


@pytest.fixture
def results(page: Page, shop: str, photo: Path) -> Page:
    """A tab with the results of the photo."""
    page.goto(shop)
    page.locator("hound-home input#file").set_input_files(photo)
    expect(page.locator("hound-results hound-grid")).to_have_attribute("aria-busy", "false")
    return page


@contextmanager
def _serving(home: Path, port: int = 0) -> Iterator[str]:
    command = [*_houndstooth(home), "serve", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            yield _address(process)
        finally:
            process.terminate()
            process.wait(timeout=SECONDS_TO_STOP)


def _violations(message: ConsoleMessage) -> list[str]:
    return [message.text] if "Content Security Policy" in message.text else []


def _houndstooth(home: Path) -> list[str]:
    return [sys.executable, "-c", "from houndstooth.cli import main; main()", "--home", str(home)]


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if found := re.search(r"http://[\w.:\[\]]+", line):
            return found.group()
    raise AssertionError(f"the service did not start: {''.join(said)}")
