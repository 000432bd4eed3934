"""What the register of advice needs of the world."""

from __future__ import annotations

from typing import Protocol

from services.consultations.domain.register_of_advice import (
    RegisterFilter,
    RegisterOrder,
    RegisterRow,
    RegisterSums,
)


class RegisterOfAdvice(Protocol):
    """All cards of this node as one list, also cards that are not approved or do not count."""

    def rows(
        self,
        which: RegisterFilter,
        order: RegisterOrder,
        *,
        descending: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[RegisterRow, ...]:
        """Return the cards of a filter in an order, after the first `offset`, at most `limit`."""

    def sums(self, which: RegisterFilter) -> RegisterSums:
        """Return what all cards of a filter come to."""
