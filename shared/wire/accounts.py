"""How the domain events of accounts look on the wire."""

from __future__ import annotations

from typing import Any

from shared.contracts import accounts as contracts
from shared.kernel.command import Role
from shared.wire.catalogue import EventType
from shared.wire.fields import (
    Code,
    Flag,
    Identifier,
    PartSchema,
    Privacy,
    Records,
    RecordSchema,
)

BUSINESS = Privacy.BUSINESS


class RoleHeldSchema(PartSchema):
    """`RoleHeld`."""

    contract = contracts.RoleHeld
    role = Code(Role, privacy=BUSINESS)


class AccountSchema(RecordSchema):
    """Whose account it is."""

    staff_id = Identifier(privacy=BUSINESS)


class PersonInvitedSchema(AccountSchema):
    """`PersonInvited`."""

    invited_by = Identifier(privacy=BUSINESS)
    roles = Records(RoleHeldSchema, required=True)


class InvitationAcceptedSchema(AccountSchema):
    """`InvitationAccepted`."""


class RolesChangedSchema(AccountSchema):
    """`RolesChanged`."""

    changed_by = Identifier(privacy=BUSINESS)
    roles = Records(RoleHeldSchema, required=True)


class PersonDeactivatedSchema(AccountSchema):
    """`PersonDeactivated`."""

    deactivated_by = Identifier(privacy=BUSINESS)


class PersonReactivatedSchema(AccountSchema):
    """`PersonReactivated`."""

    reactivated_by = Identifier(privacy=BUSINESS)


class PasswordChangedSchema(AccountSchema):
    """`PasswordChanged`."""

    means = Code(contracts.PasswordMeans, privacy=BUSINESS)


class SecondFactorSwitchedSchema(AccountSchema):
    """`SecondFactorSwitched`."""

    switched_on = Flag(privacy=BUSINESS)
    switched_by = Identifier(privacy=BUSINESS)


def _subject(event: Any) -> str:
    return f"staff-account/{event.staff_id}"


def _published(name: str, contract: Any, schema: type[RecordSchema]) -> EventType:
    return EventType(
        publisher="accounts",
        name=name,
        major=1,
        contract=contract,
        schema=schema,
        subject=_subject,
    )


TYPES = (
    _published("person_invited", contracts.PersonInvited, PersonInvitedSchema),
    _published("invitation_accepted", contracts.InvitationAccepted, InvitationAcceptedSchema),
    _published("roles_changed", contracts.RolesChanged, RolesChangedSchema),
    _published("person_deactivated", contracts.PersonDeactivated, PersonDeactivatedSchema),
    _published("person_reactivated", contracts.PersonReactivated, PersonReactivatedSchema),
    _published("password_changed", contracts.PasswordChanged, PasswordChangedSchema),
    _published(
        "second_factor_switched", contracts.SecondFactorSwitched, SecondFactorSwitchedSchema
    ),
)
