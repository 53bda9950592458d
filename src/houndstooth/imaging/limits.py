"""What a picture may cost before it is refused."""

from __future__ import annotations

from dataclasses import dataclass, fields

from houndstooth.domain.errors import InvalidInput, InvalidPicture


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that are checked before pixels are allocated.

    Raises:
        InvalidInput: A bound is below 1.
    """

    max_bytes: int = 25 * 2**20
    """Size of the file, in bytes."""
    max_pixels: int = 60_000_000
    """Width times height of the frame that is decoded."""
    max_side: int = 20_000
    """Longest side, in pixels."""
    min_side: int = 8
    """Shortest side, in pixels."""
    max_frames: int = 1_000
    """Frames of an animation or pages of a document; only the first is decoded."""

    def __post_init__(self) -> None:
        """Refuses bounds that refuse everything."""
        for bound in fields(self):
            value = getattr(self, bound.name)
            if value < 1:
                raise InvalidInput(f"The picture limit {bound.name} is {value}; set it to 1 or more")

    def check_bytes(self, count: int) -> None:
        """Raises InvalidPicture, ``empty`` or ``too-many-bytes``, unless a file may have ``count`` bytes."""
        if count == 0:
            raise InvalidPicture("empty", "The file has 0 bytes; upload it again")
        if count > self.max_bytes:
            raise InvalidPicture(
                "too-many-bytes",
                f"The file has {count:,} bytes and the limit is {self.max_bytes:,}; send a smaller picture",
            )

    def check_frames(self, count: int) -> None:
        """Raises InvalidPicture, ``too-many-frames``, unless a file may have ``count`` frames."""
        if count > self.max_frames:
            raise InvalidPicture(
                "too-many-frames",
                f"The picture has {count:,} frames or more and the limit is {self.max_frames:,}; send a still picture",
            )

    def check_size(self, width: int, height: int, *, copies: int = 1) -> None:
        """Raises InvalidPicture, ``too-small`` or ``too-many-pixels``, unless a picture may have this size."""
        if min(width, height) < self.min_side:
            raise InvalidPicture(
                "too-small",
                f"The picture is {width}x{height} and the limit is {self.min_side} pixels a side; send a larger one",
            )
        self.check_pixels(width, height, copies=copies)

    def check_pixels(self, width: int, height: int, *, copies: int = 1) -> None:
        """Raises InvalidPicture, ``too-many-pixels``, when a frame of this size would cost too much.

        Args:
            width: In pixels.
            height: In pixels.
            copies: How many times over the decoder of the format holds the frame, compared to others.
        """
        max_pixels = self.max_pixels // copies
        if max(width, height) > self.max_side or width * height > max_pixels:
            raise InvalidPicture(
                "too-many-pixels",
                f"The picture is {width}x{height} and the limits are {self.max_side:,} pixels a side "
                f"and {max_pixels:,} in all; send a smaller one",
            )


DEFAULT_LIMITS = Limits()
"""What a picture from a stranger may cost, unless the caller says otherwise."""
