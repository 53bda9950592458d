"""The filters of the page: a category tree, prices, stock, the shop's own fields, orders, and colours as dots."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e

ROWS = """id,title,product_type,colour,price,item_group_id,availability,Fit,image_link
a,Alba,Women > Dresses > Maxi,Red,20 EUR,alba,in stock,Slim,0.jpg
b,Alba,Women > Dresses > Maxi,Blue,15 EUR,alba,out of stock,Wide,1.jpg
c,Cleo,Women > Dresses,Green,50 EUR,,in stock,Slim,2.jpg
d,Dune,Men > Coats,Green,120 EUR,,out of stock,Wide,3.jpg
"""


@pytest.fixture(scope="module", name="varied")
def _varied(catalogue: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of an installation with three products, one of them in two colours."""
    folder = tmp_path_factory.mktemp("varied")
    for number, picture in enumerate(sorted((catalogue / "images").iterdir())[:4]):
        (folder / f"{number}.jpg").write_bytes(picture.read_bytes())
    (folder / "products.csv").write_text(ROWS)
    home = folder / "home"
    command = [sys.executable, "-m", "houndstooth", "--home", str(home), "ingest", str(folder / "products.csv")]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return home


def test_the_collection_is_narrowed_and_sorted(page: Page, varied: Path, serve) -> None:
    """By a node of the tree, a range, what is in stock and a field of the shop's own; all of it in the address."""
    with serve(varied) as start:
        page.goto(start)
        titles = page.locator("hound-home hound-card h3")
        expect(titles).to_have_text(["Alba", "Cleo", "Dune"])
        expect(page.locator("hound-card .dots")).to_have_text(re.compile("In 2 colours: Red, Blue"))
        page.get_by_label("Sort by").select_option("price_down")
        expect(titles).to_have_text(["Dune", "Cleo", "Alba"])
        page.get_by_role("button", name="Category").click()
        page.get_by_role("group", name="Category").get_by_text("Women").click()
        expect(titles).to_have_text(["Cleo", "Alba"])
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Price").click()
        page.get_by_label("To", exact=True).fill("18")
        page.keyboard.press("Enter")
        expect(titles).to_have_text(["Alba"])
        page.keyboard.press("Escape")
        assert "price_max=18" in page.url
        page.get_by_role("button", name="In stock", exact=True).click()
        expect(page.get_by_text("Nothing matches these filters")).to_be_visible()
        page.get_by_role("button", name="Remove filter: to 18").click()
        expect(titles).to_have_text(["Cleo", "Alba"])
        page.get_by_role("button", name="Remove filter: In stock").click()
        page.get_by_role("button", name="More").click()
        page.get_by_role("group", name="Fit").get_by_text("Slim").click()
        expect(titles).to_have_text(["Cleo", "Alba"])
        page.goto(page.url)
        expect(titles).to_have_text(["Cleo", "Alba"])
        expect(page.locator("hound-filters .chip")).to_have_text(["Women", "Slim"])
