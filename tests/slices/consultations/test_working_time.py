"""Working time as a caller on the bus sees it: JSON in, JSON out, over a real database."""

from __future__ import annotations

import json
from base64 import b64decode
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import openpyxl
import pytest
from marshmallow import ValidationError
from pypdf import PdfReader

from services.consultations.domain.refusals import EndsBeforeItStarts
from services.consultations.domain.working_time_refusals import MonthClosed, NoValidDeputy
from services.consultations.sentences import sentence
from services.consultations.service import ConsultationsService
from services.consultations.storage.verification import compare_state_with_journal
from tests.slices.consultations.conftest import StoppedClock
from tests.slices.consultations.service_at_work import (
    ADVISER_ID,
    CARD_ID,
    CLIENT_ID,
    COORDINATOR_ID,
    asking,
    by_adviser,
    by_coordinator,
    draft,
)

DUTY_ID, APPOINTMENT_ID = str(UUID(int=51)), str(UUID(int=61))
DUTY: dict[str, Any] = {
    "duty_id": DUTY_ID,
    "adviser_id": ADVISER_ID,
    "held_on": "2009-07-07",
    "started_at": "09:00",
    "ended_at": "13:00",
    "programme": "owss-2009",
}


def test_a_duty_is_recorded_and_corrected(service: ConsultationsService) -> None:
    service.record_duty(by_adviser(**DUTY))
    service.correct_duty(
        by_coordinator(
            duty_id=DUTY_ID,
            held_on="2009-07-07",
            started_at="09:00",
            ended_at="12:00",
            reason="wrong_date_or_time",
            remarks="Do dwunastej.",
            counted=True,
        )
    )

    history = service.record_history(asking(record_id=DUTY_ID))

    assert [change["after"] for change in history["changes"]] == ["Do dwunastej."]
    with service.database.read() as connection:
        assert list(compare_state_with_journal(connection)) == []


def test_a_duty_that_ends_before_it_starts_is_refused_in_its_own_words(
    service: ConsultationsService,
) -> None:
    with pytest.raises(EndsBeforeItStarts) as refusal:
        service.record_duty(by_adviser(**{**DUTY, "ended_at": "08:00"}))

    assert sentence(refusal.value).startswith("Koniec o\u00a008:00 nie może być przed początkiem")


