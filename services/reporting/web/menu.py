"""What the menu of a node's pages shows of reporting, to whom it is open."""

from __future__ import annotations

from typing import Final

from flask_babel import lazy_gettext

from services.reporting.application.authorise import ROLES
from services.reporting.application.queries import ListProgrammes
from shared.web.site import MenuEntry

MENU: Final = (
    MenuEntry(
        path="/reporting/",
        title=lazy_gettext("Wskaźniki"),
        roles=ROLES[ListProgrammes],
    ),
)
