"""Who uses the pages in the tests: one person of each role."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from services.node.demo_accounts import DemoLogin, _Desk, open_demo_accounts
from services.node.installing import NodePlace
from services.node.season.people import People
from shared.database import Database
from shared.kernel.command import Role

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


def login_of(role: Role) -> str:
    """Return the login of the centre's person who holds a role."""
    return f"{_NAMES[role]}@cistor.example"


def open_accounts(centre: NodePlace, people: People, now: datetime) -> None:
    """Make the logins of the demo, and one for the coordinator's deputy."""
    administrator = open_demo_accounts(centre, people, now).logins[0]
    deputy = DemoLogin(
        staff_id=DEPUTY,
        role=Role.DEPUTY_COORDINATOR,
        login=login_of(Role.DEPUTY_COORDINATOR),
        full_name=DEPUTY_NAME,
    )
    database = Database(centre.settings.databases["accounts"])
    _Desk(centre, database, now).let_in(deputy, administrator)
    database.close()
