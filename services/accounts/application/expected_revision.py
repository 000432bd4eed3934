"""A change is made on the account as its author read it, or not at all."""

from __future__ import annotations

from services.accounts.domain.staff_account import StaffAccount
from shared.kernel.command import StaleRecord


def refuse_stale(account: StaffAccount, expected_revision: int | None) -> None:
    """Raise `StaleRecord` if the author read another state; `None` is whoever read none."""
    if expected_revision not in {None, account.revision}:
        raise StaleRecord(str(account.id))
