"""Embedded colour profiles."""

from __future__ import annotations

import io

from PIL import Image, ImageCms

_MODES = {"GRAY": "L", "RGB": "RGB", "CMYK": "CMYK"}
_MAX_PROFILE = 4 * 2**20  # bytes; a large printing profile has 3 MB


class SrgbTransform:
    """Turns ``L``, ``RGB`` or ``CMYK`` into sRGB, by a profile when there is a sane one, else plainly."""

    def __init__(self, profile: object) -> None:
        """Reads ``profile``, the bytes of an ICC profile or ``None``."""
        self._mode, self._transform = _read(profile)

    def __call__(self, image: Image.Image) -> Image.Image:
        """The same picture in mode ``RGB``."""
        if self._transform is not None and image.mode == self._mode:
            return self._transform.apply(image)
        return image if image.mode == "RGB" else image.convert("RGB")


def _read(profile: object) -> tuple[str | None, ImageCms.ImageCmsTransform | None]:
    if not isinstance(profile, bytes) or not 0 < len(profile) <= _MAX_PROFILE:
        return None, None
    try:
        source = ImageCms.getOpenProfile(io.BytesIO(profile))
        mode = _MODES.get(source.profile.xcolor_space.strip())
        if mode is None or _is_srgb(source):
            return None, None
        return mode, ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB")
    except Exception:  # a profile is a stranger's file too, and a damaged one must not cost the picture
        return None, None


def _is_srgb(profile: ImageCms.ImageCmsProfile) -> bool:
    """By its name, which spares most pictures a transformation that changes nothing."""
    return (profile.profile.profile_description or "").startswith("sRGB")
