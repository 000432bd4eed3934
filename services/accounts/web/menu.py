"""What the menu of a node's pages shows of accounts, to whom it is open."""

from __future__ import annotations

from typing import Final

from flask_babel import lazy_gettext

from services.accounts.application.authorise import ADMINISTRATOR
from shared.web.site import MenuEntry

MENU: Final = (
    MenuEntry(path="/accounts/people", title=lazy_gettext("Osoby"), roles=ADMINISTRATOR),
)
