"""Every page through axe, light and dark, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.e2e

SHAPES = {"desktop": (1440, 900), "phone": (390, 844)}
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def home(page: Page, shop: str, _photo: Path) -> None:
    """The start page with the collection."""
    page.goto(shop)
    expect(page.locator("hound-home hound-card").first).to_be_visible()


def filters(page: Page, shop: str, photo: Path) -> None:
    """The start page with the colours open and two of them chosen."""
    home(page, shop, photo)
    page.get_by_role("button", name="Colour").click()
    choices = page.get_by_role("group", name="Colour").locator("label")
    choices.nth(0).click()
    choices.nth(1).click()
    expect(page.locator("hound-home .chip")).to_have_count(2)


def nothing_left(page: Page, shop: str, _photo: Path) -> None:
    """Filters that nothing matches."""
    page.goto(f"{shop}/?colour=Octarine")
    expect(page.get_by_role("heading", name="Nothing matches these filters")).to_be_visible()


def results(page: Page, shop: str, photo: Path) -> None:
    """The results of a photo."""
    home(page, shop, photo)
    page.locator("hound-home input#file").set_input_files(photo)
    expect(page.locator("hound-results hound-card").first).to_be_visible()


def item(page: Page, shop: str, photo: Path) -> None:
    """An item page."""
    home(page, shop, photo)
    page.locator("hound-home hound-card a").first.click()
    expect(page.locator("hound-item hound-card").first).to_be_visible()


def refused(page: Page, shop: str, _photo: Path) -> None:
    """A file that is no picture."""
    page.goto(shop)
    page.locator("hound-home input#file").set_input_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"}
    )
    expect(page.get_by_role("alert")).to_be_visible()


def camera(page: Page, shop: str, _photo: Path) -> None:
    """The camera's dialog, on computers; phones have a camera of their own."""
    page.goto(shop)
    page.locator("hound-home hound-picker").evaluate("""async (picker) => {
        picker.cameraOpened = true;
        await picker.updateComplete;
        await picker.renderRoot.querySelector("hound-camera").open();
    }""")
    expect(page.get_by_role("button", name="Take the photo")).to_be_enabled()


def gone(page: Page, shop: str, _photo: Path) -> None:
    """An item that is not there."""
    page.goto(f"{shop}/items/none")
    expect(page.get_by_role("heading", name="This piece is not here")).to_be_visible()


def lost(page: Page, shop: str, _photo: Path) -> None:
    """The address of no page, and of a photo no longer there."""
    page.goto(f"{shop}/search?photo=none")
    expect(page.get_by_role("heading", name="The photo is no longer here")).to_be_visible()


STATES: list[Callable[[Page, str, Path], None]] = [
    home, filters, nothing_left, results, item, refused, camera, gone, lost,
]  # fmt: skip


@pytest.fixture(params=list(SHAPES))
def shape(request: pytest.FixtureRequest) -> str:
    """A desk or a phone."""
    return str(request.param)


@pytest.fixture(params=["light", "dark"])
def tab(request: pytest.FixtureRequest, shape: str, browser: Browser) -> Iterator[Page]:
    """A tab of one shape and colour scheme."""
    width, height = SHAPES[shape]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=request.param,
        has_touch=shape == "phone",
        is_mobile=shape == "phone",
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_nothing(tab: Page, shop: str, photo: Path, state: Callable[[Page, str, Path], None]) -> None:
    """No violation of any rule that axe knows, and nothing wider than the screen."""
    state(tab, shop, photo)
    assert violations(tab) == []
    assert tab.evaluate(OVERFLOW) <= 0


def test_the_empty_shop_is_clean_too(tab: Page, empty_shop: str) -> None:
    """Nor in a shop without items."""
    tab.goto(empty_shop)
    expect(tab.get_by_text("houndstooth ingest FOLDER")).to_be_visible()
    assert violations(tab) == []


def violations(page: Page) -> list[str]:
    """What axe objects to, one line for each place."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def test_nothing_jumps_while_the_page_loads(tab: Page, shop: str) -> None:
    """The places of pictures are kept from the first moment: the page's layout shift stays near zero."""
    tab.add_init_script("""
        window.shifted = 0;
        new PerformanceObserver(list => {
            for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
    """)
    held: list[Route] = []
    tab.route("**/v1/items?*", lambda route: held.append(route))  # noqa: PLW0108 - a bound method will not do
    tab.goto(shop)
    tab.locator("hound-home #collection").evaluate("part => part.scrollIntoView()")
    expect(tab.locator("hound-home .bone").first).to_be_in_viewport()
    for route in held:
        route.continue_()
    expect(tab.locator("hound-home hound-card").first).to_be_visible()
    tab.wait_for_load_state("networkidle")
    assert tab.evaluate("window.shifted") < 0.01
