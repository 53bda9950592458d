"""What containers say of themselves, in every layout they may have."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image

from houndstooth.domain.errors import InvalidPicture
from houndstooth.imaging.containers import av1, boxes, jpeg, tiff
from houndstooth.imaging.decode import decode
from houndstooth.imaging.limits import DEFAULT_LIMITS, Limits
from houndstooth.testing.hostile.seeds import HEIGHT, WIDTH, animate, encode


@pytest.mark.parametrize("size", [(48, 40), (333, 77), (2001, 16), (9, 4001)])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_av1_frames_tell_their_size(size: tuple[int, int], mode: str) -> None:
    """The size in the coded frames is found wherever the boxes put them, for colours and for alpha."""
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, "AVIF")
    found = [frame for payload in boxes.payloads(buffer.getvalue()) for frame in av1.frame_sizes(payload)]
    assert found == [size] * len(mode.removeprefix("RG"))


def test_av1_frames_of_a_sequence_tell_their_size() -> None:
    """The frames of a track are found too, and not only the still picture in front."""
    data = animate("AVIF")
    start = data.index(b"meta") - 4
    length = int.from_bytes(data[start : start + 4], "big")
    without_stills = data[:start] + struct.pack(">I4s", length, b"free") + data[start + 8 :]
    found = [frame for payload in boxes.payloads(without_stills) for frame in av1.frame_sizes(payload)]
    assert (WIDTH, HEIGHT) in found


def test_boxes_may_have_long_sizes() -> None:
    """A size of 1 means that eight bytes of size follow, a size of 0 that the box goes to the end."""
    data = encode("AVIF")
    start = data.index(b"meta") - 4
    length = int.from_bytes(data[start : start + 4], "big")
    long = data[:start] + struct.pack(">I4sQ", 1, b"meta", length + 8) + data[start + 8 :]
    assert len(list(boxes.payloads(long))) == 1
    endless = data[:start] + bytes(4) + data[start + 4 :]
    assert len(list(boxes.payloads(endless))) == 1


@pytest.mark.parametrize("big_endian", [False, True])
@pytest.mark.parametrize("big_tiff", [False, True])
def test_tiff_pages_are_counted_in_every_layout(big_endian: bool, big_tiff: bool) -> None:
    """Either byte order, and the wide layout."""
    order, kinds = ">" if big_endian else "<", "HQQ" if big_tiff else "LHL"
    head = (b"MM" if big_endian else b"II") + struct.pack(order + "H", 43 if big_tiff else 42)
    head += struct.pack(order + "HHQ", 8, 0, 16) if big_tiff else struct.pack(order + "L", 8)
    count, following = kinds[1], kinds[2]
    step = struct.calcsize("=" + count + following)
    places = (len(head) + step, len(head) + 2 * step, 0)
    pages = b"".join(struct.pack(order + count + following, 0, place) for place in places)
    tiff.inspect(head + pages, Limits(max_frames=3))
    with pytest.raises(InvalidPicture, match="3 frames"):
        tiff.inspect(head + pages, Limits(max_frames=2))


def test_usual_progressive_pictures_pass() -> None:
    """The ten scans that encoders write are far from the limit."""
    data = encode("JPEG", progressive=True)
    jpeg.inspect(data, DEFAULT_LIMITS)
    assert decode(data).width == WIDTH


def test_thumbnails_do_not_count_as_scans() -> None:
    """What looks like scans inside of metadata is none."""
    data = encode("JPEG")
    lookalikes = struct.pack(">BBH", 0xFF, 0xE5, 2 + 2 * 1000) + b"\xff\xda" * 1000
    assert decode(data[:2] + lookalikes + data[2:]).width == WIDTH
