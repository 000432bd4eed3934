"""The staff as one list, and one person as others see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import ceil
from uuid import UUID

from services.accounts.domain.staff_account import AccountState
from shared.kernel.command import Role


class PeopleOrder(StrEnum):
    """What the list is sorted by; people who agree in it stand by name."""

    FULL_NAME = "full_name"
    LOGIN = "login"
    STATE = "state"
    LAST_LOGGED_IN = "last_logged_in"


@dataclass(frozen=True, kw_only=True)
class PeopleFilter:
    """Which people are meant: those who agree with all that is not `None`.

    `text` is a part of the name or of the login, in capitals or not.
    """

    text: str | None = None
    role: Role | None = None
    state: AccountState | None = None


@dataclass(frozen=True, kw_only=True)
class Person:
    """One person, without any secret."""

    staff_id: UUID
    full_name: str
    login: str
    roles: frozenset[Role]
    state: AccountState
    invited_at: datetime
    second_factor: bool
    last_logged_in: datetime | None
    reset_asked_at: datetime | None
    revision: int


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """One person, as those know them who work beside them."""

    staff_id: UUID
    full_name: str
    roles: frozenset[Role]


@dataclass(frozen=True, kw_only=True)
class PeoplePage:
    """A page of the list; `people` counts all of it, pages are numbered from 1."""

    rows: tuple[Person, ...]
    people: int
    page: int
    rows_of_a_page: int

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, ceil(self.people / self.rows_of_a_page))
