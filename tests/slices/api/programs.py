"""Programs that ask a node's API in the name of its people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select
from werkzeug.test import Client, TestResponse

from services.accounts.application.api_token_commands import IssueApiToken
from services.accounts.application.change_roles import change_roles
from services.accounts.application.commands import ChangeRoles
from services.accounts.application.issue_api_token import issue_api_token
from services.accounts.storage.tables import staff_account
from services.node.clocks import WallClock
from services.node.demo_accounts import PASSWORD, _Desk
from services.node.installing import NodePlace
from shared.database import Database
from shared.kernel.command import Actor, Role
from shared.kernel.scope import Scope
from shared.web.api.application import operations_of
from shared.web.api.operations import Operation
from tests.browser.people import login_of

Pages = Callable[..., Any]


@dataclass(frozen=True)
class Issuer:
    """Makes tokens of a node's people."""

    place: NodePlace
    staff: Mapping[str, UUID] = field(init=False)
    desk: Any = field(init=False)

    def __post_init__(self) -> None:
        database = Database(self.place.settings.databases["accounts"])
        with database.read() as connection:
            rows = connection.execute(select(staff_account.c.login, staff_account.c.staff_id))
            object.__setattr__(self, "staff", {row.login: row.staff_id for row in rows})
        object.__setattr__(self, "desk", _Desk(self.place, database, WallClock().now()))

    def token(self, role: Role, scopes: Iterable[Scope] = Scope) -> str:
        """Return the text of a token of the person who holds a role."""
        staff_id = self.staff[login_of(role)]
        asked = IssueApiToken(
            command_id=uuid4(),
            actor=Actor(staff_id=staff_id, roles=frozenset({role})),
            password=PASSWORD,
            address="192.0.2.1",
            token_id=uuid4(),
            name="testy",
            scopes=frozenset(scopes),
            days=30,
        )
        text: str = self.desk._perform(asked, issue_api_token).text
        return text

    def give_all_roles(self, role: Role) -> None:
        """Let the person who holds a role hold all of them."""
        administrator = self.staff[login_of(Role.NODE_ADMINISTRATOR)]
        asked = ChangeRoles(
            command_id=uuid4(),
            actor=Actor(staff_id=administrator, roles=frozenset({Role.NODE_ADMINISTRATOR})),
            staff_id=self.staff[login_of(role)],
            roles=frozenset(Role),
        )
        self.desk._perform(asked, change_roles)


@dataclass(frozen=True)
class Program:
    """Asks with a token, or without one."""

    client: Client
    token: str | None = None

    def ask(
        self, method: str, path: str, *, key: UUID | None = None, **options: Any
    ) -> TestResponse:
        """Send a request below `/api/v1`; `key` is that of a command, a new one if none is given.

        `headers` and `json` are as werkzeug's client has them.
        """
        headers = dict(options.pop("headers", {}))
        if self.token is not None:
            headers.setdefault("Authorization", f"Bearer {self.token}")
        if method != "GET":
            headers.setdefault("Idempotency-Key", str(key or uuid4()))
        return self.client.open(f"/api/v1{path}", method=method, headers=headers, **options)

    def get(self, path: str, **headers: str) -> TestResponse:
        """Read something; `if_none_match` becomes the header of that name."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("GET", path, headers=named)


def api_of(pages: Pages) -> Flask:
    """Return the application that answers programs."""
    mounts: Mapping[str, Flask] = pages.mounts  # type: ignore[attr-defined]  # the dispatcher's
    return mounts["/api"]


def operations(pages: Pages) -> list[Operation]:
    """Return all operations of a node."""
    return list(operations_of(api_of(pages)).values())
