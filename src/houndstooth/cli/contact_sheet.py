"""A contact sheet: an answer as one HTML file that can be mailed."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape

from houndstooth.imaging.decode import decode
from houndstooth.imaging.render import render_jpeg
from houndstooth.services.gallery import Hit
from houndstooth.services.search import Answer

_SIDE = 480

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>houndstooth: what was found</title>
<style>
body {{ font: 16px/1.4 system-ui, sans-serif; margin: 2rem; color: #1c1b19; background: #faf9f7 }}
ol {{ list-style: none; padding: 0; display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)) }}
img {{ width: 100%; aspect-ratio: 3 / 4; object-fit: contain; background: #fff }}
header img {{ width: 14rem }}
p {{ margin: .3rem 0 0 }} small {{ color: #5c5852 }}
</style>
<header><h1>{heading}</h1>{photos}</header>
<ol>
{results}
</ol>
</html>
"""  # noqa: E501

_PHOTO = '<img src="{}" alt="The photo">'
_RESULT = '<li><img src="{picture}" alt="{title}"><p>{title}</p><small>{id} · {score:.3f}</small></li>'


def contact_sheet(answer: Answer, pictures: Sequence[bytes], photos: Sequence[bytes]) -> str:
    """The HTML of an answer.

    Args:
        answer: what was found.
        pictures: for each hit its picture, as JPEG.
        photos: those that were searched by, if any; any pictures that we read.
    """
    results = "\n".join(_result(hit, picture) for hit, picture in zip(answer.hits, pictures, strict=True))
    shown = (_data_uri(render_jpeg(decode(photo, hint=_SIDE), _SIDE)) for photo in photos)
    heading = ("What was found", "What looks like this photo", "What looks like these photos")[min(2, len(photos))]
    return _PAGE.format(heading=heading, photos="".join(map(_PHOTO.format, shown)), results=results)


def _result(hit: Hit, picture: bytes) -> str:
    item = hit.stored.item
    return _RESULT.format(picture=_data_uri(picture), title=escape(item.title), id=escape(item.id), score=hit.score)


def _data_uri(jpeg: bytes) -> str:
    return "data:image/jpeg;base64," + b64encode(jpeg).decode("ascii")
