"""Second factors in their tables; their secrets are sealed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from services.accounts.domain.refusals import SecondFactorNotSetUp
from services.accounts.domain.second_factor import SecondFactor
from services.accounts.storage.sealing import SecretSafe
from services.accounts.storage.tables import recovery_code
from services.accounts.storage.tables import second_factor as table
from shared.kernel.command import StaleRecord


@dataclass(frozen=True)
class StoredSecondFactors:
    """What people's applications and papers prove, inside one transaction."""

    connection: Connection
    safe: SecretSafe

    def get(self, staff_id: UUID) -> SecondFactor:
        row = self.connection.execute(
            select(table).where(table.c.staff_id == staff_id)
        ).one_or_none()
        if row is None:
            raise SecondFactorNotSetUp
        digests = self.connection.execute(
            select(recovery_code.c.code_digest).where(recovery_code.c.staff_id == staff_id)
        ).scalars()
        return SecondFactor(
            staff_id=staff_id,
            secret=self.safe.open(row.secret_sealed),
            is_on=row.is_on,
            last_step=row.last_step,
            recovery_digests=frozenset(digests),
            revision=row.revision,
        )

    def is_on(self, staff_id: UUID) -> bool:
        asked = select(table.c.is_on).where(table.c.staff_id == staff_id)
        return bool(self.connection.execute(asked).scalar_one_or_none())

    def save(self, factor: SecondFactor) -> None:
        values = {
            "revision": factor.revision + 1,
            "secret_sealed": self.safe.seal(factor.secret),
            "is_on": factor.is_on,
            "last_step": factor.last_step,
        }
        if factor.revision:
            changed = self.connection.execute(
                update(table)
                .where(table.c.staff_id == factor.staff_id, table.c.revision == factor.revision)
                .values(**values)
            )
            if changed.rowcount != 1:
                raise StaleRecord(str(factor.staff_id))
        else:
            try:
                self.connection.execute(insert(table).values(staff_id=factor.staff_id, **values))
            except IntegrityError as error:
                raise StaleRecord(str(factor.staff_id)) from error
        factor.revision += 1
        self._write_recovery_codes(factor)

    def remove(self, staff_id: UUID) -> None:
        for each in (recovery_code, table):
            self.connection.execute(delete(each).where(each.c.staff_id == staff_id))

    def _write_recovery_codes(self, factor: SecondFactor) -> None:
        self.connection.execute(
            delete(recovery_code).where(recovery_code.c.staff_id == factor.staff_id)
        )
        for digest in sorted(factor.recovery_digests):
            self.connection.execute(
                insert(recovery_code).values(staff_id=factor.staff_id, code_digest=digest)
            )
