"""How a command is carried out, whoever brings it: RPC, a page, a file that is read in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from services.consultations.application.ports import UnitOfWork
from services.consultations.storage.pesel import PeselSafe
from services.consultations.storage.unit_of_work import unit_of_work
from shared.database import Database
from shared.kernel.command import Command
from shared.messaging import commands
from shared.wire.published import CATALOGUE

CommandT = TypeVar("CommandT", bound=Command)


def perform(  # noqa: PLR0913, PLR0917 - where, in whose name, what, how, when, with which key
    database: Database,
    source: str,
    command: CommandT,
    use_case: Callable[[CommandT, UnitOfWork, datetime], object],
    now: datetime,
    safe: PeselSafe | None = None,
) -> dict[str, Any]:
    """Carry a command out, once; raise as `shared.messaging.commands.perform` does."""
    opened = partial(unit_of_work, database, source, CATALOGUE, safe)
    return commands.perform(opened, command, use_case, now)
