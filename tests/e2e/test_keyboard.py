"""The whole way with the keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e

FOCUSED = """() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return (element?.ariaLabel ?? element?.innerText ?? "").trim() || element?.tagName;
}"""
OUTLINED = """() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const drawn = [getComputedStyle(element), getComputedStyle(element, "::after")];
    return drawn.some(style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
}"""
STEPS = 60


def test_a_photo_is_chosen_cropped_filtered_and_opened_by_keys(page: Page, shop: str, photo: Path) -> None:
    """From the start page to an item and back, without a mouse."""
    page.on("filechooser", lambda _: None)  # asks for the event from the start, not only as the key goes down
    page.goto(shop)
    expect(page.locator("hound-home hound-card").first).to_be_visible()
    tab_to(page, "Choose a picture")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(photo)
    settled(page)
    assert focused(page) == "Your photo"

    tab_to(page, "Section to search with")
    for _ in range(20):
        page.keyboard.press("Shift+ArrowUp")
    expect(page.get_by_role("heading", name="Closest to your selection")).to_be_visible()
    settled(page)
    assert "crop=0%2C0%2C1%2C0.6" in page.url
    page.keyboard.press("ArrowDown")
    expect(page).to_have_url(re.compile("crop=0%2C0.02%2C1%2C0.6"))
    settled(page)

    tab_to(page, "Category:")  # what is seen in the photo
    tab_to(page, "Category")  # the filter
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Remove filter")).to_have_count(1)
    page.keyboard.press("Escape")
    assert focused(page).startswith("Category")
    settled(page)

    first = page.locator("hound-results hound-card a").first.inner_text()
    tab_to(page, first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=first)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "Back to your results"
    page.keyboard.press("Enter")
    expect(page.locator("hound-results hound-card a").first).to_be_focused()


def test_the_first_stop_skips_to_the_content(page: Page, shop: str) -> None:
    """The skip link comes first, can be seen, and leads past the header."""
    page.goto(shop)
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "Choose a picture"


def tab_to(page: Page, name: str) -> None:
    """Press Tab until something whose name begins so has the focus, and see that each stop can be seen."""
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        assert page.evaluate(OUTLINED), f"no focus ring on {focused(page)!r}"
        if focused(page).startswith(name):
            return
    raise AssertionError(f"{name!r} was not reached with {STEPS} tabs")


def focused(page: Page) -> str:
    """What has the focus, in words."""
    return str(page.evaluate(FOCUSED))


def settled(page: Page) -> None:
    """Wait until the results are those of the last question."""
    expect(page.locator("hound-results hound-grid")).to_have_attribute("aria-busy", "false")
