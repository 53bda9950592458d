from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from houndstooth.domain.errors import InvalidInput, Unavailable
from houndstooth.vault.installation_secret import check_secret, kept_secret, new_secret


@pytest.mark.parametrize(
    ("secret", "told"),
    [
        (None, "missing"),
        ("", "0 characters"),
        ("secret", "6 characters"),
        ("x" * 31, "31 characters"),
        ("x" * 64, "guessed"),
        ("changeme" * 8, "guessed"),
        ("ChangeMe-ChangeMe-ChangeMe-ChangeMe-1", "guessed"),
        ("houndstooth-1234567890-1234567890-", "guessed"),
    ],
)
def test_a_weak_secret_is_refused_with_the_remedy(secret, told):
    with pytest.raises(InvalidInput, match=told) as raised:
        check_secret(secret)
    assert "houndstooth secret" in str(raised.value)


def test_a_fresh_secret_will_do():
    """Every one of them."""
    for secret in {new_secret() for _ in range(200)}:
        assert check_secret(secret) == secret


def test_a_kept_secret_is_made_once_and_read_by_its_owner_alone(tmp_path):
    """Whoever comes first, all get the same; nothing half-made is left behind."""
    home = tmp_path / "new" / "home"
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: kept_secret(home), range(16)))
    assert len(found) == 1
    assert [path.name for path in home.iterdir()] == ["secret"]
    assert stat.S_IMODE((home / "secret").stat().st_mode) == 0o600
    assert kept_secret(home) in found


def test_a_damaged_file_is_told(tmp_path):
    (tmp_path / "secret").write_text("\n")
    with pytest.raises(Unavailable, match="holds no secret"):
        kept_secret(tmp_path)
