"""What the pages of accounts work with, and how they have a command carried out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flask import current_app

if TYPE_CHECKING:
    from services.accounts.storage.tools import Tools
    from services.accounts.web.start import Fragment
    from shared.database import Database
    from shared.kernel.clock import Clock
    from shared.web.identity import TokenSigner

DESK: Final = "owss_accounts"


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One node's accounts. `clock` is the real one, also where business time is played."""

    database: Database
    source: str
    clock: Clock
    tools: Tools
    signer: TokenSigner
    https: bool
    fragments: Callable[[str], Sequence[Fragment]]


def desk() -> Desk:
    """Return what the application of this request works with."""
    found: Desk = current_app.extensions[DESK]
    return found
