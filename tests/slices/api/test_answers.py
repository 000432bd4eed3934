"""What a program can rely on, whichever operation it asks for."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from werkzeug.test import Client

from services.accounts.application.commands import DeactivatePerson
from services.accounts.application.deactivate_person import deactivate_person
from services.accounts.storage.tables import api_token
from services.consultations.storage.tables import advice_card
from services.node.installing import NodePlace
from services.node.site import site_of_node
from shared.database import Database
from shared.kernel.command import Actor, Role
from shared.web.api import wrong_tokens
from shared.web.application import LARGEST_REQUEST
from tests.browser.lived_in import copied
from tests.browser.people import login_of
from tests.browser.visitor import Visitor
from tests.slices.api.conftest import Programs
from tests.slices.api.programs import Issuer, Pages, Program

CARDS = "/consultations/cards"
CLIENTS = "/consultations/clients"
NOBODYS = f'"0-{"0" * 16}"'


@pytest.fixture
def own(nodes: Path, tmp_path: Path) -> NodePlace:
    """Give a centre that is this test's alone."""
    return copied(nodes, tmp_path)


@pytest.fixture
def own_pages(own: NodePlace) -> Pages:
    return site_of_node(own.settings, own.home)


@pytest.fixture
def known(examples: Mapping[str, str]) -> Mapping[str, str]:
    """Give the records that every copy of the centre has."""
    return examples


@pytest.fixture
def coordinator(programs: Programs) -> Program:
    """Give a program that changes nothing, or nothing that another test looks at."""
    return programs(Role.COORDINATOR)


@pytest.fixture
def own_coordinator(own: NodePlace, own_pages: Pages) -> Program:
    return Program(Client(own_pages), Issuer(own).token(Role.COORDINATOR))


@pytest.fixture
def administrator(own: NodePlace, own_pages: Pages) -> Program:
    return Program(Client(own_pages), Issuer(own).token(Role.NODE_ADMINISTRATOR))


@pytest.fixture
def waiting(known: Mapping[str, str]) -> str:
    """Give the card that waits for approval."""
    return known["/consultations/approvals/<uuid:card_id>"].rsplit("/", 1)[1]


def kind_of(answer: Any) -> str:
    """Return what is stable about a problem."""
    assert answer.content_type == "application/problem+json", answer.data
    told = answer.get_json()
    assert (told["status"], bool(told["title"]), bool(told["detail"])) == (
        answer.status_code,
        True,
        True,
    )
    kind: str = told["type"]
    return kind.removeprefix("urn:owss:problem:")


def places(answer: Any) -> list[str]:
    """Return where a request is wrong."""
    return [each.get("pointer") or each["parameter"] for each in answer.get_json()["errors"]]


# --- Commands


def test_a_command_sent_again_is_answered_the_same_and_carried_out_once(
    own_coordinator: Program, waiting: str
) -> None:
    key = uuid4()

    answers = [
        own_coordinator.ask("POST", f"{CARDS}/{waiting}/approval", key=key) for _ in range(2)
    ]
    another = own_coordinator.ask("POST", f"{CARDS}/{waiting}/approval")

    assert [answer.status_code for answer in answers] == [204, 204]
    assert own_coordinator.get(f"{CARDS}/{waiting}").get_json()["state"] == "approved"
    assert another.status_code == 409
    assert kind_of(another) == "consultations:card-not-ready-for-approval"


def test_a_key_stands_for_one_command(own_coordinator: Program, waiting: str) -> None:
    key = uuid4()
    own_coordinator.ask("POST", f"{CARDS}/{waiting}/approval", key=key)

    answer = own_coordinator.ask(
        "POST", "/consultations/appointments/" + str(uuid4()) + "/held", key=key
    )

    assert (answer.status_code, kind_of(answer)) == (422, "command-id-reused")


@pytest.mark.parametrize("key", ["", "7", "x" * 36])
def test_a_command_needs_a_key(coordinator: Program, waiting: str, key: str) -> None:
    answer = coordinator.ask(
        "POST", f"{CARDS}/{waiting}/approval", headers={"Idempotency-Key": key}
    )

    assert (answer.status_code, kind_of(answer)) == (400, "idempotency-key-needed")
    assert places(answer) == ["Idempotency-Key"]


