"""A person of the staff, as far as logging in is concerned."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.accounts.domain.password_rule import refuse_weak
from services.accounts.domain.proving import Passwords
from services.accounts.domain.refusals import (
    LastAdministrator,
    LinkNotValid,
    NoRole,
    PersonDeactivatedBefore,
    PersonErased,
    PersonNotDeactivated,
    PersonStillHasAccess,
    SameRoles,
)
from shared.contracts.accounts import (
    InvitationAccepted,
    PasswordChanged,
    PasswordMeans,
    PersonDeactivated,
    PersonInvited,
    PersonReactivated,
    RoleHeld,
    RolesChanged,
    SecondFactorSwitched,
)
from shared.kernel.clock import business_day
from shared.kernel.command import Role

ERASED_NAME = "osoba usunięta"
"""What stands where a name stood; the login is then the id, which leads to nobody."""


class AccountState(StrEnum):
    """Whether a person has been let in, and still is."""

    INVITED = "invited"
    ACTIVE = "active"
    DEACTIVATED = "deactivated"


def login_of(text: str) -> str:
    """Return a login as it is kept: people write their e-mail with capitals and without."""
    return text.strip().casefold()


@dataclass(eq=False, kw_only=True)
class StaffAccount:
    """One person; `id` is the staff id, the same in all services.

    `login` is an e-mail address, as `login_of` returns it. `version` is the number of the account's
    domain events; `revision` counts every change that was kept, also of what is never told.
    """

    id: UUID
    login: str
    full_name: str
    roles: frozenset[Role]
    invited_at: datetime
    state: AccountState = AccountState.INVITED
    password_hash: str | None = field(default=None, repr=False)
    reset_asked_at: datetime | None = None
    """When the person asked for a new password, until they have one."""
    erased_at: datetime | None = None
    """Since when nobody here knows any more who it was."""
    version: int = 0
    revision: int = 0

    @property
    def is_administrator(self) -> bool:
        """Whether the person can log in and manage people."""
        return self.state is AccountState.ACTIVE and Role.NODE_ADMINISTRATOR in self.roles

    def invite(self, by: UUID, now: datetime) -> PersonInvited:
        """Begin the account; raise `NoRole` if there would be nothing to do in it."""
        if not self.roles:
            raise NoRole
        return PersonInvited(
            occurred_at=now,
            subject_version=self._next_version(),
            staff_id=self.id,
            invited_by=by,
            roles=_held(self.roles),
        )

    def accept_invitation(
        self, password: str, passwords: Passwords, now: datetime
    ) -> InvitationAccepted:
        """Let the person in with a password of their own.

        Raises `LinkNotValid` if that was done, or is no longer wanted, and what `refuse_weak` does.
        """
        if self.state is not AccountState.INVITED:
            raise LinkNotValid
        self._take_password(password, passwords)
        self.state = AccountState.ACTIVE
        return InvitationAccepted(
            occurred_at=now, subject_version=self._next_version(), staff_id=self.id
        )

    def admits(self, password: str, passwords: Passwords) -> bool:
        """Say whether the person may log in with that password; it takes the same time always."""
        known = self.password_hash if self.state is AccountState.ACTIVE else None
        return passwords.matches(known, password)

    def harden(self, password: str, passwords: Passwords) -> bool:
        """Hash a password that was right anew if hashes are better now; say whether it was done."""
        if self.password_hash is None or not passwords.is_outdated(self.password_hash):
            return False
        self.password_hash = passwords.hash_of(password)
        return True

    def change_password(
        self, password: str, means: PasswordMeans, passwords: Passwords, now: datetime
    ) -> PasswordChanged:
        """Take another password; raise what `refuse_weak` does."""
        self._take_password(password, passwords)
        return PasswordChanged(
            occurred_at=now,
            subject_version=self._next_version(),
            staff_id=self.id,
            means=means,
        )

    def reset_password(self, password: str, passwords: Passwords, now: datetime) -> PasswordChanged:
        """Take another password by a link; raise `LinkNotValid` if the person has no access."""
        if self.state is not AccountState.ACTIVE:
            raise LinkNotValid
        return self.change_password(password, PasswordMeans.RESET_LINK, passwords, now)

    def change_roles(
        self, roles: frozenset[Role], by: UUID, now: datetime, *, other_administrators: bool
    ) -> RolesChanged:
        """Give other roles; raise `PersonErased`, `NoRole`, `SameRoles` or `LastAdministrator`.

        `other_administrators` says whether somebody else is one.
        """
        self._refuse_if_erased()
        if not roles:
            raise NoRole
        if roles == self.roles:
            raise SameRoles
        if Role.NODE_ADMINISTRATOR not in roles:
            self._refuse_last_administrator(other_administrators)
        self.roles = roles
        return RolesChanged(
            occurred_at=now,
            subject_version=self._next_version(),
            staff_id=self.id,
            changed_by=by,
            roles=_held(roles),
        )

    def deactivate(
        self, by: UUID, now: datetime, *, other_administrators: bool
    ) -> PersonDeactivated:
        """End access; what the person did stays theirs.

        Raises `PersonDeactivatedBefore` or `LastAdministrator`.
        """
        if self.state is AccountState.DEACTIVATED:
            raise PersonDeactivatedBefore(self.full_name)
        self._refuse_last_administrator(other_administrators)
        self.state = AccountState.DEACTIVATED
        self.reset_asked_at = None
        return PersonDeactivated(
            occurred_at=now,
            subject_version=self._next_version(),
            staff_id=self.id,
            deactivated_by=by,
        )

    def rename(self, full_name: str, login: str) -> None:
        """Write another name and login; raise `PersonErased` if they were to be forgotten."""
        self._refuse_if_erased()
        self.full_name, self.login = full_name, login_of(login)

    def erase(self, now: datetime, *, other_administrators: bool) -> None:
        """Forget who it was; the id and the roles stay, because what was done stays.

        Raises `PersonErased`, `LastAdministrator` or `PersonStillHasAccess`.
        """
        self._refuse_if_erased()
        self._refuse_last_administrator(other_administrators)
        if self.state is not AccountState.DEACTIVATED:
            raise PersonStillHasAccess(self.full_name)
        self.full_name, self.login = ERASED_NAME, f"{self.id}"
        self.password_hash = self.reset_asked_at = None
        self.erased_at = now

    def reactivate(self, by: UUID, now: datetime) -> PersonReactivated:
        """Give access again: with the password that was, or by a new invitation if there is none.

        Raises `PersonErased` or `PersonNotDeactivated`.
        """
        self._refuse_if_erased()
        if self.state is not AccountState.DEACTIVATED:
            raise PersonNotDeactivated(self.full_name)
        self.state = AccountState.INVITED if self.password_hash is None else AccountState.ACTIVE
        return PersonReactivated(
            occurred_at=now,
            subject_version=self._next_version(),
            staff_id=self.id,
            reactivated_by=by,
        )

    def switch_second_factor(
        self, by: UUID, now: datetime, *, switched_on: bool
    ) -> SecondFactorSwitched:
        """Tell that logging in asks for more, or less, from now on."""
        return SecondFactorSwitched(
            occurred_at=now,
            subject_version=self._next_version(),
            staff_id=self.id,
            switched_on=switched_on,
            switched_by=by,
        )

    def _take_password(self, password: str, passwords: Passwords) -> None:
        refuse_weak(password, login=self.login, full_name=self.full_name)
        self.password_hash = passwords.hash_of(password)
        self.reset_asked_at = None

    def _refuse_if_erased(self) -> None:
        if self.erased_at is not None:
            raise PersonErased(business_day(self.erased_at))

    def _refuse_last_administrator(self, other_administrators: bool) -> None:  # noqa: FBT001 - handed on
        if self.is_administrator and not other_administrators:
            raise LastAdministrator(self.full_name)

    def _next_version(self) -> int:
        self.version += 1
        return self.version


def _held(roles: frozenset[Role]) -> tuple[RoleHeld, ...]:
    return tuple(RoleHeld(role=role) for role in sorted(roles))
