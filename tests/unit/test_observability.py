"""Logs are one JSON object a line."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from shared.observability import log_as_json


@pytest.fixture
def stream(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Take logs, and leave logging as it was."""
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    nameko = logging.getLogger("nameko.containers")
    level = nameko.level
    taken = io.StringIO()
    log_as_json(taken)
    yield taken
    structlog.reset_defaults()
    nameko.setLevel(level)


def fail() -> None:
    raise ZeroDivisionError("nothing")


def test_our_logs_are_json_with_level_time_and_polish_letters(stream: io.StringIO) -> None:
    structlog.get_logger().error("held_apart", forks=2, node="żarska")

    written = json.loads(stream.getvalue())
    assert written.pop("timestamp").endswith("Z")
    assert written == {"event": "held_apart", "forks": 2, "node": "żarska", "level": "error"}
    assert "żarska" in stream.getvalue()


def test_an_exception_is_part_of_its_line(stream: io.StringIO) -> None:
    try:
        fail()
    except ZeroDivisionError:
        structlog.get_logger().exception("failed")

    (line,) = stream.getvalue().splitlines()
    assert "ZeroDivisionError: nothing" in json.loads(line)["exception"]


def test_what_libraries_say_is_json_too_whatever_they_say(stream: io.StringIO) -> None:
    logging.getLogger("kombu").warning('lost "%s"\nagain', "amqp")
    logging.getLogger("kombu").info("not worth a line")

    (line,) = stream.getvalue().splitlines()
    assert json.loads(line) == {
        "event": "library",
        "logger": "kombu",
        "message": 'lost "amqp"\nagain',
        "level": "warning",
    }


def test_an_exception_of_a_library_stays_on_one_line(stream: io.StringIO) -> None:
    try:
        fail()
    except ZeroDivisionError:
        logging.getLogger("kombu").exception("failed")

    (line,) = stream.getvalue().splitlines()
    assert "ZeroDivisionError: nothing" in json.loads(line)["exception"]


def test_a_refusal_that_nameko_warns_of_is_no_news(stream: io.StringIO) -> None:
    logging.getLogger("nameko.containers").warning("expected error handling worker")

    assert stream.getvalue() == ""
