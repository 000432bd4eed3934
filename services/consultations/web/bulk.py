"""What can be done with many cards or appointments at once, and which lists there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from flask import url_for
from flask_babel import lazy_gettext

from services.consultations.application import appointment_commands as of_appointments
from services.consultations.application.appointment_list_queries import AppointmentsQuery
from services.consultations.application.approve_card import approve_card
from services.consultations.application.authorise import ROLES
from services.consultations.application.cancel_advice import cancel_advice
from services.consultations.application.client_list_queries import ClientsQuery
from services.consultations.application.commands import ApproveCard, ReturnCard
from services.consultations.application.ports import UnitOfWork
from services.consultations.application.read_appointment import read_appointment
from services.consultations.application.record_advice_held import record_advice_held
from services.consultations.application.record_no_show import record_no_show
from services.consultations.application.register_queries import RegisterOfAdviceQuery
from services.consultations.application.return_card import return_card
from services.consultations.application.schedule_advice import schedule_advice
from services.consultations.application.timesheet_commands import TimesheetsQuery
from services.consultations.domain.appointment import Agreement, Appointment
from services.consultations.domain.appointment_refusals import AppointmentNotScheduled
from services.consultations.requests import appointments as requests_of_appointments
from services.consultations.requests import schemas
from services.consultations.web import appointments, card_list, words
from services.consultations.web.approvals import waiting_cards
from services.consultations.web.asking import carry_out, now, rehearse, said
from services.consultations.web.finding import choices, find
from services.consultations.web.words_of_clients import cancelled_by
from shared.kernel import polish
from shared.kernel.clock import business_day
from shared.kernel.command import Refusal
from shared.web.bulk import Answers, BulkAction, Question, Undo
from shared.web.forms import as_request
from shared.web.guarding import person
from shared.web.listing import ListAddress
from shared.web.workplace import Workplace

if TYPE_CHECKING:
    from marshmallow import Schema

UseCase = Callable[[Any, UnitOfWork, datetime], object]
MakeRequest = Callable[[UUID, Answers], Mapping[str, Any]]

_NOBODY: Final = UUID(int=0)
"""The command id of what is only rehearsed: nothing is kept of it."""


def workplace() -> Workplace:
    """Return the lists of consultations, and what can be done with many of their rows."""
    return Workplace(
        service="consultations",
        lists={
            "cards.cards": ROLES[RegisterOfAdviceQuery],
            "approvals.queue": ROLES[ApproveCard],
            "register.register": ROLES[RegisterOfAdviceQuery],
            "clients.clients": ROLES[ClientsQuery],
            "appointments.appointments": ROLES[AppointmentsQuery],
            "timesheets.sheets": ROLES[TimesheetsQuery],
        },
        sentence=said,
        actions=(_approve(), _return(), _cancel(), _assign(), _held(), _no_show()),
    )


def _approve() -> BulkAction:
    return BulkAction(
        key="approve_cards",
        title=lazy_gettext("Zatwierdź karty"),
        roles=ROLES[ApproveCard],
        will=lazy_gettext("Karta zostanie zatwierdzona, a jej godziny zaczną się liczyć."),
        done=lazy_gettext("Karta zatwierdzona."),
        undo=lazy_gettext(
            "Zatwierdzenia nie można cofnąć: dowiaduje się o nim centrala. Błąd w zatwierdzonej "
            "karcie poprawia się korektą."
        ),
        **_of_cards(schemas.ApproveCardRequest(), approve_card),
    )


def _return() -> BulkAction:
    return BulkAction(
        key="return_cards",
        title=lazy_gettext("Zwróć karty do poprawy"),
        roles=ROLES[ReturnCard],
        questions=(
            Question(
                name="reason",
                label=lazy_gettext("Powód zwrotu"),
                choices=lambda: words.choices(words.RETURN_REASONS),
            ),
            Question(name="remarks", label=lazy_gettext("Uwagi dla doradcy")),
        ),
        will=lazy_gettext("Karta wróci do doradcy, z podanym powodem."),
        done=lazy_gettext("Karta zwrócona do poprawy."),
        undo=lazy_gettext(
            "Zwrotu nie można cofnąć. Doradca może od razu podpisać kartę bez zmian, a wtedy znowu "
            "będzie czekać na zatwierdzenie."
        ),
        **_of_cards(schemas.ReturnCardRequest(), return_card),
    )


def _cancel() -> BulkAction:
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
        **_of_appointments(requests_of_appointments.CancelAdviceRequest(), cancel_advice),
    )


def _assign() -> BulkAction:
    schema = requests_of_appointments.ScheduleAdviceRequest()
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
            before=lambda appointment_id: str(_agreement(appointment_id).adviser_id),
            carry_out=lambda appointment_id, before, command_id: carry_out(
                schema,
                schedule_advice,
                {
                    **_moved(appointment_id, {"adviser_id": before}),
                    **_asked(command_id),
                },
            ),
        ),
        **_of_appointments(schema, schedule_advice, make=_moved),
    )


def _held() -> BulkAction:
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
        **_of_appointments(requests_of_appointments.RecordAdviceHeldRequest(), record_advice_held),
    )


def _no_show() -> BulkAction:
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
        **_of_appointments(requests_of_appointments.RecordNoShowRequest(), record_no_show),
    )


def _of_cards(schema: Schema, use_case: UseCase) -> dict[str, Any]:
    return {
        "list_endpoint": "approvals.queue",
        "rows": _waiting_cards,
        "link": lambda card_id: url_for("cards.card", card_id=card_id),
        **_asking(schema, use_case, lambda card_id, answers: {**answers, "card_id": str(card_id)}),
    }


def _of_appointments(
    schema: Schema, use_case: UseCase, make: MakeRequest | None = None
) -> dict[str, Any]:
    def about(appointment_id: UUID, answers: Answers) -> Mapping[str, Any]:
        return {**answers, "appointment_id": str(appointment_id)}

    return {
        "list_endpoint": "appointments.appointments",
        "rows": _listed_appointments,
        "link": lambda each: url_for("calendar.appointment", appointment_id=each),
        **_asking(schema, use_case, make or about),
    }


def _asking(schema: Schema, use_case: UseCase, make: MakeRequest) -> dict[str, Any]:
    """Return how many rows are tried, and how one is done: by the schema and use case of RPC."""

    def attempt(subject_id: UUID, answers: Answers, work: UnitOfWork, at: datetime) -> object:
        request = {**make(subject_id, answers), **_asked(_NOBODY)}
        return use_case(schema.load(request), work, at)

    def try_all(subject_ids: Sequence[UUID], answers: Answers) -> Sequence[Refusal | None]:
        return rehearse([partial(attempt, each, answers) for each in subject_ids])

    def do_one(subject_id: UUID, answers: Answers, command_id: UUID) -> object:
        return carry_out(schema, use_case, {**make(subject_id, answers), **_asked(command_id)})

    return {"rehearse": try_all, "carry_out": do_one}


def _asked(command_id: UUID) -> dict[str, Any]:
    return {"command_id": str(command_id), "actor": as_request(person().actor)}


def _waiting_cards() -> Sequence[tuple[UUID, str]]:
    at = ListAddress.read(usual_sort="held_on")
    rows = card_list.whole(waiting_cards(), at).rows
    return [(row.card_id, f"{row.card_number}, {polish.day(row.session.held_on)}") for row in rows]


def _listed_appointments() -> Sequence[tuple[UUID, str]]:
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
        )
        for row in appointments.whole().rows
    ]


def _active_advisers() -> Sequence[tuple[str, str]]:
    return [(str(each.id), each.full_name) for each in choices().active(business_day(now()))]


def _agreement(appointment_id: UUID) -> Agreement:
    """Return what was agreed; raise `AppointmentNotScheduled` where nothing was."""
    found: Appointment = find(
        requests_of_appointments.AppointmentRequest(),
        read_appointment,
        appointment_id=str(appointment_id),
    )
    if found.agreement is None:
        raise AppointmentNotScheduled
    return found.agreement


def _moved(appointment_id: UUID, answers: Answers) -> Mapping[str, Any]:
    """Return the request for the same time with another adviser."""
    agreed = _agreement(appointment_id)
    return {
        "appointment_id": str(appointment_id),
        "adviser_id": answers["adviser_id"],
        "held_on": agreed.session.held_on.isoformat(),
        "started_at": f"{agreed.session.started_at:%H:%M}",
        "ended_at": f"{agreed.session.ended_at:%H:%M}",
        "outside_hours": agreed.outside_hours,
    }
