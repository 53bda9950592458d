"""Looking through the collection, item pages, and what happens when something is missing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e

PAGE = 48
ITEMS = 60


def test_the_collection_is_shown_page_by_page(page: Page, shop: str) -> None:
    """The first page comes at once, the rest on demand."""
    page.goto(shop)
    cards = page.locator("hound-home hound-card")
    expect(cards).to_have_count(PAGE)
    page.get_by_role("button", name="Show more").click()
    expect(cards).to_have_count(ITEMS)
    expect(page.get_by_role("button", name="Show more")).to_have_count(0)


def test_pictures_come_as_they_are_needed(page: Page, shop: str) -> None:
    """Pictures have a size before they come, and those far down are not fetched yet."""
    page.goto(shop)
    pictures = page.locator("hound-home hound-card img")
    expect(pictures).to_have_count(PAGE)
    assert pictures.last.get_attribute("loading") == "lazy"
    assert int(pictures.last.get_attribute("width") or 0) > 0
    assert pictures.last.evaluate("image => image.naturalWidth") == 0
    place = pictures.last.bounding_box()
    assert place is not None
    assert place["height"] / place["width"] == pytest.approx(4 / 3, rel=0.01)


def test_filters_narrow_the_collection(page: Page, shop: str) -> None:
    """A colour narrows the list to its count, stands in the address, and can be taken away."""
    page.goto(shop)
    page.get_by_role("button", name="Colour").click()
    choice = page.get_by_role("group", name="Colour").locator("label").first
    colour, count = choice.locator(".value").inner_text(), int(choice.locator(".count").inner_text())
    choice.click()
    expect(page.locator("hound-home hound-card")).to_have_count(count)
    assert f"colour={colour.replace(' ', '+')}" in page.url
    page.keyboard.press("Escape")
    page.get_by_role("button", name=f"Remove filter: {colour}").click()
    expect(page.locator("hound-home hound-card")).to_have_count(PAGE)


def test_an_address_with_filters_opens_filtered(page: Page, shop: str) -> None:
    """A link with filters can be shared."""
    page.goto(shop)
    page.get_by_role("button", name="Category").click()
    choice = page.get_by_role("group", name="Category").locator("label").first
    count = int(choice.locator(".count").inner_text())
    choice.click()
    expect(page.locator("hound-home hound-card")).to_have_count(count)
    page.goto(page.url)
    expect(page.locator("hound-home hound-card")).to_have_count(count)


def test_filters_that_leave_nothing_offer_a_way_out(page: Page, shop: str) -> None:
    """No match under the filters: said in words, with a button that clears them."""
    page.goto(f"{shop}/?colour=Octarine")
    expect(page.get_by_role("heading", name="Nothing matches these filters")).to_be_visible()
    page.get_by_role("button", name="Clear the filters").click()
    expect(page.locator("hound-home hound-card")).to_have_count(PAGE)


def test_an_item_page_tells_all_and_shows_similar_items(page: Page, shop: str) -> None:
    """Title, picture and details of the item; similar ones below, which lead on."""
    page.goto(shop)
    link = page.locator("hound-home hound-card a").first
    title = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    expect(page.get_by_role("img", name=title)).to_be_visible()
    expect(page.get_by_role("list", name="What it is").get_by_role("listitem").first).to_contain_text("Category:")
    expect(page).to_have_title(f"{title} · houndstooth")
    similar = page.locator("hound-item hound-card a")
    expect(similar).to_have_count(12)
    other = similar.first.inner_text()
    similar.first.click()
    expect(page.get_by_role("heading", level=1, name=other)).to_be_visible()


def test_what_an_item_is_leads_to_all_of_that_kind(page: Page, shop: str) -> None:
    """A tag of an item opens the collection under that filter."""
    page.goto(shop)
    page.locator("hound-home hound-card a").first.click()
    tag = page.get_by_role("list", name="What it is").get_by_role("link").first
    value = tag.locator(".value").inner_text()
    tag.click()
    expect(page.get_by_role("button", name=f"Remove filter: {value}")).to_be_visible()


def test_an_item_page_opens_by_its_address(page: Page, shop: str) -> None:
    """The address of an item can be opened in a fresh tab, and leads back to the collection."""
    page.goto(shop)
    href = page.locator("hound-home hound-card a").first.get_attribute("href")
    page.goto(f"{shop}{href}")
    expect(page.locator("hound-item hound-card")).to_have_count(12)
    expect(page).to_have_title(f"{page.locator('hound-item h1').inner_text()} · houndstooth")
    page.get_by_role("link", name="Back to the collection").click()
    expect(page.locator("hound-home hound-card")).to_have_count(PAGE)


def test_an_item_that_is_gone_is_said_to_be(page: Page, shop: str) -> None:
    """An address of no item says so, and leads back."""
    page.goto(f"{shop}/items/no%2Fsuch.thing")
    expect(page.get_by_role("heading", level=1)).to_have_text("This piece is not here")
    expect(page.get_by_role("link", name="Back to the collection")).to_be_visible()


@pytest.mark.parametrize("way", ["browser", "link"])
def test_the_way_back_keeps_the_results(results: Page, way: str) -> None:
    """Back from an item, the same results are there without asking again, at the same place."""
    before = results.locator("hound-results hound-card h3").all_inner_texts()
    link = results.locator("hound-results hound-card a").nth(14)
    link.scroll_into_view_if_needed()
    scroll = results.evaluate("window.scrollY")
    item = link.get_attribute("data-item")
    link.click()
    expect(results.locator("hound-item hound-card")).to_have_count(12)
    asked: list[str] = []
    results.on("request", lambda request: asked.append(urlsplit(request.url).path))
    if way == "browser":
        results.go_back()
    else:
        results.get_by_role("link", name="Back to your results").click()
    expect(results.locator("hound-results hound-card").first).to_be_visible()
    assert results.locator("hound-results hound-card h3").all_inner_texts() == before
    results.wait_for_function("scroll => Math.abs(window.scrollY - scroll) < 2", arg=scroll)
    assert results.evaluate(FOCUSED) == item
    assert "/v1/search/image" not in asked


def test_the_way_back_leads_past_similar_items(results: Page) -> None:
    """From one item on to a similar one, the way back still leads to the results."""
    before = results.url
    results.locator("hound-results hound-card a").first.click()
    title = results.locator("hound-item hound-card a").first.inner_text()
    results.locator("hound-item hound-card a").first.click()
    expect(results.get_by_role("heading", level=1, name=title)).to_be_visible()
    results.get_by_role("link", name="Back to your results").click()
    expect(results).to_have_url(before)
    expect(results.locator("hound-results hound-card")).to_have_count(24)


def test_an_empty_shop_says_how_to_fill_it(page: Page, empty_shop: str) -> None:
    """Without items, the page names the command that brings some."""
    page.goto(empty_shop)
    expect(page.get_by_text("houndstooth ingest FOLDER")).to_be_visible()


def test_a_search_in_an_empty_shop_says_how_to_fill_it(page: Page, empty_shop: str, photo: Path) -> None:
    """Nor does a photo find anything there."""
    page.goto(empty_shop)
    page.locator("hound-home input#file").set_input_files(photo)
    expect(page.locator("hound-results").get_by_text("houndstooth ingest FOLDER")).to_be_visible()


def test_a_service_that_is_down_is_told_and_can_be_retried(
    page: Page, home: Path, serve: Callable[..., AbstractContextManager[str]]
) -> None:
    """While the service is down the page says so; once it is back, 'try again' carries on."""
    with serve(home) as address:
        page.goto(address)
        expect(page.locator("hound-home hound-card")).to_have_count(PAGE)
    page.get_by_role("button", name="Show more").click()
    expect(page.get_by_role("alert")).to_contain_text("The service cannot be reached")
    with serve(home, port=urlsplit(address).port):
        page.get_by_role("button", name="Try again").click()
        expect(page.locator("hound-home hound-card")).to_have_count(ITEMS)


def test_an_unknown_address_is_said_to_be(page: Page, shop: str) -> None:
    """An address of no page says so."""
    page.goto(f"{shop}/nowhere")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page does not exist")
    page.get_by_role("link", name="To the start page", exact=True).click()
    expect(page.locator("hound-home hound-card")).to_have_count(PAGE)


FOCUSED = """() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.dataset.item;
}"""
