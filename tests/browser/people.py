"""Who uses the pages in the tests: one person of each role, and two with a link to open."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from services.accounts.application.commands import IssueLink
from services.accounts.application.issue_link import issue_link
from services.node.demo_accounts import DemoLogin, _Desk, open_demo_accounts
from services.node.installing import NodePlace
from services.node.season.people import People
from shared.database import Database
from shared.kernel.command import Actor, Role

_NAMES: Final = {
    Role.ADVISER: "doradca",
    Role.COORDINATOR: "koordynator",
    Role.DEPUTY_COORDINATOR: "zastepca",
    Role.NODE_ADMINISTRATOR: "administrator",
    Role.REPORTING_OFFICER: "sprawozdawca",
    Role.MINISTRY: "ministerstwo",
    Role.OPERATIONS: "operator",
}
DEPUTY: Final = UUID("0190a1b2-0000-7000-8000-00000000de90")
DEPUTY_NAME: Final = "Żaneta Ćwik"

_DEPUTY: Final = DemoLogin(
    staff_id=DEPUTY,
    role=Role.DEPUTY_COORDINATOR,
    login="zastepca@cistor.example",
    full_name=DEPUTY_NAME,
)
_INVITED: Final = DemoLogin(
    staff_id=UUID(int=31), role=Role.ADVISER, login="nowa@cistor.example", full_name="Ida Nowa"
)
_FORGETFUL: Final = DemoLogin(
    staff_id=UUID(int=32), role=Role.ADVISER, login="stary@cistor.example", full_name="Jan Żbik"
)
_LINKS: Final = "links.json"


def login_of(role: Role) -> str:
    """Return the login of the centre's person who holds a role."""
    return f"{_NAMES[role]}@cistor.example"


def open_accounts(centre: NodePlace, people: People, now: datetime) -> None:
    """Make the logins of the demo, one for the coordinator's deputy, and two links."""
    administrator = open_demo_accounts(centre, people, now).logins[0]
    database = Database(centre.settings.databases["accounts"])
    desk = _Desk(centre, database, now)
    desk.let_in(_DEPUTY, administrator)
    desk.let_in(_FORGETFUL, administrator)
    invitation = desk._invite(_INVITED, administrator)
    ask = IssueLink(
        command_id=uuid4(),
        actor=Actor(staff_id=administrator.staff_id, roles=frozenset({Role.NODE_ADMINISTRATOR})),
        staff_id=_FORGETFUL.staff_id,
    )
    reset = desk._perform(ask, issue_link)
    database.close()
    tokens = [invitation.token, reset.token]
    (centre.home / _LINKS).write_text(json.dumps(tokens), encoding="ascii")


def links_of(centre: NodePlace) -> tuple[str, str]:
    """Return what an invitation's and a reset's address end with."""
    invitation, reset = json.loads((centre.home / _LINKS).read_text(encoding="ascii"))
    return invitation, reset
