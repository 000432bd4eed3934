"""A node's accounts in a database, and who asks there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cryptography.fernet import Fernet

from services.accounts.application.commands import Query
from services.accounts.storage.performing import perform, snapshot
from services.accounts.storage.sealing import SecretSafe
from services.accounts.storage.tools import Tools
from shared.database import Database
from shared.kernel.command import Command
from shared.messaging.tables import journal
from tests.unit.accounts.desk import USE_CASES, answer
from tests.unit.accounts.examples import NOW, CountedChance, CountedCodes, PlainPasswords

SOURCE = "/nodes/zarska/accounts"
KEY = Fernet.generate_key()


@dataclass(frozen=True)
class StoredTools(Tools):
    """Tools whose secrets a test can know, and a real safe."""

    safe: SecretSafe = field(default_factory=lambda: SecretSafe(KEY))
    passwords: Any = field(default_factory=PlainPasswords)
    moment_codes: Any = field(default_factory=CountedCodes)
    chance: Any = field(default_factory=CountedChance)


@dataclass(frozen=True)
class StoredDesk:
    database: Database
    tools: Tools = field(default_factory=StoredTools)

    @property
    def told(self) -> list[str]:
        with self.database.read() as connection:
            rows = connection.execute(journal.select().order_by(journal.c.journal_id))
            return [row.type.split(".")[3] for row in rows]

    def do(self, command: Command, now: datetime = NOW) -> Any:
        return perform(self.database, SOURCE, command, USE_CASES[type(command)], now, self.tools)

    def ask(self, query: Query, now: datetime = NOW) -> Any:
        with snapshot(self.database, SOURCE, self.tools) as records:
            return answer(query, records, now)
