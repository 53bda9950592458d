"""Take the screenshots of the documents, of the drawn catalogue, at three widths.

    python docs/take_screenshots.py http://127.0.0.1:8000/ PHOTO

The address is that of a running `houndstooth demo`, PHOTO one of the customers' photos that it names. Needs Chromium.
Writes `docs/pictures/`.
"""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

PICTURES = Path(__file__).parent / "pictures"
WIDTHS = {"phone": (390, 844), "tablet": (820, 1180), "desktop": (1440, 900)}
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


def main(address: str, photo: Path) -> None:
    """Photograph the start page, the results of a photo, and an item, at each width."""
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name, (width, height) in WIDTHS.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            walk(page, address, photo, name)
            page.close()
        browser.close()


def walk(page: Page, address: str, photo: Path, name: str) -> None:
    """Start page, results, item."""
    page.goto(address)
    save(page, f"home-{name}")
    page.locator("input[type=file]").first.set_input_files(photo)
    page.wait_for_url("**/search*")
    save(page, f"results-{name}")
    page.locator("a[href*='/items/']").first.click()
    page.wait_for_url("**/items/**")
    save(page, f"item-{name}")


def save(page: Page, name: str) -> None:
    """Write what the window shows, once its pictures are there."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(800)
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    shot.quantize(256, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
