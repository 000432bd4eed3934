"""The calendar of the consulting point, appointments, duty and hours of reception."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import openpyxl
import pytest

from services.consultations.storage.views import StoredViews
from shared.contracts.consultations import WorkingExceptionKind
from shared.kernel.command import Role
from tests.slices.pages_of_clients.browsing import Desk, Pages, filled_in
from tests.storage.consultations.node import do
from tests.unit.consultations.examples import (
    ADVISER_ID,
    CLIENT_ID,
    COLLEAGUE_ID,
    TODAY,
    to_draft,
    to_erase,
)
from tests.unit.consultations.working_time_examples import (
    APPOINTMENT_ID,
    DUTY_ID,
    to_cancel,
    to_record_duty,
    to_request,
    to_schedule,
    to_set_exception,
    to_set_hours,
)

HELD_ON = TODAY.isoformat()
NEW = f"/appointments/new?client={CLIENT_ID}"
KEEP = f"/appointments/new/{CLIENT_ID}"
PAGE = f"/appointments/{APPOINTMENT_ID}"
HOURS = f"/working-hours/{ADVISER_ID}"


@pytest.fixture
def agreed(node: Desk) -> Desk:
    """Give a node whose adviser receives on Tuesdays, with a client at nine today."""
    do(node.database, to_set_hours(), to_request(), to_schedule())
    return node


def test_a_week_shows_who_is_coming_and_what_is_free(adviser: Pages, agreed: Desk) -> None:
    do(agreed.database, to_record_duty())
    do(agreed.database, to_draft(uuid4()))

    page = adviser.get("/calendar")

    assert "9:00–10:00 Jan Żak" in page
    assert "dyżur" in page
    assert "karta 1/2009/zarska" in page
    assert f"held_on={HELD_ON}&amp;started_at=11:30" in page
    with agreed.database.read() as connection:
        assert [each.viewed_by for each in StoredViews(connection).of([CLIENT_ID])] == [ADVISER_ID]


def test_a_week_of_one_adviser_leads_to_the_ones_beside_it(adviser: Pages) -> None:
    page = adviser.get(f"/calendar?day=2009-07-15&adviser_id={COLLEAGUE_ID}")

    assert "Ewa Łoś</h2>" in page
    assert "Anna Zięba</h2>" not in page
    assert f"day=2009-07-06&amp;adviser_id={COLLEAGUE_ID}" in page
    assert f"day=2009-07-20&amp;adviser_id={COLLEAGUE_ID}" in page


def test_a_week_says_that_somebody_is_absent_and_what_is_a_holiday(
    adviser: Pages, agreed: Desk
) -> None:
    do(agreed.database, to_set_exception(WorkingExceptionKind.ABSENT))

    assert "nieobecność" in adviser.get("/calendar")
    assert "święto" in adviser.get("/calendar?day=2009-11-11")


def test_a_week_before_anybody_worked_says_the_next_step(adviser: Pages) -> None:
    assert "nie pracuje żaden doradca" in adviser.get("/calendar?day=2008-01-01")


def test_a_day_that_is_none_is_refused(adviser: Pages) -> None:
    assert "Podaj dzień" in adviser.get("/calendar?day=jutro", 400)


def test_a_free_slot_becomes_an_appointment_in_one_step(adviser: Pages, node: Desk) -> None:
    do(node.database, to_set_hours())
    slot = f"&adviser_id={ADVISER_ID}&held_on={HELD_ON}&started_at=09:00&ended_at=10:00"

    led_to = adviser.send(f"{NEW}{slot}", to=KEEP, wish="Statut")

    page = adviser.get(led_to)
    assert "umówiona" in page
    assert "9:00–10:00, Anna Zięba" in page
    assert f'href="/cards/new?appointment={led_to.rsplit("/", 1)[1]}"' in page


def test_a_wish_without_a_time_waits(adviser: Pages) -> None:
    led_to = adviser.send(NEW, to=KEEP, held_on="")

    assert "zgłoszona" in adviser.get(led_to)
    assert "Jan Żak" in adviser.get("/appointments?state=requested")


@pytest.mark.usefixtures("agreed")
def test_a_time_that_is_taken_leaves_the_wish_and_asks_again(adviser: Pages) -> None:
    taken: dict[str, Any] = {"held_on": HELD_ON, "started_at": "09:30", "ended_at": "10:30"}

    page = adviser.send(NEW, 422, to=KEEP, **taken)

    assert "Popraw formularz" in page
    assert "ale bez terminu" in page
    assert 'value="09:30"' in page
    assert "Wiersze 1–1 z 1" in adviser.get("/appointments?state=requested")


def test_a_wish_that_cannot_be_kept_stays_in_its_form(adviser: Pages) -> None:
    page = adviser.send(NEW, 422, to=KEEP, field_of_advice="magic", wish="Statut spółdzielni")

    assert "Program nie ma zakresu porady" in page
    assert "Statut spółdzielni</textarea>" in page


def test_a_client_is_looked_for_before_the_wish(adviser: Pages) -> None:
    slot = f"adviser_id={ADVISER_ID}&held_on={HELD_ON}"

    found = adviser.get(f"/appointments/new?words=%C5%BBak&{slot}")
    nobody = adviser.get("/appointments/new?words=nikt")

    assert f"client={CLIENT_ID}" in found
    assert f"held_on={HELD_ON}" in found
    assert "zarejestruj nowego klienta" in nobody


def test_a_day_that_is_none_offers_the_advisers_of_today(adviser: Pages) -> None:
    assert "Anna Zięba" in adviser.get(f"{NEW}&held_on=jutro")


@pytest.mark.usefixtures("agreed")
def test_another_time_is_agreed_on(adviser: Pages) -> None:
    adviser.send(PAGE, to=f"{PAGE}/schedule", started_at="11:00", ended_at="12:00")

    assert "11:00–12:00, Anna Zięba" in adviser.get(PAGE)


@pytest.mark.usefixtures("agreed")
def test_a_time_outside_hours_is_agreed_on_if_it_is_said(adviser: Pages) -> None:
    evening: dict[str, Any] = {"started_at": "17:00", "ended_at": "18:00"}

    refused = adviser.send(PAGE, 422, to=f"{PAGE}/schedule", **evening)
    adviser.send(PAGE, to=f"{PAGE}/schedule", **evening, outside_hours="1")

    assert 'value="17:00"' in refused
    assert "(poza godzinami przyjęć)" in adviser.get(PAGE)


@pytest.mark.usefixtures("agreed")
def test_an_appointment_is_cancelled_with_a_reason(adviser: Pages) -> None:
    values = filled_in(adviser.get(PAGE))
    told = {name: values[name] for name in ("csrf_token", "command_id", "cancelled_by")}

    adviser.post(f"{PAGE}/cancel", **told, remarks="Choroba.")

    page = adviser.get(PAGE)
    assert "klient – Choroba." in page
    assert "Odwołaj poradę" not in page


@pytest.mark.usefixtures("agreed")
@pytest.mark.parametrize(("step", "state"), [("no-show", "niestawienie się"), ("held", "odbyta")])
def test_what_became_of_an_appointment_is_recorded(adviser: Pages, step: str, state: str) -> None:
    values = filled_in(adviser.get(PAGE))

    adviser.post(f"{PAGE}/{step}", csrf_token=values["csrf_token"], command_id=values["command_id"])

    assert state in adviser.get(PAGE)


@pytest.mark.usefixtures("agreed")
def test_a_step_that_nobody_knows_is_not_found(adviser: Pages) -> None:
    token = filled_in(adviser.get(PAGE))["csrf_token"]

    adviser.post(f"{PAGE}/forget", 404, csrf_token=token)


def test_an_appointment_of_an_erased_client_names_nobody(coordinator: Pages, agreed: Desk) -> None:
    do(agreed.database, to_cancel(), to_erase())

    assert "(usunięto dane)" in coordinator.get(PAGE)
    assert "(usunięto dane)" in coordinator.get("/appointments")


def test_the_list_of_appointments_is_narrowed_and_taken_along(adviser: Pages, agreed: Desk) -> None:
    do(agreed.database, to_request(UUID(int=62)))
    asked = f"first={HELD_ON}&last={HELD_ON}&adviser_id={ADVISER_ID}"

    page = adviser.get(f"/appointments?{asked}&sort=-day")
    answer = adviser.raw(f"/appointments?{asked}&format=xlsx")

    assert "Wiersze 1–1 z 1" in page
    workbook = openpyxl.load_workbook(BytesIO(answer.data))
    parameters = {row[0].value: row[1].value for row in workbook["Parametry"].iter_rows()}
    assert workbook["Lista"].max_row == 2
    assert parameters["Doradca"] == "Anna Zięba"


def test_half_a_period_of_appointments_is_complained_of(adviser: Pages) -> None:
    page = adviser.get(f"/appointments?first={HELD_ON}")

    assert "Podaj oba dni okresu albo żadnego." in page
    assert "Nie ma takich zgłoszeń" in page


def test_a_duty_is_recorded_and_stands_in_the_calendar(adviser: Pages) -> None:
    led_to = adviser.send("/duties/new", started_at="09:00", ended_at="13:00")

    page = adviser.get(led_to)
    assert "Zapisano dyżur." in page
    assert "9:00–13:00" in page
    assert "popraw dyżur" not in page


def test_a_duty_of_a_wrong_time_is_complained_of(adviser: Pages) -> None:
    page = adviser.send("/duties/new", 422, started_at="13:00", ended_at="9")

    assert "Podaj godzinę zakończenia (GG:MM)." in page
    assert "Ewa Łoś" not in page


def test_a_coordinator_records_and_corrects_the_duty_of_anybody(
    coordinator: Pages, node: Desk
) -> None:
    assert "Ewa Łoś" in coordinator.get("/duties/new")
    do(node.database, to_record_duty())
    page = coordinator.get("/calendar")
    link = page[page.index(f"/duties/{DUTY_ID}") :].split('"')[0].replace("&amp;", "&")

    led_to = coordinator.send(
        link, ended_at="12:00", reason="wrong_date_or_time", remarks="Do dwunastej."
    )

    assert "9:00–12:00" in coordinator.get(led_to)
    coordinator.send(link, reason="annulled")
    assert "dyżur z godz." not in coordinator.get("/calendar")


def test_a_correction_that_is_refused_says_why(adviser: Pages, node: Desk) -> None:
    do(node.database, to_record_duty())
    link = f"/duties/{DUTY_ID}/correct?held_on={HELD_ON}&started_at=09:00&ended_at=13:00"
    adviser.get(link, 403)
    coordinator = node.of(Role.COORDINATOR)
    page = coordinator.send(link, 422, held_on="2009-12-24")

    assert "Popraw formularz" in page


def test_hours_of_reception_are_set_and_shown(adviser: Pages) -> None:
    assert "Nie podano jeszcze godzin" in adviser.get(HOURS)

    adviser.send(
        HOURS,
        day2_from1="09:00",
        day2_to1="13:00",
        day2_from2="14:00",
        day2_to2="16:00",
    )

    page = adviser.get(HOURS)
    assert 'name="day2_from2" value="14:00"' in page
    assert "przyjmuje" in adviser.get("/calendar")


def test_hours_that_overlap_or_end_nowhere_are_complained_of(adviser: Pages) -> None:
    overlapping: dict[str, Any] = {
        "day2_from1": "09:00",
        "day2_to1": "13:00",
        "day2_from2": "12:00",
        "day2_to2": "16:00",
    }

    page = adviser.send(HOURS, 422, **overlapping)
    half = adviser.send(HOURS, 422, day3_from1="09:00")

    assert 'name="day2_from2" value="12:00"' in page
    assert "Popraw formularz" in page
    assert "Podaj godzinę zakończenia (GG:MM)." in half


def test_nobody_sets_the_hours_of_another(adviser: Pages) -> None:
    theirs = f"/working-hours/{COLLEAGUE_ID}"

    page = adviser.send(theirs, 422, day1_from1="09:00", day1_to1="10:00")

    assert "Popraw formularz" in page


def test_a_day_that_differs_is_set_and_shown(adviser: Pages) -> None:
    form = f"{HOURS}/exception"

    adviser.send(form, day=HELD_ON, kind="additional", extra_from1="17:00", extra_to1="19:00")

    assert "dodatkowe godziny 17:00–19:00" in adviser.get(HOURS)
    assert f'value="{HELD_ON}"' in adviser.get(f"{form}?day={HELD_ON}")


def test_whoever_is_absent_receives_nobody(adviser: Pages) -> None:
    form = f"{HOURS}/exception"

    page = adviser.send(
        form, 422, day=HELD_ON, kind="absent", extra_from1="17:00", extra_to1="19:00"
    )

    assert "Popraw formularz" in page
