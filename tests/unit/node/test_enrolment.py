"""The file that carries an enrolment from the centre to a node."""

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from services.node.enrolment import (
    Enrolment,
    EnrolmentUnreadable,
    read_enrolment,
    write_enrolment,
)

ENROLMENT = Enrolment(
    node="a-partner",
    centre="a-centre",
    address="amqp://127.0.0.1:5672/a-centre",
    password="a secret",
    services=("consultations", "reporting"),
    programme_key="the key of the programme",
)


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_enrolment(tmp_path / "enrolment.json", ENROLMENT)

    assert read_enrolment(tmp_path / "enrolment.json") == ENROLMENT


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "enrolment.json"
    path.touch(mode=0o644)

    write_enrolment(path, ENROLMENT)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_its_secrets_stand_in_no_log() -> None:
    assert "a secret" not in repr(ENROLMENT)
    assert "the key" not in repr(ENROLMENT)


def test_a_file_of_an_earlier_centre_has_no_key(tmp_path: Path) -> None:
    path = tmp_path / "enrolment.json"
    write_enrolment(path, ENROLMENT)
    members = json.loads(path.read_text())
    del members["programme_key"]
    path.write_text(json.dumps(members))

    assert read_enrolment(path) == replace(ENROLMENT, programme_key=None)


def test_it_names_the_journals_that_the_centre_expects() -> None:
    assert ENROLMENT.sources == ("/nodes/a-partner/consultations", "/nodes/a-partner/reporting")


def test_what_a_later_centre_adds_is_ignored(tmp_path: Path) -> None:
    path = tmp_path / "enrolment.json"
    write_enrolment(path, ENROLMENT)
    path.write_text(json.dumps({**json.loads(path.read_text()), "certificate": "…"}))

    assert read_enrolment(path) == ENROLMENT


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"node": "a|b"},
        {"services": []},
        {"address": "amqp://a-partner:secret@127.0.0.1:5672/a-centre"},
        {"address": "http://127.0.0.1/"},
        {"password": None},
    ],
)
def test_a_file_that_was_changed_is_refused_in_one_sentence(
    tmp_path: Path, change: dict[str, object]
) -> None:
    path = tmp_path / "enrolment.json"
    write_enrolment(path, ENROLMENT)
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))

    with pytest.raises(
        EnrolmentUnreadable, match=r"enrolment\.json .*owss centre enrol"
    ) as refusal:
        read_enrolment(path)

    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "enrolment.json"
    path.write_bytes(content)

    with pytest.raises(EnrolmentUnreadable):
        read_enrolment(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EnrolmentUnreadable):
        read_enrolment(tmp_path / "nowhere.json")
