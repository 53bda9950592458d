"""The search page, as built from ``frontend/``."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse
from starlette.exceptions import HTTPException

router = APIRouter(include_in_schema=False)

STATIC = Path(__file__).parent / "static"

_HASHED = {"Cache-Control": "public, max-age=31536000, immutable"}
_FRESH = {"Cache-Control": "no-cache"}


def is_built() -> bool:
    """Whether the page has been built into the package."""
    return (STATIC / "index.html").is_file()


@router.get("/docs")
async def get_reference() -> FileResponse:
    """The HTTP interface, to read and to try."""
    _require_built()
    return FileResponse(STATIC / "reference.html", headers=_FRESH)


@router.get("/{path:path}")
async def get_page(path: str) -> FileResponse:
    """A file of the page; any other address without a dot is the page itself, which knows what to show."""
    if path.startswith("v1/"):
        raise HTTPException(404, f"There is no address /{path[:100]}; see /docs for those there are")
    if file := _file(path):
        return FileResponse(file, headers=_HASHED if path.startswith("assets/") else _FRESH)
    if "." in path.rpartition("/")[2] and not path.startswith("items/"):
        raise HTTPException(404, f"There is no file /{path[:100]}")
    _require_built()
    return FileResponse(STATIC / "index.html", headers=_FRESH)


def _file(path: str) -> Path | None:
    """The file of the built page at this path, if there is one; nothing outside of it is ever found."""
    try:
        file = (STATIC / path).resolve()
        return file if file.is_relative_to(STATIC.resolve()) and file.is_file() else None
    except (OSError, ValueError):  # a name that no file can have: too long, or with a NUL
        return None


def _require_built() -> None:
    if not is_built():
        raise HTTPException(
            404, "The search page is not built. Run 'make setup' (it needs Node); /v1 works without it."
        )
