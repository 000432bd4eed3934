"""A command: what somebody asks for, who asks, and the id that makes asking twice harmless."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID


class Role(StrEnum):
    """What a person does in the centre or at a node (product.md, "Who uses it")."""

    ADVISER = "adviser"
    COORDINATOR = "coordinator"
    NODE_ADMINISTRATOR = "node_administrator"
    REPORTING_OFFICER = "reporting_officer"
    MINISTRY = "ministry"
    OPERATIONS = "operations"
    DEPUTY_COORDINATOR = "deputy_coordinator"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """The person on whose behalf a command runs, with the roles held at that moment."""

    staff_id: UUID
    roles: frozenset[Role]


@dataclass(frozen=True, kw_only=True)
class Command:
    """The root of all commands.

    `command_id` is chosen by whoever asks; asking again with the same id gives the same answer
    and changes nothing. It becomes the `causationid` of the domain events that follow.
    """

    command_id: UUID
    actor: Actor


class Refusal(Exception):
    """The root of everything a use case may refuse; a subclass's docstring is the rule."""


class NotAuthorised(Refusal):
    """A command is carried out only for a person who holds one of the roles it asks for."""


class StaleRecord(Refusal):
    """A record that somebody else changed in the meantime is not overwritten: read it again."""
