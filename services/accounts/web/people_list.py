"""The staff as a list whose filters stand in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from flask import request, url_for
from flask_babel import gettext as _

from services.accounts.application.commands import PeopleQuery
from services.accounts.application.list_people import list_people
from services.accounts.application.ports import Records
from services.accounts.domain.people import PeopleFilter, PeopleOrder, PeoplePage, Person
from services.accounts.domain.staff_account import AccountState
from services.accounts.requests.schemas import PeopleRequest
from services.accounts.web import words
from services.accounts.web.desk import look, said
from shared.kernel.command import Actor, Role
from shared.web.forms import Form
from shared.web.guarding import person
from shared.web.listing import ROWS_OF_A_PAGE, Column, ListAddress, Listing
from shared.wire.request_schemas import MOST_ROWS_OF_A_PAGE

MOST_PEOPLE: Final = 10_000
"""More than any node has."""

_ASKED: Final = ("text", "role", "state")
PersonColumn = Column[Person]


def asked() -> Form:
    """Return what the address asks for, as the form above the list shows it."""
    return Form.blank(**{name: request.args[name] for name in _ASKED if request.args.get(name)})


def page_of(form: Form, at: ListAddress) -> PeoplePage | None:
    """Return a page of the people asked for, or `None` if the form has to be put right."""
    return form.attempt(lambda: _ask(form, at, at.page, ROWS_OF_A_PAGE), said)


def everybody(form: Form, at: ListAddress) -> Sequence[Person]:
    """Return all people asked for; raise `ValidationError`, or what is refused."""
    rows: list[Person] = []
    page = 1
    while True:
        part = _ask(form, at, page, MOST_ROWS_OF_A_PAGE)
        rows += part.rows
        if page >= part.pages:
            return rows
        page += 1


def names(records: Records, actor: Actor) -> Mapping[UUID, str]:
    """Return who is who, for whoever may see the list."""
    query = PeopleQuery(
        actor=actor,
        filter=PeopleFilter(),
        order=PeopleOrder.FULL_NAME,
        descending=False,
        page=1,
        rows_of_a_page=MOST_PEOPLE,
    )
    return {each.staff_id: each.full_name for each in list_people(query, records).rows}


def listing_of(rows: Sequence[Person], total: int, form: Form, at: ListAddress) -> Listing[Person]:
    """Return people as they are drawn, or kept as a file."""
    return Listing(
        title=_("Osoby"),
        all_columns=_columns(),
        rows=rows,
        total=total,
        at=at,
        nothing=_("Nie ma takich osób. Zmień filtr albo zaproś nową osobę."),
        parameters=_parameters(form),
    )


def _ask(form: Form, at: ListAddress, page: int, rows_of_a_page: int) -> PeoplePage:
    known = at.sort in set(PeopleOrder)
    query: PeopleQuery = PeopleRequest().load(
        form.query(
            person().actor,
            order=at.sort if known else PeopleOrder.FULL_NAME.value,
            descending=at.descending,
            page=page,
            rows_of_a_page=rows_of_a_page,
        )
    )
    return look(lambda records, _now: list_people(query, records))


def _columns() -> Sequence[PersonColumn]:
    return (
        PersonColumn(
            key=PeopleOrder.FULL_NAME,
            title=_("Imię i nazwisko"),
            value=lambda row: row.full_name,
            link=lambda row: url_for("people.person_page", staff_id=row.staff_id),
            sorts=True,
            width=30,
        ),
        PersonColumn(
            key=PeopleOrder.LOGIN,
            title=_("Adres e-mail"),
            value=lambda row: row.login,
            sorts=True,
            width=32,
        ),
        PersonColumn(
            key="roles", title=_("Role"), value=lambda row: words.roles(row.roles), width=40
        ),
        PersonColumn(
            key=PeopleOrder.STATE,
            title=_("Konto"),
            value=_state,
            sorts=True,
            width=40,
        ),
        PersonColumn(
            key="second_factor",
            title=_("Drugi składnik"),
            value=lambda row: words.yes_or_no(row.second_factor),
            width=14,
        ),
        PersonColumn(
            key=PeopleOrder.LAST_LOGGED_IN,
            title=_("Ostatnie logowanie"),
            value=lambda row: row.last_logged_in,
            sorts=True,
            width=24,
        ),
    )


def _state(row: Person) -> str:
    state = str(words.STATES[row.state])
    return _("%(state)s, prosi o nowe hasło", state=state) if row.reset_asked_at else state


def _parameters(form: Form) -> dict[str, str]:
    """Return what was asked for, in words."""
    role, state = form.value("role"), form.value("state")
    parameters = {
        _("Nazwisko albo e-mail zawiera"): form.value("text"),
        _("Rola"): str(words.ROLES[Role(role)]) if role in set(Role) else "",
        _("Konto"): str(words.STATES[AccountState(state)]) if state in set(AccountState) else "",
    }
    return {name: value for name, value in parameters.items() if value}