def test_what_is_made_is_found_where_the_answer_says(own_coordinator: Program) -> None:
    client_id = str(uuid4())
    group = {"client_kind": "initiative_group", "name": "Grupa Śliwa", "gmina": "0463011"}

    made = own_coordinator.ask("POST", CLIENTS, json={"client_id": client_id, **group})

    assert made.status_code == 201, made.data
    assert made.headers["Location"] == f"/api/v1{CLIENTS}/{client_id}"
    assert own_coordinator.get(f"{CLIENTS}/{client_id}").get_json()["name"] == "Grupa Śliwa"


# --- Versions


def test_an_edit_is_made_on_what_was_read(administrator: Program, own: NodePlace) -> None:
    path = f"/accounts/people/{Issuer(own).staff[login_of(Role.ADVISER)]}"
    before = administrator.get(path)
    words = {"full_name": "Nowe Nazwisko", "login": before.get_json()["login"]}
    tag = {"If-Match": before.headers["ETag"]}

    kept = administrator.ask("PUT", path, json=words, headers=tag)
    stale = administrator.ask("PUT", path, json=words, headers=tag)

    after = administrator.get(path)
    assert kept.status_code == 204
    assert after.get_json()["full_name"] == "Nowe Nazwisko"
    assert after.headers["ETag"] != before.headers["ETag"]
    assert (stale.status_code, kind_of(stale)) == (412, "stale-record")


@pytest.mark.parametrize(
    ("tag", "status", "kind"),
    [
        (None, 428, "if-match-needed"),
        ("*", 400, "if-match-malformed"),
        ('"7"', 400, "if-match-malformed"),
        (f"{NOBODYS}x", 400, "if-match-malformed"),
    ],
)
def test_an_edit_needs_the_tag_as_it_came(
    administrator: Program, own: NodePlace, tag: str | None, status: int, kind: str
) -> None:
    path = f"/accounts/people/{Issuer(own).staff[login_of(Role.ADVISER)]}"

    answer = administrator.ask("PUT", path, headers={} if tag is None else {"If-Match": tag})

    assert (answer.status_code, kind_of(answer)) == (status, kind)


@pytest.mark.parametrize(
    "path", [f"{CARDS}/<card>", "/consultations/waiting", f"{CARDS}/<card>/pdf"]
)
def test_what_is_still_so_is_not_sent_again(coordinator: Program, waiting: str, path: str) -> None:
    path = path.replace("<card>", waiting)
    first = coordinator.get(path)

    again = coordinator.get(path, If_None_Match=first.headers["ETag"])

    assert (first.status_code, again.status_code) == (200, 304)
    assert again.data == b""


# --- Content


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"reason": NaN}', "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"reason=other", "application/x-www-form-urlencoded", 415),
        (b'"text"', "application/json", 422),
    ],
)
def test_what_is_no_object_is_refused(
    coordinator: Program, waiting: str, content: bytes, content_type: str, status: int
) -> None:
    answer = coordinator.ask(
        "POST", f"{CARDS}/{waiting}/return", data=content, content_type=content_type
    )

    assert answer.status_code == status
    kind_of(answer)


