"""The staff's own time: duty, usual hours of reception, and days that differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.consultations.application.authorise import ROLES
from services.consultations.application.correct_duty import correct_duty
from services.consultations.application.read_working_hours import read_working_hours
from services.consultations.application.record_duty import record_duty
from services.consultations.application.set_working_exception import set_working_exception
from services.consultations.application.set_working_hours import set_working_hours
from services.consultations.application.working_time_commands import CorrectDuty, RecordDuty
from services.consultations.domain.working_hours import WorkingHours
from services.consultations.requests import working_time as schemas
from services.consultations.web.asking import attempt, may, now
from services.consultations.web.finding import choices, find
from shared.contracts.consultations import DutyCorrectionReason, WorkingExceptionKind
from shared.kernel.clock import business_day
from shared.web.forms import Form
from shared.web.guarding import only_for, person

if TYPE_CHECKING:
    from marshmallow import Schema

pages = Blueprint("working_time", __name__)

STRETCHES = (1, 2)
"""How many stretches of a day the forms have room for: before noon and after it."""

WEEK = range(1, 8)
_TIME = ("held_on", "started_at", "ended_at")


@pages.route("/duties/new", methods=["GET", "POST"])
@only_for(ROLES[RecordDuty])
def duty() -> ResponseReturnValue:
    """Record a duty that was held."""
    blank = {"duty_id": uuid4(), "adviser_id": person().staff_id}
    sent, form = _form(**blank, held_on=business_day(now()))
    if sent and attempt(form, schemas.RecordDutyRequest(), record_duty) is not None:
        return _done(_("Zapisano dyżur."), str(form.value("held_on")))
    offered = choices()
    advisers = [
        (each.id, each.full_name)
        for each in offered.advisers
        if may(CorrectDuty) or each.id == person().staff_id
    ]
    page = render_template(
        "consultations/duty.html",
        form=form,
        advisers=advisers,
        programme_choices=[(each.code, each.title) for each in offered.programmes],
    )
    return page, 422 if sent else 200


@pages.route("/duties/<uuid:duty_id>/correct", methods=["GET", "POST"])
@only_for(ROLES[CorrectDuty])
def correct(duty_id: UUID) -> ResponseReturnValue:
    """Put a recorded duty right; what it says now comes with the link in the calendar."""
    sent, form = _form(**{name: request.args.get(name) for name in _TIME})
    # An annulled duty is the one that does not count: the reason says it, nobody says it twice.
    counted = form.value("reason") != DutyCorrectionReason.ANNULLED
    members = {"duty_id": str(duty_id), "counted": counted}
    if sent and attempt(form, schemas.CorrectDutyRequest(), correct_duty, **members) is not None:
        return _done(_("Poprawiono dyżur."), str(form.value("held_on")))
    reasons = {
        DutyCorrectionReason.WRONG_DATE_OR_TIME: _("zła data lub godzina"),
        DutyCorrectionReason.ANNULLED: _("unieważnienie: dyżuru nie było"),
        DutyCorrectionReason.OTHER: _("inny"),
    }
    page = render_template("consultations/duty_correction.html", form=form, reasons=reasons.items())
    return page, 422 if sent else 200


@pages.route("/working-hours/<uuid:adviser_id>", methods=["GET", "POST"])
def hours(adviser_id: UUID) -> ResponseReturnValue:
    """Show when an adviser receives clients, and let another usual week begin."""
    found = find(schemas.WorkingHoursRequest(), read_working_hours, adviser_id=str(adviser_id))
    usual = _week_as_typed(found.hours)
    sent, form = _form(**usual, valid_from=business_day(now()))
    if sent and _set(
        form,
        schemas.SetWorkingHoursRequest(),
        set_working_hours,
        {
            "adviser_id": str(adviser_id),
            "valid_from": form.value("valid_from"),
            "hours": [
                {"weekday": day, **stretch}
                for day in WEEK
                for stretch in _stretches(form, f"day{day}_")
            ],
        },
    ):
        flash(_("Zapisano godziny przyjęć."))
        return redirect(url_for(".hours", adviser_id=adviser_id))
    page = render_template(
        "consultations/working_hours.html",
        form=form,
        adviser=found.adviser,
        hours=found.hours,
        stretches=STRETCHES,
        today=business_day(now()),
        days=_days(),
        exception_kinds=_exception_kinds(),
    )
    return page, 422 if sent else 200


@pages.route("/working-hours/<uuid:adviser_id>/exception", methods=["GET", "POST"])
def exception(adviser_id: UUID) -> ResponseReturnValue:
    """Let one day differ."""
    found = find(schemas.WorkingHoursRequest(), read_working_hours, adviser_id=str(adviser_id))
    sent, form = _form(day=request.args.get("day"))
    if sent and _set(
        form,
        schemas.SetWorkingExceptionRequest(),
        set_working_exception,
        {
            "adviser_id": str(adviser_id),
            "day": form.value("day"),
            "kind": form.value("kind"),
            "hours": _stretches(form, "extra_"),
        },
    ):
        flash(_("Zapisano wyjątek."))
        return redirect(url_for(".hours", adviser_id=adviser_id))
    page = render_template(
        "consultations/working_exception.html",
        form=form,
        adviser=found.adviser,
        stretches=STRETCHES,
        kinds=_exception_kinds().items(),
    )
    return page, 422 if sent else 200


def _form(**blank: object) -> tuple[bool, Form]:
    """Return whether a form was sent, and it, or a blank one."""
    sent = request.method == "POST"
    return sent, Form.sent() if sent else Form.blank(**blank)


def _set(
    form: Form,
    schema: Schema,
    use_case: Callable[[Any, Any, datetime], object],
    asked: Mapping[str, object],
) -> bool:
    """Carry out what the fields of a form come to; keep in it what to put right."""
    part = Form(asked, form.command_id)
    done = attempt(part, schema, use_case)
    form.errors, form.problem = part.errors, part.problem
    return done is not None


def _stretches(form: Form, prefix: str) -> list[dict[str, str]]:
    """Return the stretches that were typed; one with a begin or an end alone is complained of."""
    typed = [
        {
            "started_at": form.value(f"{prefix}from{each}"),
            "ended_at": form.value(f"{prefix}to{each}"),
        }
        for each in STRETCHES
    ]
    return [each for each in typed if any(each.values())]


def _week_as_typed(hours: WorkingHours) -> Mapping[str, str]:
    """Return the last usual week as the fields of the form."""
    typed: dict[str, str] = {}
    week = hours.weeks[-1].hours if hours.weeks else ()
    for day in WEEK:
        of_day = sorted(
            (each for each in week if each.weekday == day), key=lambda each: each.started_at
        )
        for number, each in zip(STRETCHES, of_day, strict=False):
            typed[f"day{day}_from{number}"] = f"{each.started_at:%H:%M}"
            typed[f"day{day}_to{number}"] = f"{each.ended_at:%H:%M}"
    return typed


def _days() -> Mapping[int, str]:
    return {
        1: _("poniedziałek"),
        2: _("wtorek"),
        3: _("środa"),
        4: _("czwartek"),
        5: _("piątek"),
        6: _("sobota"),
        7: _("niedziela"),
    }


def _exception_kinds() -> Mapping[WorkingExceptionKind, str]:
    return {
        WorkingExceptionKind.ABSENT: _("nieobecność przez cały dzień"),
        WorkingExceptionKind.ADDITIONAL: _("dodatkowe godziny"),
    }


def _done(said: str, day: str) -> ResponseReturnValue:
    flash(said)
    return redirect(url_for("calendar.week", day=date.fromisoformat(day).isoformat()))
