"""The sizes of AV1 frames, from the headers of their sequences (AV1 specification, 5.3 to 5.5)."""

from __future__ import annotations

from collections.abc import Iterator

_SEQUENCE_HEADER = 1
_HEADER_BYTES = 128  # more than a sequence header ever has
_MAX_UNITS = 1_000


def frame_sizes(data: memoryview) -> Iterator[tuple[int, int]]:
    """The largest frame, width and height in pixels, that each sequence in a stream may have."""
    place = 0
    for _ in range(_MAX_UNITS):
        if place >= len(data) or data[place] & 0x81:  # bits that are always 0 in a stream
            return
        header = data[place]
        place += 2 if header & 0x04 else 1  # with its extension
        length = len(data) - place
        if header & 0x02:
            length, place = _leb128(data, place)
        if header >> 3 == _SEQUENCE_HEADER:
            yield _frame_size(_Bits(bytes(data[place : place + min(length, _HEADER_BYTES)])))
        place += length


def _leb128(data: memoryview, place: int) -> tuple[int, int]:
    """A number in pieces of seven bits, and the place behind it."""
    number = 0
    for shift in range(0, 56, 7):
        byte = data[place] if place < len(data) else 0
        number |= (byte & 0x7F) << shift
        place += 1
        if byte < 0x80:
            break
    return number, place


class _Bits:
    """Numbers of any width, one after another; behind the end, zeros."""

    def __init__(self, data: bytes) -> None:
        self._bits = int.from_bytes(data.ljust(_HEADER_BYTES, b"\0"), "big")
        self._left = 8 * _HEADER_BYTES

    def number(self, width: int) -> int:
        self._left = max(0, self._left - width)
        return self._bits >> self._left & (1 << width) - 1

    def skip_exp_golomb(self) -> None:
        zeros = 0
        while zeros < 32 and not self.number(1):
            zeros += 1
        self.number(zeros)


def _frame_size(bits: _Bits) -> tuple[int, int]:
    bits.number(4)  # profile, still picture
    if bits.number(1):  # the short form, for still pictures
        bits.number(5)
    else:
        _skip_operating_points(bits, delay_bits=_skip_timing(bits))
    width_bits, height_bits = bits.number(4) + 1, bits.number(4) + 1
    return bits.number(width_bits) + 1, bits.number(height_bits) + 1


def _skip_timing(bits: _Bits) -> int:
    """Returns how many bits a delay has, or 0 where there is no decoder model."""
    if not bits.number(1):
        return 0
    bits.number(64)  # units in a tick, time scale
    if bits.number(1):
        bits.skip_exp_golomb()
    if not bits.number(1):
        return 0
    delay_bits = bits.number(5) + 1
    bits.number(42)
    return delay_bits


def _skip_operating_points(bits: _Bits, *, delay_bits: int) -> None:
    has_display_delay = bits.number(1)
    for _ in range(bits.number(5) + 1):
        bits.number(12)
        if bits.number(5) > 7:  # levels that come in tiers
            bits.number(1)
        if delay_bits and bits.number(1):
            bits.number(2 * delay_bits + 1)
        if has_display_delay and bits.number(1):
            bits.number(4)
