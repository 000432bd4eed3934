"""What is done with many appointments of the list at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import url_for
from flask_babel import lazy_gettext

from services.consultations.application import appointment_commands as of_appointments
from services.consultations.application.authorise import ROLES
from services.consultations.application.cancel_advice import cancel_advice
from services.consultations.application.read_appointment import read_appointment
from services.consultations.application.record_advice_held import record_advice_held
from services.consultations.application.record_no_show import record_no_show
from services.consultations.application.schedule_advice import schedule_advice
from services.consultations.domain.appointment import Agreement, Appointment
from services.consultations.domain.appointment_refusals import AppointmentNotScheduled
from services.consultations.requests import appointments as schemas
from services.consultations.web import appointments
from services.consultations.web.asking import carry_out, now
from services.consultations.web.finding import choices, find
from services.consultations.web.many_rows import MakeRequest, UseCase, asked, asking
from services.consultations.web.words_of_clients import cancelled_by
from shared.kernel import polish
from shared.kernel.clock import business_day
from shared.web.bulk import Answers, BulkAction, Chosen, Question, Undo
from shared.workplace.batches import BatchRow

if TYPE_CHECKING:
    from marshmallow import Schema


def cancelling() -> BulkAction:
    return BulkAction(
        key="cancel_appointments",
        title=lazy_gettext("Odwołaj"),
        roles=ROLES[of_appointments.CancelAdvice],
        questions=(
            Question(
                name="cancelled_by",
                label=lazy_gettext("Kto odwołuje"),
                choices=lambda: [(str(code), word) for code, word in cancelled_by().items()],
            ),
            Question(name="remarks", label=lazy_gettext("Powód (może być pusty)")),
        ),
        will=lazy_gettext("Zgłoszenie zostanie odwołane."),
        done=lazy_gettext("Odwołano."),
        undo=lazy_gettext(
            "Odwołania nie można cofnąć. Jeśli klient jednak przyjdzie, zapisz nowe zgłoszenie."
        ),
        **_of_appointments(schemas.CancelAdviceRequest(), cancel_advice),
    )


def assigning() -> BulkAction:
    schema = schemas.ScheduleAdviceRequest()
    return BulkAction(
        key="assign_adviser",
        title=lazy_gettext("Przydziel innego doradcę"),
        roles=ROLES[of_appointments.ScheduleAdvice],
        questions=(
            Question(name="adviser_id", label=lazy_gettext("Doradca"), choices=_active_advisers),
        ),
        will=lazy_gettext("Wizyta odbędzie się w tym samym czasie, u wybranego doradcy."),
        done=lazy_gettext("Przydzielono doradcę."),
        undo=Undo(
            promise=lazy_gettext(
                "Można to potem cofnąć: wizyty wrócą do dotychczasowych doradców, o ile ci nadal "
                "będą w tym czasie wolni."
            ),
            before=lambda row: str(_agreement(row.subject_id).adviser_id),
            carry_out=lambda row, command_id: carry_out(
                schema,
                schedule_advice,
                {**_moved(row, {"adviser_id": row.before}), **asked(command_id)},
            ),
        ),
        **_of_appointments(schema, schedule_advice, make=_moved),
    )


def holding() -> BulkAction:
    return BulkAction(
        key="record_held",
        title=lazy_gettext("Potwierdź: odbyły się"),
        roles=ROLES[of_appointments.RecordAdviceHeld],
        will=lazy_gettext("Zostanie zapisane, że porada się odbyła; kartę trzeba sporządzić."),
        done=lazy_gettext("Zapisano, że porada się odbyła."),
        undo=lazy_gettext(
            "Tego nie można cofnąć: dowiaduje się o tym centrala. Godziny i tak liczą się dopiero "
            "z zatwierdzonej karty."
        ),
        **_of_appointments(schemas.RecordAdviceHeldRequest(), record_advice_held),
    )


def missing() -> BulkAction:
    return BulkAction(
        key="record_no_show",
        title=lazy_gettext("Klienci nie przyszli"),
        roles=ROLES[of_appointments.RecordNoShow],
        will=lazy_gettext("Zostanie zapisane, że klient nie przyszedł."),
        done=lazy_gettext("Zapisano, że klient nie przyszedł."),
        undo=lazy_gettext(
            "Tego nie można cofnąć: dowiaduje się o tym centrala. Jeśli klient jednak przyjdzie, "
            "zapisz nowe zgłoszenie."
        ),
        **_of_appointments(schemas.RecordNoShowRequest(), record_no_show),
    )


def _of_appointments(
    schema: Schema, use_case: UseCase, make: MakeRequest | None = None
) -> dict[str, Any]:
    def about(row: BatchRow, answers: Answers) -> Mapping[str, Any]:
        return {**answers, "appointment_id": str(row.subject_id)}

    return {
        "list_endpoint": "appointments.appointments",
        "rows": _listed_appointments,
        "link": lambda row: url_for("calendar.appointment", appointment_id=row.subject_id),
        **asking(schema, use_case, make or about),
    }


def _listed_appointments() -> Sequence[Chosen]:
    """Return appointments by day, time and adviser: a client's name is not kept in a batch."""
    return [
        (
            row.appointment_id,
            ", ".join(
                part
                for part in (
                    polish.day(row.day),
                    f"{row.session.started_at:%H:%M}" if row.session else "",
                    row.adviser or "",
                )
                if part
            ),
            "",
        )
        for row in appointments.whole().rows
    ]


def _active_advisers() -> Sequence[tuple[str, str]]:
    return [(str(each.id), each.full_name) for each in choices().active(business_day(now()))]


def _agreement(appointment_id: UUID) -> Agreement:
    """Return what was agreed; raise `AppointmentNotScheduled` where nothing was."""
    found: Appointment = find(
        schemas.AppointmentRequest(),
        read_appointment,
        appointment_id=str(appointment_id),
    )
    if found.agreement is None:
        raise AppointmentNotScheduled
    return found.agreement


def _moved(row: BatchRow, answers: Answers) -> Mapping[str, Any]:
    """Return the request for the same time with another adviser."""
    agreed = _agreement(row.subject_id)
    return {
        "appointment_id": str(row.subject_id),
        "adviser_id": answers["adviser_id"],
        "held_on": agreed.session.held_on.isoformat(),
        "started_at": f"{agreed.session.started_at:%H:%M}",
        "ended_at": f"{agreed.session.ended_at:%H:%M}",
        "outside_hours": agreed.outside_hours,
    }
