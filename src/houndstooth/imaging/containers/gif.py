"""GIF: blocks of at most 255 bytes, one after another (GIF89a specification, 1990)."""

from __future__ import annotations

from houndstooth.imaging.containers.excess import check_count
from houndstooth.imaging.limits import Limits

_IMAGE, _EXTENSION = 0x2C, 0x21
_SCREEN = 13  # bytes of header and screen descriptor
_IMAGE_DESCRIPTOR = 10
_MAX_BLOCKS = 500_000  # 25 MB in full blocks are 100,000


def inspect(data: bytes, limits: Limits) -> None:
    """Counts frames without decoding any, and the blocks that carry them."""
    position = _SCREEN + _palette_bytes(data, _SCREEN - 3)
    frames = blocks = 0
    while position < len(data) and data[position] in (_IMAGE, _EXTENSION):
        if data[position] == _IMAGE:
            frames += 1
            limits.check_frames(frames)
            position += _IMAGE_DESCRIPTOR + _palette_bytes(data, position + _IMAGE_DESCRIPTOR - 1) + 1
        else:
            position += 2
        position, blocks = _skip_blocks(data, position, blocks + 1)


def _palette_bytes(data: bytes, flags_at: int) -> int:
    flags = data[flags_at] if flags_at < len(data) else 0
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _skip_blocks(data: bytes, position: int, blocks: int) -> tuple[int, int]:
    """Behind the empty block that ends a run of blocks."""
    end = len(data)
    while position < end and (length := data[position]):
        position += length + 1
        blocks += 1
        if blocks > _MAX_BLOCKS:
            break
    check_count("GIF blocks", blocks, _MAX_BLOCKS)
    return position + 1, blocks
