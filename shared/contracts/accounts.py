"""What accounts publish: who was let in, in which roles, and how they log in; ids and codes only.

These domain events stay at their node, as its record of who could do what and since when: no bus
service relays them (architecture.md 3, "Identity").
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from shared.contracts.domain_event import DomainEvent
from shared.kernel.command import Role

if TYPE_CHECKING:
    from uuid import UUID


class PasswordMeans(StrEnum):
    """How a person got another password."""

    OWN_CHANGE = "own_change"
    RESET_LINK = "reset_link"


@dataclass(frozen=True, kw_only=True)
class RoleHeld:
    """A role that a person has."""

    role: Role


@dataclass(frozen=True, kw_only=True)
class PersonInvited(DomainEvent):
    """Somebody got an account: it opens once the person has chosen a password."""

    staff_id: UUID
    invited_by: UUID
    roles: tuple[RoleHeld, ...]


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(DomainEvent):
    """The person chose a password and can log in."""

    staff_id: UUID


@dataclass(frozen=True, kw_only=True)
class RolesChanged(DomainEvent):
    """The person has these roles from now on, and no others."""

    staff_id: UUID
    changed_by: UUID
    roles: tuple[RoleHeld, ...]


@dataclass(frozen=True, kw_only=True)
class PersonDeactivated(DomainEvent):
    """The person can no longer log in."""

    staff_id: UUID
    deactivated_by: UUID


@dataclass(frozen=True, kw_only=True)
class PersonReactivated(DomainEvent):
    """The person has access again."""

    staff_id: UUID
    reactivated_by: UUID


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(DomainEvent):
    """The person has another password."""

    staff_id: UUID
    means: PasswordMeans


@dataclass(frozen=True, kw_only=True)
class SecondFactorSwitched(DomainEvent):
    """Logging in asks the person for a code as well, or no longer does."""

    staff_id: UUID
    switched_on: bool
    switched_by: UUID