@pytest.mark.parametrize(
    ("members", "pointers"),
    [
        ({}, ["#/reason", "#/remarks"]),
        ({"reason": "", "remarks": "x"}, ["#/reason"]),
        ({"reason": "other", "remarks": 7}, ["#/remarks"]),
        ({"reason": "other", "remarks": None}, ["#/remarks"]),
        ({"reason": "other", "remarks": "a\0b"}, ["#/remarks"]),
        ({"reason": "other", "remarks": "\ud800"}, ["#/remarks"]),
        (
            {"reason": "other", "remarks": "x", "actor": {}, "card_id": "", "colour": 1},
            ["#/actor", "#/card_id", "#/colour"],
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    coordinator: Program, waiting: str, members: Mapping[str, Any], pointers: list[str]
) -> None:
    answer = coordinator.ask(
        "POST",
        f"{CARDS}/{waiting}/return",
        data=json.dumps(members),
        content_type="application/json",
    )

    assert (answer.status_code, kind_of(answer)) == (422, "invalid-content")
    assert places(answer) == pointers


@pytest.mark.parametrize(
    ("path", "members", "pointers"),
    [
        (
            "/advisers/<adviser>/working-hours",
            {
                "valid_from": "2009-07-20",
                "hours": [{"weekday": True, "started_at": "9:00", "ended_at": "10:00"}],
            },
            ["#/hours/0/weekday", "#/hours/0/started_at"],
        ),
        (
            "/duties/<duty>/correction",
            {
                "held_on": "20090601",
                "started_at": "09:00",
                "ended_at": "10:00",
                "reason": "other",
                "remarks": "",
                "counted": 1,
            },
            ["#/held_on", "#/counted"],
        ),
        ("/clients/alike", {"name": "x", "email": ""}, ["#/email"]),
    ],
)
def test_what_forms_forgive_is_refused(
    coordinator: Program,
    known: Mapping[str, str],
    path: str,
    members: Mapping[str, Any],
    pointers: list[str],
) -> None:
    path = path.replace("<adviser>", known["adviser_id"]).replace("<duty>", known["duty_id"])

    answer = coordinator.ask("POST", f"/consultations{path}", json=members)

    assert answer.status_code == 422
    assert places(answer) == pointers


def test_deviations_of_a_report_are_texts(own: NodePlace, own_pages: Pages) -> None:
    officer = Program(Client(own_pages), Issuer(own).token(Role.REPORTING_OFFICER))
    order = {"kind": "partial", "first": "2009-06-01", "last": "2009-06-30", "dated": "2009-07-10"}
    path = "/reporting/programmes/owss-2009/reports"

    wrong = officer.ask("POST", path, json={**order, "deviations": {"a": 7}})
    right = officer.ask("POST", path, json={**order, "deviations": {"a": "powód"}})

    assert places(wrong) == ["#/deviations"]
    assert (right.status_code, right.get_json()["version"]) == (200, 2)


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("colour=red", ["colour"]),
        ("page=one", ["page"]),
        ("page=0", ["page"]),
        ("late=1", ["late"]),
        ("sort=colour", ["sort"]),
        ("first=2009-06-01", ["last"]),
        ("states=approved&states=lost", ["states"]),
    ],
)
def test_a_parameter_that_is_wrong_is_named(
    coordinator: Program, query: str, parameters: list[str]
) -> None:
    answer = coordinator.get(f"{CARDS}?{query}")

    assert (answer.status_code, kind_of(answer)) == (422, "invalid-content")
    assert places(answer) == parameters


# --- Lists


def test_pages_of_a_list_lead_to_one_another(coordinator: Program) -> None:
    first = coordinator.get(f"{CARDS}?rows=5&states=approved&sort=-held_on")
    links = {
        name: address
        for address, name in re.findall(r'<([^>]+)>; rel="(\w+)"', first.headers["Link"])
    }
    second = coordinator.client.get(
        links["next"], headers={"Authorization": f"Bearer {coordinator.token}"}
    )

    told = first.get_json()
    assert links.keys() == {"first", "next", "last"}
    assert (len(told["rows"]), told["page"], second.get_json()["page"]) == (5, 1, 2)
    assert told["cards"] > 5
    days = [row["held_on"] for row in [*told["rows"], *second.get_json()["rows"]]]
    assert days == sorted(days, reverse=True)
    assert 'rel="prev"' in second.headers["Link"]


def test_every_list_is_sorted_and_read_in_pages(
    coordinator: Program, administrator: Program
) -> None:
    appointments = coordinator.get("/consultations/appointments?sort=-day&rows=3").get_json()
    people = administrator.get("/accounts/people?sort=-login").get_json()

    days = [row.get("held_on") or row["requested_on"] for row in appointments["rows"]]
    logins = [row["login"] for row in people["rows"]]
    assert days == sorted(days, reverse=True)
    assert logins == sorted(logins, reverse=True)


def test_the_rows_of_a_figure_are_read_in_pages(own: NodePlace, own_pages: Pages) -> None:
    officer = Program(Client(own_pages), Issuer(own).token(Role.REPORTING_OFFICER))

    answer = officer.get(
        "/reporting/figures/hours_of_advice/rows?first=2009-06-01&last=2009-06-30"
        "&where=node%3Dcistor&rows=10&page=2&sort=-minutes"
    )

    told = answer.get_json()
    minutes = [row["values"]["minutes"] for row in told["rows"]]
    assert told["is_proved"]
    assert minutes == sorted(minutes, reverse=True)
    assert 'rel="prev"' in answer.headers["Link"]


# --- Who asks


def test_a_session_of_the_pages_opens_nothing(pages: Pages) -> None:
    visitor = Visitor.logged_in(pages, Role.COORDINATOR)

    answer = visitor.client.get("/api/v1/consultations/waiting")

    assert (answer.status_code, kind_of(answer)) == (401, "token-needed")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="owss"'


def test_a_token_gives_what_its_person_may_at_that_moment(own: NodePlace, own_pages: Pages) -> None:
    issuer = Issuer(own)
    program = Program(Client(own_pages), issuer.token(Role.MINISTRY))
    before = program.get("/consultations/waiting")

    issuer.give_all_roles(Role.MINISTRY)

    assert (before.status_code, kind_of(before)) == (403, "not-authorised")
    assert program.get("/consultations/waiting").status_code == 200


