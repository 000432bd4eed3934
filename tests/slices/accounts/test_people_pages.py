"""What an administrator does with people on the pages, and what others see of that: nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from uuid import UUID

import openpyxl
import pytest

from services.accounts.domain.staff_account import AccountState
from shared.kernel.command import Role
from tests.slices.accounts.conftest import Browser, text_of
from tests.storage.accounts.stored_desk import StoredDesk
from tests.unit.accounts.examples import (
    ADMINISTRATOR_ID,
    OTHER_PASSWORD,
    PASSWORD,
    PERSON_ID,
    to_change_person,
    to_invite,
    to_log_in,
    to_read,
    to_request_reset,
)
from tests.unit.accounts.sign_in_suite import with_second_factor
from tests.unit.web.site import SetClock

PEOPLE = "/accounts/people"
ADAM = f"{PEOPLE}/{PERSON_ID}"
ZANETA = f"{PEOPLE}/{ADMINISTRATOR_ID}"


def link_in(page: str) -> str:
    found = re.search(r'value="http://localhost(/accounts/[^"]+)"', page)
    assert found is not None
    return found[1]


def test_the_list_has_everybody_with_roles_and_leads_to_each(zaneta: Browser) -> None:
    page = zaneta.get(PEOPLE)

    assert "Żaneta Łoś" in page
    assert "administrator węzła" in page
    assert f'href="{ADAM}"' in page


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("?text=ćwiek", ["Adam Ćwiek"]),
        ("?role=node_administrator", ["Żaneta Łoś"]),
        ("?state=invited", []),
        ("?sort=-full_name", ["Żaneta Łoś", "Adam Ćwiek"]),
        ("?sort=nothing", ["Adam Ćwiek", "Żaneta Łoś"]),
    ],
)
def test_filters_and_order_stand_in_the_address(
    zaneta: Browser, asked: str, names: list[str]
) -> None:
    main = zaneta.get(PEOPLE + asked).split("<main")[1]

    assert re.findall(r"(?<=>)(?:Adam Ćwiek|Żaneta Łoś)", main) == names


def test_a_filter_that_makes_no_sense_is_said_and_shows_nobody(zaneta: Browser) -> None:
    page = zaneta.get(f"{PEOPLE}?role=king")

    assert "Wybierz rolę z listy" in page
    assert "Zmień filtr albo zaproś nową osobę" in page


def test_a_list_without_anybody_says_the_next_step(zaneta: Browser) -> None:
    assert "Zmień filtr albo zaproś nową osobę" in zaneta.get(f"{PEOPLE}?text=nikt")


def test_the_list_is_kept_as_a_file_with_what_was_asked_for(
    zaneta: Browser, desk: StoredDesk
) -> None:
    desk.do(to_change_person(full_name="=HYPERLINK(0) Ćwiek"))

    answer = zaneta.client.get(f"{PEOPLE}?text=ćwiek&role=adviser&state=active&format=xlsx")

    workbook = openpyxl.load_workbook(BytesIO(answer.data))
    people = list(workbook["Lista"].iter_rows(values_only=True))
    asked = {row[0]: row[1] for row in workbook["Parametry"].iter_rows(values_only=True)}
    assert [row[:2] for row in people[1:]] == [("'=HYPERLINK(0) Ćwiek", "adam@zarska.example")]
    assert asked["Rola"] == "doradca"
    assert asked["Konto"] == "czynne"
    assert asked["Nazwisko albo e-mail zawiera"] == "ćwiek"


def test_everybody_is_in_the_file_however_many_pages_there_are(
    zaneta: Browser, desk: StoredDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.accounts.web.people_list.MOST_ROWS_OF_A_PAGE", 1)

    answer = zaneta.client.get(f"{PEOPLE}?format=csv")

    rows = answer.get_data(as_text=True).splitlines()
    assert [row.split(";")[0] for row in rows[1:]] == ["Adam Ćwiek", "Żaneta Łoś"]
    assert desk.told


def test_somebody_is_invited_and_comes_in_by_the_link(zaneta: Browser, stranger: Browser) -> None:
    invited = zaneta.send(
        f"{PEOPLE}/new",
        f"{PEOPLE}/new",
        {"roles": ["adviser", "coordinator"]},
        full_name="Ewa Łęcka",
        login="ewa@zarska.example",
    )
    address = link_in(text_of(invited))

    asked = stranger.get(address)
    accepted = stranger.send(address, address, password=PASSWORD, again=PASSWORD)
    stranger.log_in("ewa@zarska.example")

    assert "Zaproszenie: Ewa Łęcka" in asked
    assert accepted.location == "/accounts/login"
    assert "doradca, koordynator" in stranger.get("/accounts/me")


def test_what_is_wrong_in_an_invitation_stands_at_its_field_and_the_rest_stays(
    zaneta: Browser,
) -> None:
    answer = zaneta.send(
        f"{PEOPLE}/new", f"{PEOPLE}/new", full_name="Ewa Łęcka", login="ewa", roles="adviser"
    )

    page = text_of(answer)
    assert answer.status_code == 422
    assert 'id="login-error"' in page
    assert 'value="Ewa Łęcka"' in page
    assert re.search(r'value="adviser" checked', page)


def test_an_invitation_to_a_login_that_is_taken_is_refused_in_a_sentence(zaneta: Browser) -> None:
    answer = zaneta.send(
        f"{PEOPLE}/new",
        f"{PEOPLE}/new",
        full_name="Adam Drugi",
        login="adam@zarska.example",
        roles="adviser",
    )

    assert "ma już inne konto" in text_of(answer)


def test_an_invitation_sent_twice_invites_once(zaneta: Browser, desk: StoredDesk) -> None:
    page = zaneta.get(f"{PEOPLE}/new")
    typed = {"full_name": "Ewa Łęcka", "login": "ewa@zarska.example", "roles": "adviser"}

    first, second = (zaneta.send_from(page, f"{PEOPLE}/new", typed) for _ in range(2))

    assert (first.status_code, second.status_code) == (200, 422)
    assert "To już zrobiono" in text_of(second)
    assert desk.told.count("person_invited") == 3


def test_name_and_roles_are_changed(zaneta: Browser, desk: StoredDesk) -> None:
    renamed = zaneta.send(
        ADAM, f"{ADAM}/words", full_name="Adam Nowak", login="adam@zarska.example"
    )
    roles = zaneta.send(ADAM, f"{ADAM}/roles", {"roles": ["adviser", "coordinator"]})

    assert renamed.location == roles.location == ADAM
    assert "Role zapisane." in zaneta.get(ADAM)
    person = desk.ask(to_read())
    assert person.full_name == "Adam Nowak"
    assert person.roles == {Role.ADVISER, Role.COORDINATOR}


def test_a_change_on_an_old_page_is_not_made(zaneta: Browser, desk: StoredDesk) -> None:
    page = zaneta.get(ADAM)
    desk.do(to_change_person())

    answer = zaneta.send_from(
        page, f"{ADAM}/words", {"full_name": "Adam Nowak", "login": "adam@zarska.example"}
    )

    assert answer.status_code == 422
    assert "Ktoś inny zmienił ten zapis" in text_of(answer)
    assert 'value="Adam Nowak"' in text_of(answer)
    assert desk.ask(to_read()).full_name == "Adam Ćwiek-Nowak"


def test_access_is_taken_and_given_back(
    zaneta: Browser, adam: Browser, desk: StoredDesk, clock: SetClock
) -> None:
    zaneta.send(ADAM, f"{ADAM}/deactivation")
    state = desk.ask(to_read()).state
    clock.go_on(timedelta(minutes=6))
    out = adam.client.get("/accounts/renew?next=/")

    zaneta.send(ADAM, f"{ADAM}/reactivation")

    assert state is AccountState.DEACTIVATED
    assert out.location == "/accounts/login?next=/"
    assert desk.ask(to_read()).state is AccountState.ACTIVE
    assert "Dostęp przywrócony." in zaneta.get(ADAM)


def test_the_last_administrator_cannot_go(zaneta: Browser) -> None:
    answers = [
        zaneta.send(ZANETA, f"{ZANETA}/deactivation"),
        zaneta.send(ZANETA, f"{ZANETA}/roles", {"roles": ["adviser"]}),
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert all("to jedyny administrator węzła" in text_of(answer) for answer in answers)


def test_whoever_asked_for_a_password_is_seen_and_gets_a_link(
    zaneta: Browser, stranger: Browser, desk: StoredDesk
) -> None:
    desk.do(to_request_reset())
    listed, seen = zaneta.get(PEOPLE), zaneta.get(ADAM)

    address = link_in(text_of(zaneta.send(ADAM, f"{ADAM}/link")))
    stranger.send(address, address, password=OTHER_PASSWORD, again=OTHER_PASSWORD)

    assert "czynne, prosi o nowe hasło" in listed
    assert "Prosi o nowe hasło od" in seen
    assert desk.do(to_log_in(password=OTHER_PASSWORD)).session
    assert stranger.status(address) == 410


def test_who_has_no_access_gets_no_link(zaneta: Browser) -> None:
    page = zaneta.get(ADAM)
    zaneta.send(ADAM, f"{ADAM}/deactivation")

    answer = zaneta.send_from(page, f"{ADAM}/link", {})

    assert answer.status_code == 422
    assert "nie ma dostępu" in text_of(answer)


def test_who_lost_the_telephone_is_helped(zaneta: Browser, desk: StoredDesk) -> None:
    with_second_factor(desk)

    zaneta.send(ADAM, f"{ADAM}/factor")

    assert desk.do(to_log_in()).session
    assert "Usuń drugi składnik" not in zaneta.get(ADAM)


def test_the_history_says_who_when_and_from_what_to_what(
    zaneta: Browser, desk: StoredDesk, clock: SetClock
) -> None:
    with_second_factor(desk)
    clock.go_on(timedelta(minutes=1))
    zaneta.send(ADAM, f"{ADAM}/roles", {"roles": ["coordinator"]})
    zaneta.send(ADAM, f"{ADAM}/words", full_name="Adam Nowak", login="adam@zarska.example")

    rows = [
        [re.sub(r"\s+", " ", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)]
        for row in re.findall(r"<tr>(.*?)</tr>", zaneta.get(f"{ADAM}/history"), re.DOTALL)
    ]

    said = [row[1:] for row in rows if row]
    assert ["Żaneta Łoś", "Zaproszono", "–", "doradca"] in said
    assert ["Adam Nowak", "Przyjęto zaproszenie", "–", "–"] in said
    assert ["Żaneta Łoś", "Zmieniono role", "doradca", "koordynator"] in said
    assert ["Żaneta Łoś", "Imię i nazwisko", "Adam Ćwiek", "Adam Nowak"] in said
    assert [
        "Adam Nowak",
        "Włączono albo wyłączono drugi składnik logowania",
        "–",
        "włączony",
    ] in said
    zanetas = zaneta.get(f"{ZANETA}/history")
    assert "Zaproszono" in zanetas


def test_what_was_done_at_the_terminal_is_said_so(zaneta: Browser, desk: StoredDesk) -> None:
    from_terminal = UUID(int=77)
    desk.do(
        to_invite(
            actor=to_invite().actor.__class__(
                staff_id=from_terminal, roles=frozenset({Role.NODE_ADMINISTRATOR})
            ),
            staff_id=UUID(int=9),
            login="ewa@zarska.example",
        )
    )

    assert "z terminala węzła" in zaneta.get(f"{PEOPLE}/{UUID(int=9)}/history")


def test_a_person_whom_nobody_knows_is_a_page_that_says_so(zaneta: Browser) -> None:
    assert zaneta.status(f"{PEOPLE}/{UUID(int=99)}") == 404
    assert zaneta.status(f"{PEOPLE}/{UUID(int=99)}/history") == 404


@pytest.mark.parametrize(
    "address", ["", "/new", f"/{PERSON_ID}", f"/{PERSON_ID}/history", "?format=xlsx"]
)
def test_only_administrators_see_people(adam: Browser, stranger: Browser, address: str) -> None:
    assert adam.status(PEOPLE + address) == 403
    assert "/accounts/renew" in str(stranger.client.get(PEOPLE + address).location)


@pytest.mark.parametrize(
    "address",
    ["new", *(f"{PERSON_ID}/{deed}" for deed in ("words", "roles", "deactivation", "link"))],
)
def test_only_administrators_change_people(adam: Browser, address: str) -> None:
    typed = {
        "new": {
            "full_name": "X",
            "login": "x@y.example",
            "roles": "adviser",
            "staff_id": str(UUID(int=8)),
        },
        f"{PERSON_ID}/words": {"full_name": "X", "login": "x@y.example"},
        f"{PERSON_ID}/roles": {"roles": "coordinator"},
    }

    answer = adam.send("/accounts/me/password", f"{PEOPLE}/{address}", typed.get(address, {}))

    assert answer.status_code == 403