def test_a_client_books_a_free_hour_and_comes(service: ConsultationsService) -> None:
    tuesday = {"weekday": 2, "started_at": "09:00", "ended_at": "13:00"}
    service.set_working_hours(
        by_adviser(adviser_id=ADVISER_ID, valid_from="2009-06-01", hours=[tuesday])
    )
    service.set_working_exception(
        by_adviser(adviser_id=ADVISER_ID, day="2009-07-14", kind="absent", hours=[])
    )
    free = asking(adviser_id=ADVISER_ID, first="2009-07-06", last="2009-07-19")
    before = service.free_slots(free)
    service.request_advice(
        by_adviser(
            appointment_id=APPOINTMENT_ID,
            programme="owss-2009",
            client_id=CLIENT_ID,
            field_of_advice="legal",
            form_of_contact="in_person",
            wish="Statut.",
        )
    )
    agreed = {"adviser_id": ADVISER_ID, "held_on": "2009-07-07"}
    times = {"started_at": "10:00", "ended_at": "11:30"}
    service.schedule_advice(by_adviser(appointment_id=APPOINTMENT_ID, **agreed, **times))
    after = service.free_slots(free)
    draft(service, appointment_id=APPOINTMENT_ID)

    appointment = service.appointment(asking(appointment_id=APPOINTMENT_ID))

    assert before["slots"] == [
        {"day": "2009-07-07", "started_at": "09:00", "ended_at": "13:00", "minutes": 240}
    ]
    assert [slot["minutes"] for slot in after["slots"]] == [60, 90]
    assert appointment == {
        "appointment_id": APPOINTMENT_ID,
        "programme": "owss-2009/1",
        "version": 3,
        "state": "held",
        "client_id": CLIENT_ID,
        "client_kind": "individual",
        "field_of_advice": "legal",
        "form_of_contact": "in_person",
        "wish": "Statut.",
        "requested_on": "2009-07-07",
        "agreement": {**agreed, **times, "outside_hours": False},
        "cancellation": None,
    }
    assert service.card(asking(card_id=CARD_ID))["appointment_id"] == APPOINTMENT_ID
    with service.database.read() as connection:
        assert list(compare_state_with_journal(connection)) == []


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("2009-07-07", "2009-07-06", "Podaj ostatni dzień nie wcześniejszy niż pierwszy."),
        ("2009-07-07", "2010-07-08", "Skróć okres: najwyżej 366 dni."),
    ],
)
def test_a_period_has_a_day_and_not_too_many(
    service: ConsultationsService, first: str, last: str, sentence: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        service.free_slots(asking(adviser_id=ADVISER_ID, first=first, last=last))

    assert refused.value.messages == {"last": [sentence]}


def test_a_month_is_read_closed_and_opened(service: ConsultationsService) -> None:
    month = {"adviser_id": ADVISER_ID, "month": "2009-07"}
    service.record_duty(by_adviser(**DUTY))
    draft(service)
    service.sign_card(by_adviser(card_id=CARD_ID))
    waiting = service.timesheet(asking(**month))
    service.approve_card(by_coordinator(card_id=CARD_ID))
    service.clock = StoppedClock(datetime(2009, 8, 1, 8, tzinfo=UTC))
    closed = service.close_timesheet(by_coordinator(**month))
    service.reopen_timesheet(by_coordinator(**month, reason="late_card", remarks="Teczka."))
    again = service.close_timesheet(by_coordinator(**month))

    sheet = service.timesheet(asking(**month))

    assert [entry["card_number"] for entry in waiting["pending"]] == ["1/2009/zarska"]
    assert (closed["closing_number"], again["closing_number"]) == (1, 2)
    assert (sheet["timesheet_id"], sheet["closed"]) == (closed["timesheet_id"], True)
    assert (sheet["first"], sheet["last"]) == ("2009-07-01", "2009-07-31")
    assert sheet["time"] == [
        {
            "programme": "owss-2009",
            "advice_minutes": 90,
            "duty_minutes": 240,
            "advice_hours": "1.50",
            "duty_hours": "4.00",
        }
    ]
    assert (sheet["minutes_at_work"], sheet["hours_at_work"]) == (240, "4.00")
    (day,) = sheet["days"]
    assert (day["day"], day["advice_minutes"], day["duty_minutes"]) == ("2009-07-07", 90, 240)
    assert (day["minutes_at_work"], day["hours_at_work"]) == (240, "4.00")
    assert day["entries"][1] == {
        "kind": "advice",
        "record_id": CARD_ID,
        "card_number": "1/2009/zarska",
        "programme": "owss-2009/1",
        "held_on": "2009-07-07",
        "started_at": "10:00",
        "ended_at": "11:30",
        "minutes": 90,
        "hours": "1.50",
        "entered_at": "2009-07-07T12:00:00+00:00",
        "corrected_at": None,
        "late": False,
    }
    assert sheet["closings"][0]["reopening"]["remarks"] == "Teczka."
    assert sheet["closings"][1]["reopening"] is None
    assert json.loads(json.dumps(sheet)) == sheet
    with service.database.read() as connection:
        assert list(compare_state_with_journal(connection)) == []


def test_a_timesheet_is_printed_as_pdf_and_as_xlsx(service: ConsultationsService) -> None:
    asked = asking(adviser_id=ADVISER_ID, month="2009-07")
    service.record_duty(by_adviser(**DUTY))

    pdf, xlsx = service.timesheet_pdf(asked), service.timesheet_xlsx(asked)

    (page,) = PdfReader(BytesIO(b64decode(pdf["pdf"]))).pages
    workbook = openpyxl.load_workbook(BytesIO(b64decode(xlsx["xlsx"])))
    assert pdf["file_name"] == "karta-czasu-pracy-2009-07-Anna-Zięba-000001.pdf"
    assert xlsx["file_name"] == "karta-czasu-pracy-2009-07-Anna-Zięba-000001.xlsx"
    assert "Anna Zięba" in page.extract_text()
    assert workbook["Karta czasu pracy"]["A1"].value.startswith("Sezon pokazowy")


def test_what_is_refused_in_a_closed_month_names_the_month(service: ConsultationsService) -> None:
    service.clock = StoppedClock(datetime(2009, 8, 1, 8, tzinfo=UTC))
    service.close_timesheet(by_coordinator(adviser_id=ADVISER_ID, month="2009-07"))

    with pytest.raises(MonthClosed) as refusal:
        draft(service)

    assert sentence(refusal.value).startswith(
        "Karta czasu pracy za miesiąc lipiec\u00a02009 jest zamknięta"
    )


@pytest.mark.parametrize("month", ["2009-13", "lipiec", "2009", 7])
def test_a_month_is_written_with_its_year(service: ConsultationsService, month: object) -> None:
    with pytest.raises(ValidationError) as refused:
        service.timesheet(asking(adviser_id=ADVISER_ID, month=month))

    assert refused.value.messages == {"month": ["Podaj miesiąc (RRRR-MM)."]}


def test_a_deputy_is_appointed_approves_and_is_recalled(service: ConsultationsService) -> None:
    deputy_id, staff_id = str(UUID(int=71)), str(UUID(int=10))
    service.appoint_deputy(
        by_coordinator(
            deputy_id=deputy_id,
            staff_id=staff_id,
            full_name="Ewa Żyła",
            organisation="MOPS w Olsztynie",
            valid_from="2009-07-01",
            valid_to="2009-07-31",
        )
    )
    draft(service)
    service.sign_card(by_adviser(card_id=CARD_ID))
    actor = {"staff_id": staff_id, "roles": ["deputy_coordinator"]}
    service.approve_card({"command_id": str(uuid4()), "actor": actor, "card_id": CARD_ID})
    service.recall_deputy(by_coordinator(deputy_id=deputy_id))

    with pytest.raises(NoValidDeputy):
        service.card({"actor": actor, "card_id": CARD_ID})

    coordinator = {"staff_id": COORDINATOR_ID, "roles": ["coordinator"]}
    assert service.deputies({"actor": coordinator})["deputies"] == [
        {
            "deputy_id": deputy_id,
            "staff_id": staff_id,
            "full_name": "Ewa Żyła",
            "organisation": "MOPS w Olsztynie",
            "valid_from": "2009-07-01",
            "valid_to": "2009-07-31",
            "recalled_on": "2009-07-07",
        }
    ]
    assert service.card(asking(card_id=CARD_ID))["approved_by"] == staff_id


def test_the_sheets_of_a_month_are_listed(service: ConsultationsService) -> None:
    service.record_duty(by_adviser(**DUTY))
    draft(service)

    lines = service.timesheets(asking(month="2009-07"))["timesheets"]

    assert lines == [
        {
            "adviser_id": ADVISER_ID,
            "full_name": "Anna Zięba",
            "advice_minutes": 0,
            "duty_minutes": 240,
            "pending_cards": 1,
            "closed": False,
        }
    ]


def test_what_waits_is_told_by_kind(service: ConsultationsService) -> None:
    draft(service)

    waiting = service.what_waits(asking())["waiting"]

    assert {"kind": "cards_to_finish", "count": 1, "late": 0} in waiting
    assert {each["kind"] for each in waiting if each["count"]} == {"cards_to_finish"}
