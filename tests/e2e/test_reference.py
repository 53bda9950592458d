"""The page that describes the HTTP interface."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e


def test_the_interface_can_be_read_and_tried(page: Page, shop: str) -> None:
    """Every route stands on /docs, and one that is tried answers."""
    page.goto(f"{shop}/docs")
    described = page.request.get(f"{shop}/openapi.json").json()["paths"]
    expect(page.locator(".opblock")).to_have_count(sum(map(len, described.values())))
    status = page.locator(".opblock", has_text="/v1/status")
    status.locator(".opblock-summary-control").click()
    status.get_by_role("button", name="Try it out").click()
    status.get_by_role("button", name="Execute").click()
    expect(status.locator(".live-responses-table tbody .response-col_status")).to_contain_text("200")
