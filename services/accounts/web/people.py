"""People and their rights: for the node's administrators."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.accounts.application.authorise import ADMINISTRATOR
from services.accounts.application.change_person import change_person
from services.accounts.application.change_roles import change_roles
from services.accounts.application.commands import (
    IssuedLink,
    PersonHistoryQuery,
    PersonQuery,
)
from services.accounts.application.deactivate_person import deactivate_person
from services.accounts.application.invite_person import invite_person
from services.accounts.application.issue_link import issue_link
from services.accounts.application.ports import Records
from services.accounts.application.reactivate_person import reactivate_person
from services.accounts.application.read_history import read_history
from services.accounts.application.read_person import read_person
from services.accounts.application.remove_second_factor import remove_second_factor
from services.accounts.domain.one_time_link import path_of
from services.accounts.domain.people import Person
from services.accounts.requests import schemas
from services.accounts.web import people_list, words
from services.accounts.web.asking import CommandT, UseCase, answered, done, of_person
from services.accounts.web.desk import look
from services.accounts.web.history import HistoryEntry, history_of
from shared.documents.season import SEASON_BANNER
from shared.kernel.identifiers import new_id
from shared.web.application import site_of
from shared.web.files_of_lists import download
from shared.web.forms import Form
from shared.web.guarding import only_for, person
from shared.web.listing import ListAddress

if TYPE_CHECKING:
    from shared.messaging.runtime import Runtime
    from shared.wire.request_schemas import RequestSchema

pages = Blueprint("people", __name__, url_prefix="/accounts/people")


@pages.get("")
def people() -> ResponseReturnValue:
    """Show who may log in, or keep the list as a file."""
    form, at = people_list.asked(), ListAddress.read(usual_sort="full_name")
    if at.file_format:
        rows = people_list.everybody(form, at)
        runtime = _runtime()
        return download(
            people_list.listing_of(rows, len(rows), form, at),
            author=runtime.node,
            made_at=runtime.wall_clock.now(),
            banner=SEASON_BANNER if runtime.plays_business_time else "",
        )
    page = people_list.page_of(form, at)
    rows = page.rows if page else ()
    listing = people_list.listing_of(rows, page.people if page else 0, form, at)
    return render_template("accounts/people.html", form=form, listing=listing, words=words)


@pages.get("/new")
@only_for(ADMINISTRATOR)
def new() -> ResponseReturnValue:
    """Ask whom to invite."""
    return _invitation_page(Form.blank(staff_id=str(new_id())))


@pages.post("/new")
def invite() -> ResponseReturnValue:
    """Invite somebody, and show the link to hand over."""
    form = Form.sent(lists=("roles",))
    issued = answered(form, schemas.InvitePersonRequest(), invite_person, of_person(form))
    if issued is None:
        return _invitation_page(form, 422)
    return _link_page(issued, _read(UUID(form.value("staff_id"))))


@pages.get("/<uuid:staff_id>")
def person_page(staff_id: UUID) -> ResponseReturnValue:
    """Show one person and what can be done about them."""
    return _person_page(_read(staff_id))


@pages.get("/<uuid:staff_id>/history")
def history(staff_id: UUID) -> ResponseReturnValue:
    """Show how the account came to be as it is."""
    asked = PersonHistoryQuery(actor=person().actor, staff_id=staff_id)

    def read(records: Records, _now: datetime) -> tuple[Person, list[HistoryEntry]]:
        found = read_history(asked, records)
        names = people_list.names(records, asked.actor)
        shown = read_person(PersonQuery(actor=asked.actor, staff_id=staff_id), records)
        return shown, history_of(found, staff_id, names)

    shown, entries = look(read)
    return render_template("accounts/person_history.html", shown=shown, entries=entries)


@pages.post("/<uuid:staff_id>/words")
def rename(staff_id: UUID) -> ResponseReturnValue:
    """Write another name or e-mail address."""
    form = Form.sent(numbers=("expected_revision",))
    told = _("Dane zapisane.")
    return _change(form, schemas.ChangePersonRequest(), change_person, staff_id, told)


@pages.post("/<uuid:staff_id>/roles")
def give_roles(staff_id: UUID) -> ResponseReturnValue:
    """Give the person other roles."""
    form = Form.sent(lists=("roles",), numbers=("expected_revision",))
    told = _("Role zapisane.")
    return _change(form, schemas.ChangeRolesRequest(), change_roles, staff_id, told)


@pages.post("/<uuid:staff_id>/deactivation")
def deactivate(staff_id: UUID) -> ResponseReturnValue:
    """End the person's access."""
    form = Form.sent()
    told = _("Dostęp odebrany, także w otwartych sesjach.")
    return _change(form, schemas.DeactivatePersonRequest(), deactivate_person, staff_id, told)


@pages.post("/<uuid:staff_id>/reactivation")
def reactivate(staff_id: UUID) -> ResponseReturnValue:
    """Give access again."""
    form = Form.sent()
    told = _("Dostęp przywrócony.")
    return _change(form, schemas.ReactivatePersonRequest(), reactivate_person, staff_id, told)


@pages.post("/<uuid:staff_id>/factor")
def remove_factor(staff_id: UUID) -> ResponseReturnValue:
    """Help who lost telephone and paper."""
    form = Form.sent()
    told = _("Drugi składnik usunięty; ta osoba loguje się samym hasłem.")
    return _change(form, schemas.RemoveSecondFactorRequest(), remove_second_factor, staff_id, told)


@pages.post("/<uuid:staff_id>/link")
def link(staff_id: UUID) -> ResponseReturnValue:
    """Make a new link and show it."""
    form = Form.sent()
    issued = answered(form, schemas.IssueLinkRequest(), issue_link, _about(form, staff_id))
    shown = _read(staff_id)
    return _person_page(shown, form) if issued is None else _link_page(issued, shown)


def _change(
    form: Form,
    schema: RequestSchema,
    use_case: UseCase[CommandT, None],
    staff_id: UUID,
    told: str,
) -> ResponseReturnValue:
    """Carry a change of a person out and say so, or show what to put right."""
    if not done(form, schema, use_case, _about(form, staff_id)):
        return _person_page(_read(staff_id), form)
    flash(told)
    return redirect(url_for(".person_page", staff_id=staff_id))


def _about(form: Form, staff_id: UUID) -> dict[str, Any]:
    return of_person(form, staff_id=str(staff_id))


def _read(staff_id: UUID) -> Person:
    asked = PersonQuery(actor=person().actor, staff_id=staff_id)
    return look(lambda records, _now: read_person(asked, records))


def _invitation_page(form: Form, status: int = 200) -> ResponseReturnValue:
    return render_template("accounts/invite.html", form=form, words=words), status


def _person_page(shown: Person, form: Form | None = None) -> ResponseReturnValue:
    """Show a person; `form` is one that has to be put right, with what was typed in it."""
    known = {
        "full_name": shown.full_name,
        "login": shown.login,
        "roles": sorted(shown.roles),
        "expected_revision": shown.revision,
    }
    drawn = Form.blank(**known)
    if form is not None:
        drawn = Form(known | dict(form.values), form.command_id, form.errors, form.problem)
    page = render_template("accounts/person.html", form=drawn, shown=shown, words=words)
    return page, 422 if form is not None else 200


def _link_page(issued: IssuedLink, shown: Person) -> ResponseReturnValue:
    address = request.host_url.rstrip("/") + path_of(issued.purpose, issued.token)
    return render_template(
        "accounts/link.html", issued=issued, shown=shown, address=address, words=words
    )


def _runtime() -> Runtime:
    return site_of(current_app).runtime
