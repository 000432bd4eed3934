"""Keys that a node makes for itself: once, for its owner only, and never half."""

from pathlib import Path
from threading import Barrier, Thread

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from services.node.key_files import made_once
from services.node.web_keys import FORMS_FILE, TOKENS_FILE, form_secret, token_key
from shared.settings import SettingsUnusable


def test_a_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    first, second = form_secret(tmp_path), form_secret(tmp_path)

    assert first == second
    assert (tmp_path / FORMS_FILE).stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == [FORMS_FILE]


def test_of_many_who_make_a_key_at_once_all_get_the_same(tmp_path: Path) -> None:
    together, got = Barrier(8), []

    def make(number: int) -> None:
        got.append(
            made_once(tmp_path / "key", lambda: (together.wait() and b"") or str(number).encode())
        )

    threads = [Thread(target=make, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(got) == 8
    assert len(set(got)) == 1


def test_the_key_of_log_ins_is_the_same_at_every_start(tmp_path: Path) -> None:
    first, second = token_key(tmp_path), token_key(tmp_path)

    assert first.private_bytes_raw() == second.private_bytes_raw()


def test_a_file_that_is_no_key_of_log_ins_is_named(tmp_path: Path) -> None:
    other = X25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )

    for content in (b"nothing", other):
        (tmp_path / TOKENS_FILE).write_bytes(content)
        with pytest.raises(SettingsUnusable, match=TOKENS_FILE):
            token_key(tmp_path)
