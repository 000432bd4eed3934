"""What the node keeps about one person of the staff: to hand over, and to forget (RODO)."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.accounts.application.commands import StaffExportQuery
from services.accounts.application.erase_staff_member import erase_staff_member
from services.accounts.application.export_staff_member import StaffExport, export_staff_member
from services.accounts.domain.person_history import RecordedChange, ToldChange
from services.accounts.domain.session import Session
from services.accounts.requests.schemas import EraseStaffMemberRequest
from services.accounts.web import people_list, words
from services.accounts.web.asking import done, of_person
from services.accounts.web.desk import look
from services.accounts.web.history import history_of
from shared.web.forms import Form
from shared.web.guarding import person

pages = Blueprint("personal_data", __name__, url_prefix="/accounts/people/<uuid:staff_id>")


@pages.get("/data")
def data(staff_id: UUID) -> ResponseReturnValue:
    """Show everything kept about the person, as it is handed over to them on paper."""
    return _page(staff_id, Form.blank())


@pages.get("/data.json")
def as_json(staff_id: UUID) -> ResponseReturnValue:
    """Hand the same over for programs."""
    content = json.dumps(_members(_export(staff_id)), ensure_ascii=False, indent=2).encode()
    return send_file(
        BytesIO(content),
        mimetype="application/json",
        as_attachment=True,
        download_name=f"dane-osoby-{staff_id}.json",
    )


@pages.post("/erasure")
def erase(staff_id: UUID) -> ResponseReturnValue:
    """Forget who the person is, once the name was typed: nothing brings it back."""
    form = Form.sent()
    typed = str(form.value("typed_name")).strip()
    if typed != _export(staff_id).person.full_name:
        form.errors = {"typed_name": [_("Przepisz imię i nazwisko dokładnie tak, jak tu stoją.")]}
        return _page(staff_id, form, 422)
    sent = Form({}, form.command_id)
    asked = of_person(sent, staff_id=str(staff_id))
    if not done(sent, EraseStaffMemberRequest(), erase_staff_member, asked):
        form.errors, form.problem = sent.errors, sent.problem
        return _page(staff_id, form, 422)
    flash(_("Usunięto dane osobowe."))
    return redirect(url_for("people.person_page", staff_id=staff_id))


def _export(staff_id: UUID) -> StaffExport:
    query = StaffExportQuery(actor=person().actor, staff_id=staff_id)
    return look(lambda records, now: export_staff_member(query, records, now))


def _page(staff_id: UUID, form: Form, status: int = 200) -> ResponseReturnValue:
    whole = _export(staff_id)
    names = look(lambda records, _now: people_list.names(records, person().actor))
    page = render_template(
        "accounts/personal_data.html",
        form=form,
        whole=whole,
        shown=whole.person,
        entries=history_of(whole.history, staff_id, names),
        words=words,
    )
    return page, status


def _members(whole: StaffExport) -> dict[str, Any]:
    known = whole.person
    return {
        "made_at": whole.made_at.isoformat(),
        "staff_id": str(known.staff_id),
        "full_name": known.full_name,
        "login": known.login,
        "roles": sorted(known.roles),
        "state": known.state.value,
        "invited_at": known.invited_at.isoformat(),
        "second_factor": known.second_factor,
        "known_devices": whole.known_devices,
        "sessions": [_session(each) for each in whole.sessions],
        "told": [_told(each) for each in whole.history.told],
        "changes": [_change(each) for each in whole.history.changes],
    }


def _session(session: Session) -> dict[str, Any]:
    return {
        "started_at": session.started_at.isoformat(),
        "last_seen_at": session.last_seen_at.isoformat(),
        "ended_at": session.ended_at and session.ended_at.isoformat(),
        "address": session.address,
    }


def _told(told: ToldChange) -> dict[str, Any]:
    return {"name": told.name, "happened_at": told.happened_at.isoformat(), "data": told.data}


def _change(change: RecordedChange) -> dict[str, Any]:
    return {
        "field": change.field,
        "before": change.before,
        "after": change.after,
        "changed_by": str(change.changed_by),
        "changed_at": change.changed_at.isoformat(),
    }
