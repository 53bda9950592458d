"""Which encoding a text file is in: as its first bytes say, else as it declares, else as it looks."""

from __future__ import annotations

import codecs

from charset_normalizer import CharsetMatch, from_bytes

SAMPLE = 256 * 1024
"""Bytes that are looked at."""

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_WIDE = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
"""How XML in UTF-16 begins that has no mark."""
_LIKELY = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "koi8_r",
    "utf_16_le", "utf_16_be", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
]  # fmt: skip
"""Encodings that shops use; a short text in one of them looks like one of many that nobody uses any more."""
_NO_CHARSET = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf_7", "mbcs", "oem"}


def encoding_of(sample: bytes, declared: str | None = None) -> str:
    """The name of a codec that reads ``sample``, the head of a file; ``declared`` counts if it does."""
    for beginning, encoding in (_MARKS | _WIDE).items():
        if sample.startswith(beginning):
            return encoding
    for known in (declared, "utf-8"):
        if known and _reads(known, sample):
            return known
    if _mostly_utf8(sample):
        return "utf-8"
    guesses = list(from_bytes(sample, cp_isolation=_LIKELY))
    return min(guesses, key=_unlikeliness).encoding if guesses else "cp1252"


def _unlikeliness(guess: CharsetMatch) -> tuple[float, float, int]:
    """A mess first, then a language that nobody speaks; of equals the commoner encoding counts."""
    return round(guess.chaos, 2), -guess.coherence, _LIKELY.index(guess.encoding)


def _mostly_utf8(sample: bytes) -> bool:
    """Whether bytes that are no UTF-8 are the exception among those beyond ASCII."""
    text = sample.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return sum(not character.isascii() for character in text) > 4 * wrong


def _reads(encoding: str, sample: bytes) -> bool:
    """Whether the codec is one for text, and the sample is text in it; a full one may end inside a character."""
    try:
        known = codecs.lookup(encoding)
        if known.name.replace("-", "_") in _NO_CHARSET or not isinstance(b"".decode(encoding), str):
            return False
        codecs.getincrementaldecoder(encoding)().decode(sample, final=len(sample) < SAMPLE)
    except (LookupError, ValueError, TypeError):
        return False
    return True
