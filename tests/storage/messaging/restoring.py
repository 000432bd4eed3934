"""A node that may be restored from a backup, as a state machine (F22 and F23, as far as seen)."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import hypothesis.strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy import make_url

from shared.messaging.chain import unseal
from shared.messaging.control import Echo
from shared.messaging.delivery import Delivery
from shared.messaging.tables import checkpoint, fork
from shared.messaging.tables import inbox as archive
from shared.messaging.verification import verify_archive, verify_journal
from shared.wire.envelope import CONTENT_TYPE
from tests.storage.messaging.network import HEALING_ROUNDS, STEPS, Databases, Network, Seen, changes

Changes = list[tuple[str, str, int]]
HeldBytes = dict[tuple[int, int], bytes]


class RestoredNetwork(Network):
    """Histories may differ now; then somebody is told, and nothing is overwritten or dropped."""

    def __init__(self, open_databases: Databases) -> None:
        super().__init__(open_databases)
        self.backups: list[tuple[bytes, dict[str, int], int]] = []
        self.held: HeldBytes = {}
        self.delivered: set[tuple[int, str]] = set()

    @rule()
    def back_up(self) -> None:
        copy = sqlite3.connect(":memory:")
        original = sqlite3.connect(self.file())
        original.backup(copy)
        self.backups.append((copy.serialize(), dict(self.node.versions), len(self.committed)))
        original.close()
        copy.close()

    @precondition(lambda self: self.backups)
    @rule()
    def restore(self) -> None:
        """Put the newest backup in place of what there is, and write on behind it."""
        backup, versions, committed = self.backups.pop()
        self.node.database.close()
        for leftover in ("-wal", "-shm"):
            Path(f"{self.file()}{leftover}").unlink(missing_ok=True)
        self.file().write_bytes(backup)
        self.node.versions = versions
        self.node.take_over()
        del self.committed[committed:], self.committed_at[committed:]

    @rule(lost=changes, instead=changes, step=st.sampled_from(STEPS))
    def work_on_twice(self, lost: Changes, instead: Changes, step: str) -> None:
        """Tell the centre something, lose it with the disk, and use its positions again."""
        self.back_up()
        self.commit(lost)
        self.go_on(step, limit=6)
        self.restore()
        self.commit(instead)

    def delivering(self, batch: list[Delivery]) -> None:
        links = [unseal(each.body) for each in batch if each.content_type == CONTENT_TYPE]
        self.delivered |= {(link.position, link.digest) for link in links}

    def nothing_is_archived_that_was_not_committed(self, seen: Seen) -> None:
        """Look for less: what is archived stays what it is, and each delivery is kept somewhere."""
        archived = {(row["epoch"], row["position"]): row["body"] for row in seen.archived}
        kept = {(row["position"], row["digest"]) for row in seen.archived}
        kept |= {(row["position"], row["digest"]) for row in self.centre.rows(fork)}

        assert self.held.items() <= archived.items()
        assert self.delivered <= kept
        self.held = archived

    def heard(self, echo: Echo, *, agrees: bool) -> None:
        """Agreement means one history, byte for byte, up to there; and `verify` says so too."""
        own = [link.message for link in self.node.links()][: echo.position]
        theirs = [row["body"] for row in self.centre.rows(archive)][: echo.position]

        assert agrees == (own == theirs)
        with self.node.database.read() as connection:
            findings = list(verify_journal(connection, self.node.source))
        assert agrees or findings

    def teardown(self) -> None:
        """Let everything arrive: either it is one history, or somebody is told that it is not."""
        self.faults.parcels = frozenset()
        for _ in range(HEALING_ROUNDS):
            self.heal()
            if self.is_told() or self.is_one_history():
                break

        assert self.is_told() or self.is_one_history()
        self.centre.database.close()
        self.node.database.close()

    def is_one_history(self) -> bool:
        theirs = [row["body"] for row in self.centre.rows(archive)]
        return theirs == [link.message for link in self.node.links()]

    def is_told(self) -> bool:
        """Tell whether `owss verify` finds something, or operations see a fork or a halt."""
        with self.node.database.read() as connection:
            findings = list(verify_journal(connection, self.node.source))
        with self.centre.database.read() as connection:
            findings += verify_archive(connection)
        stopped = [row["stopped_because"] for row in self.centre.rows(checkpoint)]
        return bool(findings or any(stopped) or self.centre.rows(fork))

    def file(self) -> Path:
        return Path(make_url(self.node.database.url).database or "")
