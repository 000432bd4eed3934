"""The parts of the JSON API that need no node."""

from __future__ import annotations

import json
import warnings
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from services.node.api import openapi_document
from shared.kernel.command import NotAuthorised, Refusal, StaleRecord
from shared.kernel.scope import Scope, scope_of
from shared.messaging.commands import CommandIdReused
from shared.messaging.journal import BodyTooLarge
from shared.web.api.problems import kind_of, status_of
from shared.web.api.wrong_tokens import WrongTokens
from tests.unit.web.site import SetClock

DOCUMENT: dict[str, Any] = json.loads(openapi_document())
OPERATIONS = [
    pytest.param(path, method, operation, id=operation["operationId"])
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
    if method != "parameters"
]


class Lost(Refusal):
    """Something is not there."""


def test_the_document_in_docs_is_current() -> None:
    written = (Path(__file__).parents[3] / "docs" / "openapi.json").read_text(encoding="utf-8")

    assert written == openapi_document(), "run `make docs`"


def test_the_document_is_made_without_two_schemas_of_one_name() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")

        openapi_document()

    numbered = [name for name in DOCUMENT["components"]["schemas"] if name[-1].isdigit()]
    assert numbered == []


def test_its_schemas_are_json_schemas() -> None:
    for schema in DOCUMENT["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [each.id for each in OPERATIONS]

    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_an_operation_says_what_it_does_and_what_may_come(
    path: str, method: str, operation: Any
) -> None:
    parameters = operation.get("parameters", [])
    headers = {each["name"] for each in parameters if each["in"] == "header"}
    is_question = "If-None-Match" in headers or path.endswith("/alike")

    assert operation["summary"].endswith((".", ":"))
    assert {"422", "500"} <= set(operation["responses"])
    assert ("Idempotency-Key" in headers) is not is_question
    assert (method == "get") <= is_question


@pytest.mark.parametrize("service", ["accounts", "consultations", "reporting"])
def test_each_service_has_a_scope_to_read_and_one_to_write(service: str) -> None:
    scopes = [scope_of(service, writes=writes) for writes in (False, True)]

    assert scopes == [Scope(f"{service}:read"), Scope(f"{service}:write")]


@pytest.mark.parametrize(
    ("refusal", "compared", "status"),
    [
        (NotAuthorised(), False, HTTPStatus.FORBIDDEN),
        (Lost(), False, HTTPStatus.NOT_FOUND),
        (StaleRecord(), True, HTTPStatus.PRECONDITION_FAILED),
        (StaleRecord(), False, HTTPStatus.CONFLICT),
        (CommandIdReused(), False, HTTPStatus.UNPROCESSABLE_ENTITY),
        (BodyTooLarge(), False, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
        (Refusal(), False, HTTPStatus.CONFLICT),
    ],
)
def test_a_refusal_has_a_status(refusal: Refusal, compared: bool, status: HTTPStatus) -> None:  # noqa: FBT001 - a parameter of the test
    assert status_of(refusal, (Lost,), compared=compared) is status


def test_a_refusal_is_known_by_its_name() -> None:
    assert kind_of(StaleRecord()) == "stale-record"


def test_wrong_tokens_are_forgotten_when_their_time_has_passed() -> None:
    clock, wrong = SetClock(), WrongTokens(limit=2, window=timedelta(minutes=5))
    for _ in range(2):
        assert wrong.count("192.0.2.1", clock.now()) is None
        clock.go_on(timedelta(minutes=1))

    waits = [wrong.count("192.0.2.1", clock.now()), wrong.count("192.0.2.2", clock.now())]
    clock.go_on(timedelta(minutes=3))

    assert waits == [timedelta(minutes=3), None]
    assert wrong.count("192.0.2.1", clock.now()) is None


def test_addresses_without_end_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.web.api.wrong_tokens._MOST_ADDRESSES", 3)
    clock, wrong = SetClock(), WrongTokens(limit=1)

    for number in range(5):
        wrong.count(f"192.0.2.{number}", clock.now())

    assert wrong.count("192.0.2.0", clock.now()) is None
