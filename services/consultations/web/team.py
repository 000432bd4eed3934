"""Who gives advice at the node, and who stands in for its coordinator."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.consultations.application.appoint_deputy import appoint_deputy
from services.consultations.application.authorise import ROLES
from services.consultations.application.change_adviser import change_adviser
from services.consultations.application.commands import ChangeAdviser, RegisterAdviser
from services.consultations.application.deputy_commands import AppointDeputy, RecallDeputy
from services.consultations.application.list_advisers import list_advisers
from services.consultations.application.list_deputies import list_deputies
from services.consultations.application.read_adviser import read_adviser
from services.consultations.application.recall_deputy import recall_deputy
from services.consultations.application.register_adviser import register_adviser
from services.consultations.application.working_time_commands import WorkingHoursQuery
from services.consultations.documents.wording import STAFF_ROLES
from services.consultations.domain.adviser import Adviser
from services.consultations.domain.working_time_refusals import DeputyNotFound
from services.consultations.requests import schemas
from services.consultations.requests import timesheets as of_deputies
from services.consultations.web.asking import attempt, may, now
from services.consultations.web.finding import find
from services.consultations.web.words import choices
from shared.contracts.consultations import StaffRole
from shared.kernel.clock import business_day
from shared.kernel.command import Role
from shared.web.application import site_of
from shared.web.forms import Form
from shared.web.guarding import only_for, person

if TYPE_CHECKING:
    from services.consultations.domain.deputy import Deputy
    from shared.web.site import Colleague

pages = Blueprint("team", __name__, url_prefix="/team")

_CHANGED: Final = ("full_name", "staff_role", "active_from", "active_to")


@pages.get("")
def team() -> ResponseReturnValue:
    """Show advisers and deputies, and whom somebody has still to make one of them."""
    advisers, deputies = _advisers(), _deputies()
    return render_template(
        "consultations/team.html",
        today=business_day(now()),
        advisers=advisers,
        deputies=sorted(deputies, key=lambda each: each.valid_from, reverse=True),
        not_yet_advisers=_not_yet_advisers(advisers),
        not_yet_deputies=_not_yet_deputies(deputies),
        staff_roles=dict(choices(STAFF_ROLES)),
        may_see_hours=may(WorkingHoursQuery),
    )


@pages.route("/advisers/new", methods=["GET", "POST"])
@only_for(ROLES[RegisterAdviser])
def register() -> ResponseReturnValue:
    """Let somebody who has an account give advice from a day on."""
    sent = request.method == "POST"
    offered = _not_yet_advisers(_advisers())
    form = (
        Form.sent()
        if sent
        else Form.blank(
            adviser_id=request.args.get("person"),
            staff_role=StaffRole.CONSULTANT,
            active_from=business_day(now()),
        )
    )
    name = _name_of(form.value("adviser_id"), offered)
    schema = schemas.RegisterAdviserRequest()
    if sent and attempt(form, schema, register_adviser, full_name=name) is not None:
        flash(_("%(name)s może udzielać porad.", name=name))
        return redirect(url_for(".team"))
    page = render_template(
        "consultations/adviser_new.html",
        form=form,
        people=[(each.staff_id, each.full_name) for each in offered],
        staff_roles=choices(STAFF_ROLES),
    )
    return page, 422 if sent else 200


@pages.route("/advisers/<uuid:adviser_id>", methods=["GET", "POST"])
@only_for(ROLES[ChangeAdviser])
def change(adviser_id: UUID) -> ResponseReturnValue:
    """Put right who somebody is, or until when they give advice."""
    found = find(schemas.AdviserRequest(), read_adviser, adviser_id=str(adviser_id))
    sent = request.method == "POST"
    known = {name: getattr(found, name) for name in _CHANGED}
    form = (
        Form.sent(numbers=("expected_version",))
        if sent
        else Form.blank(**known, expected_version=found.version)
    )
    schema, whose = schemas.ChangeAdviserRequest(), str(adviser_id)
    if sent and attempt(form, schema, change_adviser, adviser_id=whose) is not None:
        flash(_("Zapisano zmiany."))
        return redirect(url_for(".team"))
    page = render_template(
        "consultations/adviser_change.html",
        form=form,
        adviser=found,
        staff_roles=choices(STAFF_ROLES),
    )
    return page, 422 if sent else 200


@pages.route("/deputies/new", methods=["GET", "POST"])
@only_for(ROLES[AppointDeputy])
def appoint() -> ResponseReturnValue:
    """Let somebody of another organisation, who has an account here, stand in."""
    sent = request.method == "POST"
    offered = _not_among([], Role.DEPUTY_COORDINATOR)
    blank = {"deputy_id": uuid4(), "staff_id": request.args.get("person")}
    form = Form.sent() if sent else Form.blank(**blank, valid_from=business_day(now()))
    name = _name_of(form.value("staff_id"), offered)
    schema = of_deputies.AppointDeputyRequest()
    if sent and attempt(form, schema, appoint_deputy, full_name=name) is not None:
        flash(_("%(name)s zastępuje koordynatora w podanych dniach.", name=name))
        return redirect(url_for(".team"))
    page = render_template(
        "consultations/deputy_new.html",
        form=form,
        people=[(each.staff_id, each.full_name) for each in offered],
    )
    return page, 422 if sent else 200


@pages.route("/deputies/<uuid:deputy_id>/recall", methods=["GET", "POST"])
@only_for(ROLES[RecallDeputy])
def recall(deputy_id: UUID) -> ResponseReturnValue:
    """End an appointment at once, after a look at whose it is."""
    found = _deputy(deputy_id)
    sent = request.method == "POST"
    form = Form.sent() if sent else Form.blank()
    schema, which = of_deputies.RecallDeputyRequest(), str(deputy_id)
    if sent and attempt(form, schema, recall_deputy, deputy_id=which) is not None:
        flash(_("Zakończono zastępstwo."))
        return redirect(url_for(".team"))
    page = render_template("consultations/deputy_recall.html", form=form, deputy=found)
    return page, 422 if sent else 200


def newcomers() -> Sequence[Colleague]:
    """Return whom the page asks to be made an adviser or a deputy."""
    return [*_not_yet_advisers(_advisers()), *_not_yet_deputies(_deputies())]


def _advisers() -> Sequence[Adviser]:
    return find(schemas.AdvisersRequest(), list_advisers)


def _deputies() -> Sequence[Deputy]:
    return find(of_deputies.DeputiesRequest(), list_deputies)


def _deputy(deputy_id: UUID) -> Deputy:
    for each in _deputies():
        if each.id == deputy_id:
            return each
    raise DeputyNotFound(deputy_id)


def _not_yet_advisers(advisers: Sequence[Adviser]) -> Sequence[Colleague]:
    return _not_among([each.id for each in advisers], Role.ADVISER)


def _not_yet_deputies(deputies: Sequence[Deputy]) -> Sequence[Colleague]:
    return _not_among([each.staff_id for each in deputies], Role.DEPUTY_COORDINATOR)


def _not_among(known: Collection[UUID], role: Role) -> Sequence[Colleague]:
    """Return who holds a role in accounts and is not among those who are known here."""
    colleagues = site_of(current_app).colleagues(person().actor)
    return [each for each in colleagues if role in each.roles and each.staff_id not in known]


def _name_of(staff_id: object, offered: Sequence[Colleague]) -> str:
    """Return a name as accounts have it: nobody types it, and nobody can be made up."""
    names = {str(each.staff_id): each.full_name for each in offered}
    return names.get(str(staff_id), "")
