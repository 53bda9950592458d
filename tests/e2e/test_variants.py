"""A product in several sizes, with several pictures, at a reduced price."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture(scope="module", name="sized")
def _sized(catalogue: Path, chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The home of an installation with a skirt in three sizes, of which one is sold out, and a hat."""
    folder = tmp_path_factory.mktemp("sized")
    front, back, hat = sorted((catalogue / "images").iterdir())[:3]
    rows = [
        f"skirt-{size},Skirt,{front},{back},50 EUR,40 EUR,{state},{size},skirt,Soft & warm."
        for size, state in (("S", "in stock"), ("M", "in stock"), ("L", "out of stock"))
    ]
    head = "id,title,image_link,additional_image_link,price,sale_price,availability,size,item_group_id,description"
    for picture in (front, back, hat):
        (folder / picture.name).write_bytes(picture.read_bytes())
    lines = [head, *rows, f"hat,Hat,{hat},,10 EUR,,in stock,,,"]
    (folder / "products.csv").write_text("\n".join(lines).replace(f"{front.parent}/", "") + "\n")
    home = folder / "home"
    command = [sys.executable, "-m", "houndstooth", "--home", str(home), "ingest", str(folder / "products.csv")]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return home


def test_a_product_is_listed_once_and_shown_in_all_its_sizes(page: Page, sized: Path, serve) -> None:
    """One card; on its page the sizes lead to each other, and what is sold out is told."""
    with serve(sized) as address:
        page.goto(address)
        cards = page.locator("hound-card")
        expect(cards).to_have_count(2)
        expect(cards.first).to_contain_text("€40.00")
        expect(cards.first.locator("s")).to_contain_text("€50.00")
        cards.first.get_by_role("link").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Skirt")
        expect(page.get_by_text("Soft & warm.")).to_be_visible()
        sizes = page.locator(".variants a")
        expect(sizes).to_have_text(["S", "M", re.compile("L, Sold out")])
        sizes.nth(2).click()
        expect(page).to_have_url(re.compile("skirt-L$"))
        expect(page.locator("article .state")).to_have_text("Sold out")
        expect(page.locator(".variants [aria-current]")).to_contain_text("L")


def test_another_picture_is_chosen(page: Page, sized: Path, serve) -> None:
    """By its small copy, with the pressed one marked."""
    with serve(sized) as address:
        page.goto(f"{address}/items/skirt-S")
        large = page.locator("hound-pictures .frame img")
        before = large.get_attribute("src")
        page.get_by_role("button", name="Picture 2").click()
        expect(page.get_by_role("button", name="Picture 2")).to_have_attribute("aria-pressed", "true")
        expect(large).not_to_have_attribute("src", before or "")
