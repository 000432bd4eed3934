"""Every domain event that is published has a name for people, and says what it says in words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel

from services.reporting.domain.domain_event_behind import DomainEventBehind
from services.reporting.figures.catalogue import FIGURES
from services.reporting.web.definitions import DEFINITIONS
from services.reporting.web.events_in_words import EVENTS, about, happened, lines_of
from shared.wire import consultations, reporting
from tests.unit.reporting.report_sample import the_programme


@pytest.fixture(autouse=True)
def _language() -> Any:
    app = Flask(__name__)
    Babel(app, default_locale="pl", default_timezone="Europe/Warsaw", locale_selector=lambda: "pl")
    with app.test_request_context():
        yield


def told(data: dict[str, Any], subject: str = "advice-card/7") -> DomainEventBehind:
    return DomainEventBehind(
        source="/nodes/zarska/consultations",
        node="zarska",
        epoch=1,
        position=1,
        type="pl.owss.consultations.advice_card_approved.v1",
        subject=subject,
        subject_version=1,
        time=datetime(2009, 7, 7, tzinfo=UTC),
        programme=None,
        digest="d",
        verified=True,
        data=data,
    )


def test_every_published_type_has_a_name() -> None:
    published = {each.type.split(".")[-2] for each in (*consultations.TYPES, *reporting.TYPES)}

    assert published == EVENTS.keys()


def test_every_figure_has_a_definition() -> None:
    assert DEFINITIONS.keys() == FIGURES.keys()


def test_what_happened_and_to_what_is_told() -> None:
    assert happened("pl.owss.consultations.duty_held.v1") == "Odbył się dyżur"
    assert happened("pl.owss.grants.call_opened.v1") == "pl.owss.grants.call_opened.v1"
    assert happened("strange") == "strange"
    assert about(told({"card_number": "3/2009/zarska"})) == "karta doradztwa 3/2009/zarska"
    assert about(told({}, "something/9")) == "something 9"


def test_values_are_written_as_people_write_them() -> None:
    lines = lines_of(
        told(
            {
                "card_id": "00000000-0000-0000-0000-000000000001",
                "held_on": "2009-07-07",
                "minutes": 90,
                "counted": True,
                "late": False,
                "correction_number": 1234,
                "field_of_advice": "legal",
                "to_node": "zarska",
                "reason": "annulled",
                "status": None,
                "ratio": 1.5,
                "codes": ["a", "b"],
                "advisers": [],
                "clients": [{"client_kind": "individual"}],
                "recipient": {"sex": "female"},
            }
        ),
        (the_programme(),),
    )

    values = {line.title: line.value.replace("\N{NO-BREAK SPACE}", " ") for line in lines}
    assert values["Dzień"] == "7 lipca 2009"
    assert values["Minuty"] == "90 (1,50 h)"
    assert (values["Liczy się"], values["late"]) == ("tak", "nie")
    assert values["Numer korekty"] == "1 234"
    assert values["Zakres porady"] == "doradztwo prawne"
    assert values["Do węzła"] == "Żarska SS"
    assert (values["Powód"], values["Status"]) == ("unieważnienie", "–")
    assert (values["ratio"], values["codes"], values["Doradcy"]) == ("1.5", "a, b", "–")
    assert lines[-1].title == "Identyfikator karty"
    [clients] = [line for line in lines if line.title == "Klienci"]
    assert clients.within[0][0].value == "osoba fizyczna"
    [recipient] = [line for line in lines if line.title == "recipient"]
    assert recipient.within[0][0].value == "kobieta"
