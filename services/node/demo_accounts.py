"""Logins for whoever tries the demo: one of each role, at every node, in the season's own names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar
from uuid import UUID, uuid5

from services.accounts.application.accept_invitation import accept_invitation
from services.accounts.application.commands import InvitePerson, OpenFirstAdministrator
from services.accounts.application.invite_person import invite_person
from services.accounts.application.open_first_administrator import open_first_administrator
from services.accounts.application.sign_in_commands import AcceptInvitation
from services.accounts.domain.refusals import AlreadyCarriedOut
from services.accounts.storage.performing import perform
from services.accounts.storage.tools import tools_with
from services.node.accounts_key import accounts_key
from shared.database import Database
from shared.kernel.command import Actor, Command, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from services.accounts.application.commands import IssuedLink
    from services.accounts.application.ports import UnitOfWork
    from services.accounts.domain.proving import Tools
    from services.node.installing import NodePlace
    from services.node.season.people import People

CommandT = TypeVar("CommandT", bound=Command)
AnswerT = TypeVar("AnswerT")

PASSWORD: Final = "pokaz sezonu 2009"  # noqa: S105 - printed for everybody: the people are invented
"""Of all logins of the demo, which answer on this machine only."""

_SPACE: Final = UUID("c0f1d1f5-3a4e-4e57-9a66-0d1b7f5f2009")


@dataclass(frozen=True, kw_only=True)
class DemoLogin:
    """Somebody who can log in."""

    staff_id: UUID
    role: Role
    login: str
    full_name: str


@dataclass(frozen=True, kw_only=True)
class DemoPages:
    """Where a node's pages are, and who can look at them."""

    node: str
    address: str
    logins: tuple[DemoLogin, ...]


def open_demo_accounts(place: NodePlace, people: People, now: datetime) -> DemoPages:
    """Make an account for each login of a node that is not there yet."""
    logins = tuple(_logins(place, people))
    desk = _Desk(place, Database(place.settings.databases["accounts"]), now)
    try:
        administrator = logins[0]
        desk.let_in(administrator, None)
        for login in logins[1:]:
            desk.let_in(login, administrator)
    finally:
        desk.database.close()
    address = f"http://{place.settings.web}"
    return DemoPages(node=place.settings.node, address=address, logins=logins)


def _logins(place: NodePlace, people: People) -> Iterator[DemoLogin]:
    node = place.settings.node

    def login(role: Role, name: str, full_name: str, staff_id: UUID | None = None) -> DemoLogin:
        return DemoLogin(
            staff_id=staff_id or uuid5(_SPACE, f"{node}/{role}"),
            role=role,
            login=f"{name}@{node}.example",
            full_name=full_name,
        )

    adviser, coordinator = people.advisers[0], people.coordinator
    yield login(Role.NODE_ADMINISTRATOR, "administrator", "Irena Węzłowa")
    yield login(Role.COORDINATOR, "koordynator", coordinator.full_name, coordinator.id)
    yield login(Role.ADVISER, "doradca", adviser.full_name, adviser.id)
    if place.settings.is_centre:
        yield login(Role.REPORTING_OFFICER, "sprawozdawca", "Olga Źródlana")
        yield login(Role.MINISTRY, "ministerstwo", "Paweł Święcki")
        yield login(Role.OPERATIONS, "operator", "Łucja Sieć")


@dataclass(frozen=True)
class _Desk:
    """The accounts of one node."""

    place: NodePlace
    database: Database
    now: datetime

    def let_in(self, login: DemoLogin, administrator: DemoLogin | None) -> None:
        """Invite the person and accept in the person's name; whoever is in already stays."""
        try:
            link = self._invite(login, administrator)
        except AlreadyCarriedOut:
            return
        accept = AcceptInvitation(
            command_id=uuid5(_SPACE, f"accept {login.login}"),
            token=link.token,
            password=PASSWORD,
        )
        self._perform(accept, accept_invitation)

    def _invite(self, login: DemoLogin, administrator: DemoLogin | None) -> IssuedLink:
        command_id = uuid5(_SPACE, f"invite {login.login}")
        if administrator is None:
            first = OpenFirstAdministrator(
                command_id=command_id,
                actor=Actor(staff_id=login.staff_id, roles=frozenset({login.role})),
                staff_id=login.staff_id,
                full_name=login.full_name,
                login=login.login,
            )
            return self._perform(first, open_first_administrator)
        invitation = InvitePerson(
            command_id=command_id,
            actor=Actor(staff_id=administrator.staff_id, roles=frozenset({administrator.role})),
            staff_id=login.staff_id,
            full_name=login.full_name,
            login=login.login,
            roles=frozenset({login.role}),
        )
        return self._perform(invitation, invite_person)

    def _perform(
        self,
        command: CommandT,
        use_case: Callable[[CommandT, UnitOfWork, datetime, Tools], AnswerT],
    ) -> AnswerT:
        source = f"/nodes/{self.place.settings.node}/accounts"
        tools = tools_with(accounts_key(self.place.home))
        return perform(self.database, source, command, use_case, self.now, tools)
