"""``houndstooth search``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from houndstooth.cli.options import FilterOption, WhereOption, read_filter
from houndstooth.cli.plain import plain
from houndstooth.cli.session import Session
from houndstooth.domain.errors import InvalidInput

if TYPE_CHECKING:
    from houndstooth.services.search import Answer


def command(
    context: typer.Context,
    photos: Annotated[
        list[Path] | None, typer.Argument(metavar="[PHOTO]...", help="Picture files; several are searched by together.")
    ] = None,
    words: Annotated[
        str | None, typer.Option(help="What to look for; beside a photo or an item what is to be otherwise: 'but red'.")
    ] = None,
    like: Annotated[str | None, typer.Option(metavar="ITEM", help="The id of an item, instead of photos.")] = None,
    k: Annotated[int, typer.Option("--k", help="How many results.")] = 12,
    where: WhereOption = None,
    tree: FilterOption = None,
    crop: Annotated[str | None, typer.Option(help="x,y,width,height as fractions of the picture, 0 to 1.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write a contact sheet: one HTML file with the pictures.")] = None,
) -> None:
    """Find the items that look like photos or an item, or that words describe."""
    session: Session = context.obj
    _check(photos, words, like, crop)
    files = [_read(photo, session.settings().max_picture_bytes) for photo in photos or ()]
    answer = _find(session, files, words, like, {"k": k, "where": read_filter(where, tree)}, crop)
    if html is not None:
        _write_contact_sheet(session, answer, files, html)
    if json:
        _print_json(session, answer)
    else:
        _print_table(session, answer)


def _check(photos: list[Path] | None, words: str | None, like: str | None, crop: str | None) -> None:
    if not photos and words is None and like is None:
        raise typer.BadParameter("name a photo, or say --words 'red dress', or --like ITEM", param_hint="PHOTO")
    if photos and like is not None:
        raise typer.BadParameter("there are photos already; leave one of the two out", param_hint="--like")
    if crop is not None and len(photos or ()) != 1:
        raise typer.BadParameter("it is for exactly one photo", param_hint="--crop")


def _find(
    session: Session, files: list[bytes], words: str | None, like: str | None, asked: dict[str, Any], crop: str | None
) -> Answer:
    from houndstooth.imaging.crop import CropBox
    from houndstooth.services.search import Photo

    search = session.house.search
    if files:
        box = None if crop is None else CropBox.parse(crop)
        return search.by_photos(session.shop, [Photo(data, box) for data in files], words=words, **asked)
    if like is not None:
        return search.similar(session.shop, like, words=words, **asked)
    return search.by_words(session.shop, words or "", **asked)


def _read(photo: Path, limit: int) -> bytes:
    try:
        with photo.open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        raise InvalidInput(f"the photo {photo} cannot be read: {error.strerror}") from error


def _print_json(session: Session, answer: Answer) -> None:
    from houndstooth.api.search_schemas import AnswerOut

    # The addresses of pictures mean nothing without a server.
    session.out.out(AnswerOut.of(answer).model_dump_json(indent=2, exclude={"results": {"__all__": {"picture"}}}))


def _print_table(session: Session, answer: Answer) -> None:
    if not answer.hits:
        session.err.print("Nothing found: the catalogue is empty, or no item passes the filter")
        return
    table = Table("score", "id", "title", "category", "colour", "price", box=None, padding=(0, 2, 0, 0))
    for hit in answer.hits:
        item = hit.stored.item
        price = f"{item.price.text} {item.price.currency}" if item.price else ""
        told = (item.id, item.title, item.category or "", item.colour or "", price)
        table.add_row(f"{hit.score:.3f}", *map(plain, told))
    session.out.print(table)
    if answer.understood:
        session.err.print("Understood: " + ", ".join(map(str, answer.understood)), markup=False, soft_wrap=True)


def _write_contact_sheet(session: Session, answer: Answer, photos: list[bytes], path: Path) -> None:
    from houndstooth.cli.contact_sheet import contact_sheet

    pictures = [session.house.pictures.get(hit.stored.picture.key, "card") for hit in answer.hits]
    path.write_text(contact_sheet(answer, pictures, photos), encoding="utf-8")
    session.err.print(f"Contact sheet: {path}", soft_wrap=True)