def test_who_is_deactivated_is_out_at_once(own: NodePlace, own_coordinator: Program) -> None:
    issuer = Issuer(own)
    administrator = issuer.staff[login_of(Role.NODE_ADMINISTRATOR)]
    issuer.desk._perform(
        DeactivatePerson(
            command_id=uuid4(),
            actor=Actor(staff_id=administrator, roles=frozenset({Role.NODE_ADMINISTRATOR})),
            staff_id=issuer.staff[login_of(Role.COORDINATOR)],
        ),
        deactivate_person,
    )

    answer = own_coordinator.get("/consultations/waiting")

    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


def test_a_program_revokes_the_token_that_it_has(own_coordinator: Program) -> None:
    (token,) = own_coordinator.get("/accounts/me/tokens").get_json()["tokens"]

    revoked = own_coordinator.ask("DELETE", f"/accounts/me/tokens/{token['token_id']}")

    assert (token["name"], revoked.status_code) == ("testy", 204)
    assert own_coordinator.get("/accounts/me").status_code == 401


def test_it_is_kept_when_a_token_was_used(own: NodePlace, own_coordinator: Program) -> None:
    own_coordinator.get("/consultations/waiting")

    database = Database(own.settings.databases["accounts"])
    with database.read() as connection:
        used = connection.execute(select(api_token.c.last_used_at)).scalars().all()
    database.close()
    assert used
    assert None not in used


def test_wrong_tokens_are_slowed_down_and_right_ones_are_not(
    own_pages: Pages, own_coordinator: Program
) -> None:
    stranger = Program(Client(own_pages), "owss_guess")

    wrong = [stranger.get("/consultations/waiting") for _ in range(wrong_tokens.LIMIT + 1)]

    assert {answer.status_code for answer in wrong[:-1]} == {401}
    assert (wrong[-1].status_code, kind_of(wrong[-1])) == (429, "too-many-wrong-tokens")
    assert 0 < int(wrong[-1].headers["Retry-After"]) <= 300
    assert own_coordinator.get("/consultations/waiting").status_code == 200


@pytest.mark.parametrize("header", ["", "Basic x", "Bearer", "Bearer "])
def test_a_token_stands_in_its_header(pages: Pages, header: str) -> None:
    answer = Program(Client(pages)).ask(
        "GET", "/consultations/waiting", headers={"Authorization": header}
    )

    assert (answer.status_code, kind_of(answer)) == (401, "token-needed")


def test_whoever_reads_personal_data_is_kept(
    own: NodePlace, own_coordinator: Program, known: Mapping[str, str]
) -> None:
    path = f"{CLIENTS}/{known['client_id']}"
    own_coordinator.get(path)

    views = own_coordinator.get(f"{path}/views").get_json()["views"]

    assert views[0]["occasion"] == "api"
    assert views[0]["viewed_by"] == str(Issuer(own).staff[login_of(Role.COORDINATOR)])


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_nobody_says_in_a_body_who_asks(
    own: NodePlace, own_pages: Pages, waiting: str, method: str
) -> None:
    adviser = Program(Client(own_pages), Issuer(own).token(Role.ADVISER))
    somebody = {"staff_id": str(uuid4()), "roles": [role.value for role in Role]}
    path = f"{CARDS}/{waiting}" if method == "PUT" else f"{CARDS}/{waiting}/confirmation"

    answer = adviser.ask(
        method,
        path,
        json={"confirmed_on": "2009-07-14", "means": "code", "actor": somebody},
        headers={"If-Match": NOBODYS},
    )

    assert answer.status_code == 422
    assert "#/actor" in places(answer)


def test_a_file_of_a_person_is_kept_as_seen(coordinator: Program, known: Mapping[str, str]) -> None:
    path = f"{CLIENTS}/{known['client_id']}"

    file = coordinator.get(f"{path}/person/xlsx")

    assert file.headers["Content-Disposition"].startswith("attachment; filename=dane-klienta-")
    assert coordinator.get(f"{path}/views").get_json()["views"][0]["occasion"] == "api"


# --- Errors


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1/nothing", "/api/v2/openapi.json"])
def test_what_is_not_there_is_a_problem_too(pages: Pages, path: str) -> None:
    answer = Client(pages).get(path)

    assert (answer.status_code, kind_of(answer)) == (404, "not-found")


