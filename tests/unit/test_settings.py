"""A node's settings: written whole, read back as they were, refused with a sentence."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from shared.messaging.runtime import Pace
from shared.settings import FILE_NAME, NodeSettings, SettingsUnusable, read_settings, write_settings

PARTNER = NodeSettings(
    node="zarska",
    centre="cistor",
    season_begins=datetime(2009, 6, 1, 6, tzinfo=UTC),
    installation=UUID(int=7),
    broker_url="amqp://zarska.services:se%20cret@127.0.0.1:5672/zarska",
    management_url="http://127.0.0.1:15672",
    databases={"consultations": 'sqlite:////srv/żarska \\ "dane" \N{SNOWMAN}/a.sqlite'},
    pace=Pace(look=0.5, heartbeat=3.0, watchdog=3.0),
)


@pytest.mark.parametrize(
    "settings",
    [
        PARTNER,
        replace(PARTNER, centre="zarska", season_begins=None, pace=Pace()),
        replace(PARTNER, pesel=True, programme_key="one secret of all nodes, 32 signs"),
        replace(PARTNER, public_url="https://owss.example.org/zarska"),
    ],
    ids=["partner", "centre", "clients", "pages"],
)
def test_what_was_written_is_read_back(tmp_path: Path, settings: NodeSettings) -> None:
    write_settings(tmp_path / "new" / "home", settings)

    assert read_settings(tmp_path / "new" / "home") == settings


def test_characters_beyond_the_first_plane_are_read_back(tmp_path: Path) -> None:
    settings = replace(PARTNER, databases={"reporting": "sqlite:////srv/\N{GRINNING FACE}.sqlite"})

    write_settings(tmp_path, settings)

    assert read_settings(tmp_path) == settings


def test_only_the_owner_reads_them_and_nothing_else_stays_behind(tmp_path: Path) -> None:
    write_settings(tmp_path, PARTNER)
    write_settings(tmp_path, PARTNER)

    (file,) = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_centre_is_its_own_centre() -> None:
    assert not PARTNER.is_centre
    assert replace(PARTNER, centre="zarska").is_centre


def test_secrets_are_not_in_what_a_log_would_show() -> None:
    assert "cret" not in repr(PARTNER)


def refused(home: Path) -> str:
    with pytest.raises(SettingsUnusable) as refusal:
        read_settings(home)
    return str(refusal.value)


def test_without_settings_a_sentence_says_how_to_make_a_node(tmp_path: Path) -> None:
    told = refused(tmp_path / "nowhere")

    assert "nie ma węzła" in told
    assert "«owss up»" in told
    assert told.endswith(".")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (b"node = ", "nie jest poprawnym plikiem TOML"),
        (b"node = 'zarska'\n", "broker_url, centre, databases, installation, management_url"),
        (b"\xff", "UTF-8"),
    ],
)
def test_what_is_wrong_with_them_is_named(tmp_path: Path, text: bytes, named: str) -> None:
    (tmp_path / FILE_NAME).write_bytes(text)

    told = refused(tmp_path)

    assert named in told
    assert str(tmp_path / FILE_NAME) in told


@pytest.mark.parametrize(
    ("member", "wrong"),
    [
        ("node", 'node = "Żarska"'),
        ("broker_url", 'broker_url = "http://secret@host"'),
        ("management_url", 'management_url = "amqp://secret@host"'),
        ("installation", 'installation = "secret"'),
        ("colour", 'colour = "secret"'),
    ],
)
def test_a_wrong_member_is_named_and_its_value_is_not_shown(
    tmp_path: Path, member: str, wrong: str
) -> None:
    write_settings(tmp_path, PARTNER)
    file = tmp_path / FILE_NAME
    lines = file.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(f"{member} =")]
    file.write_text("\n".join([wrong, *kept]), encoding="utf-8")

    told = refused(tmp_path)

    assert told.endswith(f"popraw w nim: {member}.")
    assert "secret" not in told


def test_a_pace_that_would_not_rest_is_refused(tmp_path: Path) -> None:
    write_settings(tmp_path, replace(PARTNER, pace=Pace(look=0)))

    assert "pace" in refused(tmp_path)


@pytest.mark.parametrize(
    ("settings", "environ", "address"),
    [
        (PARTNER, {}, "http://127.0.0.1:8600"),
        (replace(PARTNER, https=True), {}, "https://127.0.0.1:8600"),
        (replace(PARTNER, public_url="https://a.example.org/"), {}, "https://a.example.org"),
        (
            replace(PARTNER, public_url="https://a.example.org"),
            {"OWSS_PUBLIC_URL": "https://b.example.org/owss/"},
            "https://b.example.org/owss",
        ),
    ],
    ids=["where it listens", "behind a proxy", "as the file says", "as the environment says"],
)
def test_people_find_the_pages_at_one_address(
    settings: NodeSettings, environ: dict[str, str], address: str
) -> None:
    assert settings.address(environ) == address


def test_what_is_no_address_of_pages_is_refused_with_the_name_of_the_setting() -> None:
    with pytest.raises(SettingsUnusable, match="OWSS_PUBLIC_URL"):
        PARTNER.address({"OWSS_PUBLIC_URL": "owss.example.org"})
