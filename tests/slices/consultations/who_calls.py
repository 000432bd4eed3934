"""Who may call what over RPC: the one table of the tests. A new method must be decided on here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from shared.kernel.command import Role
from tests.slices.consultations.service_at_work import (
    ADVICE,
    ADVISER_ID,
    CARD_ID,
    CLIENT,
    CLIENT_ID,
    CONTENT,
    PERSON,
)

ADVISER: Final = frozenset({Role.ADVISER})
COORDINATOR: Final = frozenset({Role.COORDINATOR})
POINT: Final = ADVISER | COORDINATOR
"""Who works at a consulting point."""

DECIDING: Final = COORDINATOR | {Role.DEPUTY_COORDINATOR}
CARDS: Final = POINT | DECIDING
KEEPING: Final = COORDINATOR | {Role.NODE_ADMINISTRATOR}
"""Who answers for the node's data and staff."""

MATCHING: Final = frozenset({Role.REPORTING_OFFICER, Role.OPERATIONS, Role.NODE_ADMINISTRATOR})


@dataclass(frozen=True)
class Call:
    """Who may call a method, and with what: complete, so that only the role can be in the way."""

    roles: frozenset[Role]
    members: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Question(Call):
    """A call that changes nothing, and therefore has no id."""


def _new(number: int) -> str:
    return str(UUID(int=1000 + number))


_CARD: Final = {"card_id": CARD_ID}
_CLIENT: Final = {"client_id": CLIENT_ID}
_ADVISER: Final = {"adviser_id": ADVISER_ID}
_PROGRAMME: Final = {"programme": "owss-2009"}
_TIME: Final = {"held_on": "2009-07-07", "started_at": "14:00", "ended_at": "15:00"}
_MONTH: Final = {**_ADVISER, "month": "2009-06"}
_APPOINTMENT: Final = {"appointment_id": _new(1)}
_PATH: Final = {"support_path_id": _new(2)}
_REFERRAL: Final = {"referral_id": _new(3)}
_DUTY: Final = {"duty_id": _new(4)}
_DEPUTY: Final = {"deputy_id": _new(5)}

CALLS: Final[Mapping[str, Call]] = {
    # Cards
    "draft_card": Call(ADVISER, {**_CARD, **_PROGRAMME, **CONTENT}),
    "change_card": Call(ADVISER, {**_CARD, **CONTENT}),
    "sign_card": Call(ADVISER, _CARD),
    "return_card": Call(DECIDING, {**_CARD, "reason": "other", "remarks": "Uwaga"}),
    "approve_card": Call(DECIDING, _CARD),
    "correct_card": Call(
        DECIDING, {**_CARD, **ADVICE, "reason": "other", "remarks": "Uwaga", "counted": True}
    ),
    "confirm_advice": Call(POINT, {**_CARD, "confirmed_on": "2009-07-07", "means": "paper"}),
    "card": Question(CARDS, _CARD),
    "record_history": Question(POINT, {"record_id": CARD_ID}),
    "register_of_advice": Question(CARDS),
    "register_xlsx": Question(CARDS),
    # Clients and their way
    "register_client": Call(POINT, {**CLIENT, "client_id": _new(6)}),
    "change_client": Call(POINT, {**PERSON, **_CLIENT}),
    "merge_clients": Call(COORDINATOR, {**_CLIENT, "into_client_id": _new(6)}),
    "erase_client": Call(COORDINATOR, {**_CLIENT, "ground": "requested"}),
    "client": Question(POINT, _CLIENT),
    "duplicates_of": Question(POINT, {"name": "Jan Żak"}),
    "match_list": Question(MATCHING),
    "send_match_list": Question(MATCHING),
    "open_support_path": Call(POINT, {**_PATH, "client_ids": [CLIENT_ID], "aim": "Spółdzielnia"}),
    "close_support_path": Call(POINT, {**_PATH, "outcome": "other"}),
    "support_path": Question(POINT, _PATH),
    "make_referral": Call(
        POINT,
        {
            **_REFERRAL,
            **_CLIENT,
            **_PROGRAMME,
            "field_of_advice": "legal",
            "to_node": "kis-swiecie",
        },
    ),
    "receive_referral": Call(
        POINT, {**_CLIENT, **_PROGRAMME, "referral_id": _new(7), "from_node": "kis-swiecie"}
    ),
    "referral": Question(POINT, _REFERRAL),
    "referral_slip": Question(POINT, _REFERRAL),
    "follow_ups_due": Question(POINT),
    "record_follow_up": Call(
        POINT, {**_CLIENT, "follow_up_id": _new(8), "months": 6, "outcome": "no_change"}
    ),
    # Staff, their time and appointments
    "register_adviser": Call(
        KEEPING,
        {
            "adviser_id": _new(9),
            "full_name": "Ida Nowa",
            "staff_role": "expert",
            "active_from": "2009-06-01",
        },
    ),
    "change_adviser": Call(
        KEEPING,
        {
            **_ADVISER,
            "expected_version": 1,
            "full_name": "Anna Zięba",
            "staff_role": "expert",
            "active_from": "2009-06-01",
        },
    ),
    "adviser": Question(KEEPING, _ADVISER),
    "advisers": Question(KEEPING),
    "record_duty": Call(POINT, {**_DUTY, **_ADVISER, **_PROGRAMME, **_TIME}),
    "correct_duty": Call(
        COORDINATOR, {**_DUTY, **_TIME, "reason": "other", "remarks": "Uwaga", "counted": True}
    ),
    "set_working_hours": Call(POINT, {**_ADVISER, "valid_from": "2009-07-13", "hours": []}),
    "set_working_exception": Call(
        POINT, {**_ADVISER, "day": "2009-07-14", "kind": "absent", "hours": []}
    ),
    "request_advice": Call(
        POINT,
        {
            **_APPOINTMENT,
            **_PROGRAMME,
            **_CLIENT,
            "field_of_advice": "legal",
            "form_of_contact": "in_person",
            "wish": "",
        },
    ),
    "schedule_advice": Call(POINT, {**_APPOINTMENT, **_ADVISER, **_TIME}),
    "cancel_advice": Call(POINT, {**_APPOINTMENT, "cancelled_by": "client", "remarks": ""}),
    "record_no_show": Call(POINT, _APPOINTMENT),
    "record_advice_held": Call(POINT, _APPOINTMENT),
    "appointment": Question(POINT, _APPOINTMENT),
    "free_slots": Question(POINT, {**_ADVISER, "first": "2009-07-07", "last": "2009-07-08"}),
    "close_timesheet": Call(DECIDING, _MONTH),
    "reopen_timesheet": Call(DECIDING, {**_MONTH, "reason": "other", "remarks": "Uwaga"}),
    "timesheet": Question(CARDS, _MONTH),
    "timesheets": Question(CARDS, {"month": "2009-06"}),
    "timesheet_pdf": Question(CARDS, _MONTH),
    "timesheet_xlsx": Question(CARDS, _MONTH),
    "appoint_deputy": Call(
        KEEPING,
        {
            **_DEPUTY,
            "staff_id": _new(10),
            "full_name": "Ewa Nowa",
            "organisation": "KIS Świecie",
            "valid_from": "2009-07-07",
            "valid_to": "2009-07-21",
        },
    ),
    "recall_deputy": Call(KEEPING, _DEPUTY),
    "deputies": Question(KEEPING),
    "what_waits": Question(CARDS),
}

CALLS_OF_ROWS: Final = {"import_register"}
"""Each row of a register is a call of its own, in the name that stands in the row."""
