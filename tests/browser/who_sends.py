"""Who may send what: the one table of the tests. A new form must be decided on here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from services.node.demo_accounts import PASSWORD
from shared.kernel.command import Role
from tests.browser.who_opens import (
    ADMINISTRATOR,
    ADVISER,
    ANYBODY,
    COORDINATOR,
    DECIDING,
    EVERYBODY,
    KEEPING,
    POINT,
)

Value = str | list[str]

OFFICER: Final = frozenset({Role.REPORTING_OFFICER})

PARTS: Final = {
    "other_id": str(UUID(int=2)),
    "section": "goals",
    "session_digest": "0" * 64,
    "step": "held",
    "token_id": str(UUID(int=3)),
}
"""What only the addresses of forms have."""


_EVERY: Final = {"command_id": "{command_id}", "csrf_token": "{csrf_token}"}
"""What every form says: its own id, and the mark against forgery."""


@dataclass(frozen=True)
class Sends:
    """Who may send a form, and what it may say.

    It is complete: whoever is refused is refused for the role. A name in braces is an example.
    """

    roles: frozenset[Role] | None
    form: Mapping[str, Value] = field(default_factory=dict)
    step: str = PARTS["step"]
    """Where an address ends with one of several words."""

    def filled_in(self, examples: Mapping[str, str]) -> dict[str, Value]:
        """Return the form as a browser sends it."""
        return {
            name: [each.format_map(examples) for each in value]
            if isinstance(value, list)
            else value.format_map(examples)
            for name, value in {**self.form, **_EVERY}.items()
        }


_NEW: Final = "0190a1b2-0000-7000-8000-00000000{:04x}"
_TIME: Final = {"held_on": "2009-07-14", "started_at": "15:00", "ended_at": "15:45"}
_WHAT: Final = {"field_of_advice": "legal", "form_of_contact": "in_person"}
_ADVICE: Final[Mapping[str, Value]] = {
    **_TIME,
    **_WHAT,
    "client_ids": ["{client_id}"],
    "adviser_ids": ["{adviser_id}"],
}
_TEXTS: Final = {
    "subject": "Statut spółdzielni",
    "advice_given": "Omówiono.",
    "agreed_steps": "",
    "persons_present": "",
}
_PROGRAMME: Final = {"programme": "{programme}"}

CONSULTATIONS: Final = {
    "/appointments/new/<uuid:client_id>": Sends(
        POINT,
        {
            **_PROGRAMME,
            **_WHAT,
            "appointment_id": _NEW.format(1),
            "agreement_id": _NEW.format(2),
            "wish": "",
        },
    ),
    "/approvals/<uuid:card_id>/approval": Sends(DECIDING),
    "/approvals/<uuid:card_id>/return": Sends(DECIDING, {"reason": "other", "remarks": "Uwaga"}),
    "/cards/<uuid:card_id>/confirmation": Sends(
        POINT, {"confirmed_on": "2009-07-14", "means": "paper"}
    ),
    "/cards/<uuid:card_id>/correction": Sends(
        DECIDING, {**_ADVICE, "reason": "other", "remarks": "Uwaga", "counted": "yes"}
    ),
    "/cards/<uuid:card_id>/edit": Sends(ADVISER, {**_ADVICE, **_TEXTS}),
    "/cards/<uuid:card_id>/signature": Sends(ADVISER),
    "/cards/new": Sends(ADVISER, {**_PROGRAMME, **_ADVICE, **_TEXTS, "card_id": _NEW.format(3)}),
    "/clients/<uuid:client_id>/edit": Sends(POINT, {"name": "Jan Nowy"}),
    "/clients/<uuid:client_id>/erase": Sends(
        COORDINATOR, {"ground": "requested", "typed_name": "Jan"}
    ),
    "/clients/<uuid:client_id>/follow-up": Sends(
        POINT, {"follow_up_id": _NEW.format(4), "months": "6", "outcome": "no_change"}
    ),
    "/clients/<uuid:client_id>/merge/<uuid:other_id>": Sends(
        COORDINATOR, {"into_client_id": "{client_id}"}
    ),
    "/clients/<uuid:client_id>/path": Sends(
        POINT, {"support_path_id": _NEW.format(5), "aim": "Spółdzielnia"}
    ),
    "/clients/<uuid:client_id>/path/<uuid:path_id>/close": Sends(POINT, {"outcome": "other"}),
    "/clients/<uuid:client_id>/received": Sends(
        POINT, {**_PROGRAMME, "referral_id": _NEW.format(6), "from_node": "kis-swiecie"}
    ),
    "/clients/<uuid:client_id>/referral": Sends(
        POINT,
        {
            **_PROGRAMME,
            "referral_id": _NEW.format(7),
            "field_of_advice": "legal",
            "to_node": "kis-swiecie",
        },
    ),
    "/clients/alike": Sends(POINT, {"name": "Jan"}),
    "/clients/new": Sends(
        POINT, {"client_id": _NEW.format(8), "client_kind": "individual", "name": "Jan Nowy"}
    ),
    "/duties/<uuid:duty_id>/correct": Sends(
        COORDINATOR, {**_TIME, "reason": "other", "remarks": "Uwaga"}
    ),
    "/duties/new": Sends(
        POINT, {**_PROGRAMME, **_TIME, "duty_id": _NEW.format(9), "adviser_id": "{adviser_id}"}
    ),
    "/import": Sends(COORDINATOR, {"kind": "klienci", "step": "check"}),
    "/timesheets/<uuid:adviser_id>/<month>/closing": Sends(DECIDING),
    "/team/advisers/<uuid:adviser_id>": Sends(
        KEEPING,
        {
            "expected_version": "1",
            "full_name": "Ida Nowa",
            "staff_role": "expert",
            "active_from": "2009-06-01",
        },
    ),
    "/team/advisers/new": Sends(
        KEEPING,
        {
            "adviser_id": "{staff_id}",
            "staff_role": "expert",
            "active_from": "2009-06-01",
        },
    ),
    "/team/deputies/<uuid:deputy_id>/recall": Sends(KEEPING),
    "/team/deputies/new": Sends(
        KEEPING,
        {
            "deputy_id": _NEW.format(0x7D),
            "staff_id": "{staff_id}",
            "organisation": "KIS Świecie",
            "valid_from": "2009-07-14",
            "valid_to": "2009-07-21",
        },
    ),
    "/timesheets/<uuid:adviser_id>/<month>/reopening": Sends(
        DECIDING, {"reason": "other", "remarks": "Uwaga"}
    ),
    "/working-hours/<uuid:adviser_id>": Sends(
        POINT, {"valid_from": "2009-07-20", "day1_from1": "08:00", "day1_to1": "12:00"}
    ),
    "/working-hours/<uuid:adviser_id>/exception": Sends(
        POINT, {"day": "2009-07-21", "kind": "absent"}
    ),
}

REPORTING: Final = {
    "/reports/<programme>/narrative/<section>": Sends(
        OFFICER, {"text": "Cele", "expected_version": "0"}
    ),
    "/reports/<programme>/submission": Sends(
        OFFICER,
        {
            "kind": "partial",
            "first": "2009-06-01",
            "last": "2009-06-30",
            "dated": "2009-07-14",
            "attachments": "",
            "signatories": "osoba sporządzająca",
        },
    ),
}

_PERSON: Final = {"full_name": "Jan Nowy", "login": "jan@cistor.example"}
_WRONG: Final = {"password": f"nie {PASSWORD}"}
"""Of whoever is logged in nobody knows the password: a right one would end the other sessions."""

ACCOUNTS: Final = {
    "/forgotten": Sends(ANYBODY, {"login": "nikt@cistor.example"}),
    "/invitation/<token>": Sends(ANYBODY, {"new_password": "krótkie", "again": "krótkie"}),
    "/login": Sends(ANYBODY, {"login": "nikt@cistor.example", **_WRONG}),
    "/login/code": Sends(ANYBODY, {"ticket": "nie ten", "code": "000000"}),
    "/logout": Sends(ANYBODY),
    "/me/factor/codes": Sends(EVERYBODY, _WRONG),
    "/me/factor/off": Sends(EVERYBODY, _WRONG),
    "/me/factor/on": Sends(EVERYBODY, {"code": "000000"}),
    "/me/factor/secret": Sends(EVERYBODY, _WRONG),
    "/me/password": Sends(
        EVERYBODY, {**_WRONG, "new_password": "zupełnie inne", "again": "zupełnie inne"}
    ),
    "/me/sessions/<session_digest>/end": Sends(EVERYBODY),
    "/me/tokens": Sends(
        EVERYBODY,
        {
            "token_id": _NEW.format(11),
            "name": "Arkusz",
            "scopes": ["consultations:read"],
            "days": "30",
        },
    ),
    "/me/tokens/<uuid:token_id>/revoke": Sends(EVERYBODY),
    "/people/<uuid:staff_id>/deactivation": Sends(ADMINISTRATOR),
    "/people/<uuid:staff_id>/factor": Sends(ADMINISTRATOR),
    "/people/<uuid:staff_id>/link": Sends(ADMINISTRATOR),
    "/people/<uuid:staff_id>/reactivation": Sends(ADMINISTRATOR),
    "/people/<uuid:staff_id>/roles": Sends(ADMINISTRATOR, {"roles": ["adviser"]}),
    "/people/<uuid:staff_id>/words": Sends(ADMINISTRATOR, _PERSON),
    "/people/new": Sends(
        ADMINISTRATOR, {**_PERSON, "staff_id": _NEW.format(10), "roles": ["adviser"]}
    ),
    "/renew": Sends(ANYBODY),
    "/reset/<token>": Sends(ANYBODY, {"new_password": "krótkie", "again": "krótkie"}),
}

STEPS: Final[Mapping[str, Mapping[str, Value]]] = {
    "schedule": {**_TIME, "adviser_id": "{adviser_id}"},
    "cancel": {"cancelled_by": "client", "remarks": ""},
    "no-show": {},
    "held": {},
}
"""What becomes of an appointment: the step is the last word of the address."""

_STEP: Final = "<any('schedule', 'cancel', 'no-show', 'held'):step>"

WHO_SENDS: Final = (
    *((f"/accounts{rule}", sends) for rule, sends in ACCOUNTS.items()),
    *((f"/consultations{rule}", sends) for rule, sends in CONSULTATIONS.items()),
    *(
        (f"/consultations/appointments/<uuid:appointment_id>/{_STEP}", Sends(POINT, form, step))
        for step, form in STEPS.items()
    ),
    *((f"/reporting{rule}", sends) for rule, sends in REPORTING.items()),
)

GUARDED: Final = tuple((rule, sends) for rule, sends in WHO_SENDS if sends.roles is not ANYBODY)
"""What nobody may send who is not logged in."""


def may_send(role: Role, sends: Sends) -> bool:
    """Say whether a form is for whoever holds the role."""
    return sends.roles is ANYBODY or role in sends.roles