def test_a_method_that_is_not_offered_is_told_with_those_that_are(coordinator: Program) -> None:
    answer = coordinator.ask("DELETE", f"{CARDS}/{UUID(int=1)}")

    assert (answer.status_code, kind_of(answer)) == (405, "method-not-allowed")
    assert {"GET", "PUT"} <= set(answer.headers["Allow"].split(", "))


def test_what_is_too_large_is_a_problem(coordinator: Program, waiting: str) -> None:
    answer = coordinator.ask(
        "POST",
        f"{CARDS}/{waiting}/return",
        data=b" " * (LARGEST_REQUEST + 1),
        content_type="application/json",
    )

    assert (answer.status_code, kind_of(answer)) == (413, "request-entity-too-large")


def test_what_was_never_there_is_not_found(coordinator: Program) -> None:
    answer = coordinator.get(f"{CARDS}/{UUID(int=1)}")

    assert (answer.status_code, kind_of(answer)) == (404, "consultations:card-not-found")


def test_problems_are_told_in_the_language_that_is_asked_for(coordinator: Program) -> None:
    path = f"{CARDS}?page=0"

    polish, english = (coordinator.get(path, Accept_Language=each) for each in ("pl", "en-GB,en"))

    assert polish.get_json()["title"] == "Popraw żądanie"
    assert "od 1 do" in polish.get_json()["errors"][0]["detail"]
    assert english.get_json()["title"] == "Correct the request"
    assert "API document" in english.get_json()["errors"][0]["detail"]


def test_an_error_of_the_program_says_a_mark_and_nothing_else(
    own: NodePlace, own_coordinator: Program
) -> None:
    database = Database(own.settings.databases["consultations"])
    with database.write() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {advice_card.name} RENAME TO lost")
    database.close()

    answer = own_coordinator.get(f"{CARDS}/{UUID(int=1)}")

    assert (answer.status_code, kind_of(answer)) == (500, "internal-server-error")
    assert re.search(r"znak błędu [0-9a-f]{8}", answer.get_json()["detail"])
    assert "advice_card" not in answer.get_data(as_text=True)


# --- What there is


def test_everybody_reads_what_there_is(pages: Pages) -> None:
    client = Client(pages)

    document = client.get("/api/v1/openapi.json").get_json()
    page = client.get("/api/v1/")

    assert document["openapi"] == "3.1.0"
    assert "/v1/consultations/cards/{card_id}" in document["paths"]
    assert page.status_code == 200
    assert "/api/v1/consultations/cards/{card_id}" in page.get_data(as_text=True)
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]


def test_a_report_is_verified_without_a_token(own: NodePlace, own_pages: Pages) -> None:
    officer = Program(Client(own_pages), Issuer(own).token(Role.REPORTING_OFFICER))
    (report,) = officer.get("/reporting/programmes/owss-2009/reports").get_json()["reports"]
    anybody = Program(Client(own_pages))

    found = anybody.get(f"/reporting/verification?digest={report['value_digest']}")
    unknown = anybody.get(f"/reporting/verification?digest={'0' * 64}")

    assert found.get_json()["version"] == 1
    assert (unknown.status_code, kind_of(unknown)) == (404, "reporting:unknown-digest")


def test_a_section_of_the_narrative_is_written_on_the_version_that_was_read(
    own: NodePlace, own_pages: Pages
) -> None:
    officer = Program(Client(own_pages), Issuer(own).token(Role.REPORTING_OFFICER))
    path = "/reporting/programmes/owss-2009/narrative/goals"
    tag = officer.get(path).headers["ETag"]

    edited = officer.ask("PUT", path, json={"text": "Cele."}, headers={"If-Match": tag})
    nowhere = officer.get("/reporting/programmes/owss-2009/narrative/colours")

    assert edited.get_json() == {"section": "goals", "version": 1}
    assert officer.get(path).get_json()["text"] == "Cele."
    assert (nowhere.status_code, kind_of(nowhere)) == (404, "reporting:unknown-section")


def test_an_invitation_is_told_once(administrator: Program) -> None:
    key, staff_id = uuid4(), str(uuid4())
    person = {
        "staff_id": staff_id,
        "full_name": "Ida Żak",
        "login": "ida@cistor.example",
        "roles": ["adviser"],
    }

    told, again = (
        administrator.ask("POST", "/accounts/people", json=person, key=key) for _ in range(2)
    )

    assert (told.status_code, told.get_json()["purpose"]) == (201, "invitation")
    assert told.headers["Location"] == f"/api/v1/accounts/people/{staff_id}"
    assert (again.status_code, kind_of(again)) == (409, "accounts:already-carried-out")
