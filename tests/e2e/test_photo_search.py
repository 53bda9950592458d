"""A photo goes in, and what looks like it comes out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e

PASTE = """async (bytes) => {
    const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    canvas.getContext("2d").drawImage(picture, 0, 0);
    const png = await canvas.convertToBlob({ type: "image/png" });
    await navigator.clipboard.write([new ClipboardItem({ "image/png": png })]);
}"""

DROP = """(bytes) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(bytes)], "photo.jpg", { type: "image/jpeg" }));
    for (const kind of ["dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }
}"""

LARGE_PHOTO = """async () => {
    const canvas = new OffscreenCanvas(4000, 3000);
    const context = canvas.getContext("2d");
    context.fillStyle = "white";
    context.fillRect(0, 0, 4000, 3000);
    context.fillStyle = "crimson";
    context.fillRect(1000, 500, 2000, 2000);
    const blob = await canvas.convertToBlob({ type: "image/png" });
    const transfer = new DataTransfer();
    transfer.items.add(new File([blob], "large.png", { type: "image/png" }));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""


def test_a_file_finds_the_article_it_shows(results: Page, photo: Path) -> None:
    """The picture of an article, chosen as a file, finds that article first; the count is shown and spoken."""
    assert shown(results)[0] == photo.stem
    expect(results.locator("hound-results .head p")).to_have_text("24 results")
    expect(results.get_by_role("status").filter(has_text="24 results")).to_have_count(1)


def test_a_pasted_picture_is_searched_for(page: Page, shop: str, photo: Path) -> None:
    """Ctrl+V anywhere on the page searches with the picture on the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(shop)
    page.evaluate(PASTE, list(photo.read_bytes()))
    page.keyboard.press("Control+V")
    settled(page)
    assert shown(page)[0] == photo.stem


def test_a_dropped_picture_is_searched_for(page: Page, shop: str, photo: Path) -> None:
    """A file dropped anywhere on the page is searched with."""
    page.goto(shop)
    page.evaluate(DROP, list(photo.read_bytes()))
    settled(page)
    assert shown(page)[0] == photo.stem


def test_a_camera_takes_the_photo(page: Page, shop: str) -> None:
    """On a computer, the page takes the photo itself."""
    page.goto(shop)
    page.get_by_role("button", name="Take a photo").click()
    page.get_by_role("button", name="Take the photo").click()
    settled(page)
    assert len(shown(page)) == 24


def test_a_refused_camera_is_explained(page: Page, shop: str) -> None:
    """Where there is no camera to use, the page says what to do instead."""
    page.add_init_script(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))"
    )
    page.goto(shop)
    page.get_by_role("button", name="Take a photo").click()
    expect(page.get_by_role("alert")).to_contain_text("choose a picture instead")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_crop_changes_the_results(results: Page) -> None:
    """Dragging a corner searches with that part; 'whole picture' brings the first results back."""
    whole = answer(results)
    drag_corner(results, "se", to=(0.35, 0.3))
    expect(results.get_by_role("heading", name="Closest to your selection")).to_be_visible()
    settled(results)
    assert answer(results) != whole
    assert re.search(r"crop=0%2C0%2C0\.3\d*%2C0\.[23]", results.url)
    results.get_by_role("button", name="Whole picture").click()
    expect(results.get_by_role("heading", name="Closest to your photo")).to_be_visible()
    settled(results)
    assert answer(results) == whole
    assert "crop" not in results.url


def test_a_crop_can_be_drawn_and_moved(results: Page) -> None:
    """Dragging across the picture draws a part; dragging that part moves it, and keeps its size."""
    drag(results, (0.2, 0.2), (0.6, 0.7))
    drawn = crop_of(results)
    drag(results, (0.4, 0.4), (0.5, 0.3))
    was, now = drawn, crop_of(results)
    assert now[0] - was[0] == pytest.approx(0.1, abs=0.02)
    assert now[1] - was[1] == pytest.approx(-0.1, abs=0.02)
    assert now[2:] == pytest.approx(was[2:], abs=0.001)


def test_filters_apply_to_the_search(results: Page) -> None:
    """Only what matches the filter is found; the back button takes the filter away again."""
    everything = answer(results)
    results.get_by_role("button", name="Category", exact=True).click()
    choice = results.get_by_role("group", name="Category").locator("label").first
    category = choice.locator(".value").inner_text()
    choice.click()
    expect(results.get_by_role("button", name=f"Remove filter: {category}")).to_be_visible()
    settled(results)
    assert 0 < len(shown(results)) < 24
    results.go_back()
    expect(results.get_by_role("button", name=f"Remove filter: {category}")).to_have_count(0)
    assert answer(results) == everything


def test_what_is_seen_in_a_photo_narrows_the_results(results: Page) -> None:
    """Pressed, it is a filter like any other, and pressed again it is none."""
    everything = answer(results)
    sight = results.get_by_role("list", name="What we see").get_by_role("button").first
    value = sight.locator(".value").inner_text()
    sight.click()
    expect(results.get_by_role("button", name=f"Remove filter: {value}")).to_be_visible()
    expect(sight).to_have_attribute("aria-pressed", "true")
    settled(results)
    assert 0 < len(shown(results)) <= len(everything)
    sight.click()
    expect(results.get_by_role("button", name=f"Remove filter: {value}")).to_have_count(0)
    assert answer(results) == everything


def test_more_results_can_be_shown(results: Page) -> None:
    """'Show more' keeps the results there are and adds others."""
    first = shown(results)
    results.get_by_role("button", name="Show more").click()
    expect(results.locator("hound-results .head p")).to_have_text("48 results")
    assert shown(results)[: len(first)] == first


def test_a_reload_keeps_the_photo(results: Page) -> None:
    """The photo stays in the tab, so that a reload shows the same results."""
    before = answer(results)
    results.reload()
    settled(results)
    assert answer(results) == before


def test_a_photo_of_another_tab_is_asked_for_again(results: Page) -> None:
    """The address of a search, opened elsewhere, asks for the photo."""
    other = results.context.new_page()
    other.goto(results.url)
    expect(other.get_by_role("heading", level=1)).to_have_text("The photo is no longer here")
    expect(other.get_by_role("button", name="Choose a picture")).to_be_visible()


def test_a_file_that_is_no_picture_is_refused_in_words(page: Page, shop: str, tmp_path: Path) -> None:
    """Text named like a photo is refused, and the next photo can be chosen at once."""
    file = tmp_path / "notes.jpg"
    file.write_text("Dear diary,")
    page.goto(shop)
    page.locator("hound-home input#file").set_input_files(file)
    expect(page.get_by_role("alert")).to_contain_text("This file is not a picture")
    expect(page.get_by_role("button", name="New photo")).to_be_visible()


def test_a_file_too_large_is_not_even_sent(page: Page, shop: str, tmp_path: Path) -> None:
    """Beyond the limit of the service, the page names the limit and spares the upload."""
    file = tmp_path / "film.jpg"
    file.write_bytes(b"\0" * (26 * 2**20))
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.goto(shop)
    page.locator("hound-home input#file").set_input_files(file)
    expect(page.get_by_role("alert")).to_contain_text("up to 25 MB")
    assert "POST" not in sent


def test_a_large_photo_is_made_small_before_it_is_sent(page: Page, shop: str) -> None:
    """A photo of 4000 by 3000 pixels is shown, and sent, at 1600 by 1200."""
    page.goto(shop)
    page.evaluate(LARGE_PHOTO)
    settled(page)
    shape = page.locator("hound-crop img").evaluate("image => [image.naturalWidth, image.naturalHeight]")
    assert shape == [1600, 1200]


def settled(page: Page) -> None:
    """Wait until the results are those of the last question."""
    expect(page.locator("hound-results hound-grid")).to_have_attribute("aria-busy", "false")


def shown(page: Page) -> list[str]:
    """The ids of the results, best first."""
    links = page.locator("hound-results hound-card h3 a")
    return [str(item) for item in links.evaluate_all("links => links.map(link => link.dataset.item)")]


def answer(page: Page) -> list[str]:
    """The results with their scores."""
    scores = page.locator("hound-results hound-card .match").all_inner_texts()
    return [f"{item}: {score}" for item, score in zip(shown(page), scores, strict=True)]


def crop_of(page: Page) -> list[float]:
    """The crop in the address: x, y, width, height."""
    found = re.search(r"crop=([^&]+)", page.url)
    assert found is not None
    return [float(side) for side in found.group(1).split("%2C")]


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag with the mouse between two points of the photo, given as fractions."""
    area = page.locator("hound-crop .stage").bounding_box()
    assert area is not None
    (x0, y0), (x1, y1) = [(area["x"] + x * area["width"], area["y"] + y * area["height"]) for x, y in (start, end)]
    before = page.url
    page.mouse.move(x0, y0)
    page.mouse.down()
    page.mouse.move((x0 + x1) / 2, (y0 + y1) / 2)
    page.mouse.move(x1, y1)
    page.mouse.up()
    expect(page).not_to_have_url(before)
    settled(page)


def drag_corner(page: Page, corner: str, to: tuple[float, float]) -> None:
    """Drag a corner of the crop to a point of the photo."""
    area = page.locator("hound-crop .stage").bounding_box()
    handle = page.locator(f"hound-crop .{corner}").bounding_box()
    assert area is not None
    assert handle is not None
    x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
    drag(page, ((x - area["x"]) / area["width"], (y - area["y"]) / area["height"]), to)
