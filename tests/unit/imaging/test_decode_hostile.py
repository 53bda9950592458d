"""Whatever is sent, a picture comes back or an InvalidPicture, and nothing else."""

from __future__ import annotations

import warnings
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageFile

from houndstooth.domain.errors import InvalidPicture
from houndstooth.imaging.decode import decode
from houndstooth.imaging.quiet import quiet
from houndstooth.testing.hostile import hand_made_files, hostile_files
from houndstooth.testing.hostile.mutations import mutants
from houndstooth.testing.hostile.seeds import encode, valid_files

REASONS = frozenset(
    {
        "empty",
        "too-many-bytes",
        "not-a-picture",
        "unsupported-format",
        "too-many-pixels",
        "too-small",
        "too-many-frames",
        "corrupt",
    }
)
VALID = valid_files()


def verdict(data: bytes) -> str:
    """``decoded``, or the reason of the refusal."""
    try:
        picture = decode(data)
    except InvalidPicture as error:
        return error.reason
    assert picture.pixels.dtype == np.uint8
    assert picture.pixels.shape == (picture.height, picture.width, 3)
    return "decoded"


def test_every_hand_made_file_meets_its_verdict() -> None:
    """Bombs, floods, lies, polyglots and broken files are refused for the right reason, odd ones decoded."""
    wrong = {
        file.name: found
        for file in hand_made_files()
        if file.reasons is not None and (found := verdict(file.data)) not in (file.reasons or {"decoded"})
    }
    assert wrong == {}


@pytest.mark.parametrize("seed", [1, 2])
def test_mutations_are_decoded_or_refused(seed: int) -> None:
    """Damaged copies of files of every format raise nothing but InvalidPicture."""
    mutations = mutants(seed)
    verdicts = {verdict(next(mutations).data) for _ in range(600)}
    assert verdicts <= REASONS | {"decoded"}


@given(st.binary(max_size=4096))
@settings(max_examples=200, deadline=None)
def test_noise_is_no_picture(data: bytes) -> None:
    """Random bytes are refused."""
    assert verdict(data) in REASONS


@given(name=st.sampled_from(sorted(VALID)), data=st.data())
@settings(max_examples=300, deadline=None)
def test_one_changed_byte_never_escapes(name: str, data: st.DataObject) -> None:
    """Any byte of any valid file may be anything."""
    file = bytearray(VALID[name])
    file[data.draw(st.integers(0, len(file) - 1))] = data.draw(st.integers(0, 255))
    assert verdict(bytes(file)) in REASONS | {"decoded"}


@given(name=st.sampled_from(sorted(VALID)), share=st.floats(0, 0.9))
@settings(max_examples=200, deadline=None)
def test_files_cut_short_are_refused(name: str, share: float) -> None:
    """No format shows half a picture as if it were whole; only what comes behind the first picture may be missing."""
    cut = VALID[name][: int(len(VALID[name]) * share)]
    if verdict(cut) == "decoded":
        np.testing.assert_array_equal(decode(cut).pixels, decode(VALID[name]).pixels)


def test_truncated_pictures_stay_refused_by_pillow() -> None:
    """We never set the switch that lets Pillow fill in what is missing."""
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


def test_threads_decode_side_by_side() -> None:
    """Many threads get what one gets."""
    files = list(VALID.values()) * 4
    alone = [decode(data).pixels for data in files]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda data: decode(data).pixels, files))
    assert all(np.array_equal(one, other) for one, other in zip(alone, together, strict=True))


def test_warnings_of_others_survive() -> None:
    """Silence for Pillow ends with the last decode, and covers nobody else."""
    before = list(warnings.filters)
    with quiet, quiet:
        with pytest.warns(UserWarning, match="mine"):
            warnings.warn("mine", UserWarning, stacklevel=1)
        warnings.warn_explicit("Pillow's", UserWarning, "TiffImagePlugin.py", 1, module="PIL.TiffImagePlugin")
    assert warnings.filters == before


def test_the_generator_repeats_itself() -> None:
    """The same seed gives the same files, another seed other mutations after the same hand-made ones."""
    one, same, other = (list(hostile_files(seed, 300)) for seed in (5, 5, 6))
    assert one == same
    assert one[:200] == other[:200]
    assert one[-20:] != other[-20:]


def test_hand_made_files_are_many_distinct_and_small() -> None:
    """At least 120 names, each once, and none above 1.5 MB but the two that are meant to be."""
    files = [(file.name, len(file.data)) for file in hand_made_files()]
    sizes = dict(files)
    assert len(sizes) == len(files) >= 120
    assert sorted(name for name, size in sizes.items() if size > 1.5 * 2**20) == [
        "jpeg-padded-over-the-limit",
        "zeros-over-the-limit",
    ]


def test_a_wrong_checksum_is_damage() -> None:
    """A PNG whose pixels do not match their checksum is refused."""
    png = encode("PNG")
    end = len(png) - 12
    assert verdict(png[: end - 4] + b"oops" + png[end:]) == "corrupt"
