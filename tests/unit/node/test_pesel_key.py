from __future__ import annotations

import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from services.consultations.storage.pesel import PeselSafe
from services.node.pesel_key import KEY_FILE, pesel_key
from services.node.runtime import runtime_of
from shared.settings import NodeSettings, SettingsUnusable

SETTINGS = NodeSettings(
    node="zarska",
    centre="cistor",
    season_begins=datetime(2009, 6, 1, 6, tzinfo=UTC),
    installation=UUID(int=7),
    broker_url="amqp://zarska.services:secret@127.0.0.1:5672/zarska",
    management_url="http://127.0.0.1:15672",
    databases={},
)


def test_a_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    first = pesel_key(tmp_path)

    again = pesel_key(tmp_path)

    assert first == again
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600
    assert PeselSafe(first).open(PeselSafe(again).seal("44051401359")) == "44051401359"


def test_what_is_no_key_stops_the_start_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_text("klucz")

    with pytest.raises(SettingsUnusable, match="przywróć go z kopii"):
        pesel_key(tmp_path)


def test_a_node_has_the_keys_that_its_settings_switch_on(tmp_path: Path) -> None:
    secret = "one secret of all nodes, 32 signs"

    off = runtime_of(SETTINGS, tmp_path, print)
    on = runtime_of(replace(SETTINGS, pesel=True, programme_key=secret), tmp_path, print)

    assert (off.pesel_key, off.programme_key) == (None, None)
    assert (on.pesel_key, on.programme_key) == (pesel_key(tmp_path), secret.encode())
    assert secret not in repr(on)
