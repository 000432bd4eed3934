"""The second factor: a code of the moment from an application, or one of ten from paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from services.accounts.domain.proving import Chance, MomentCodes, digest_of
from services.accounts.domain.refusals import SecondFactorNotSetUp, SecondFactorOn, WrongCode

RECOVERY_CODES = 10
"""Enough for years of lost telephones, few enough to print."""


@dataclass(eq=False, kw_only=True)
class SecondFactor:
    """What one person's application and paper prove; it asks nothing until it is switched on.

    `last_step` is the half minute of the last code that was accepted: that code and all before it
    are accepted no more (RFC 6238, 5.2). `recovery_digests` are those of codes not used yet.
    """

    staff_id: UUID
    secret: str = field(repr=False)
    is_on: bool = False
    last_step: int = -1
    recovery_digests: frozenset[str] = field(default=frozenset(), repr=False)
    revision: int = 0

    def switch_on(self, code: str, moment_codes: MomentCodes, now: datetime) -> None:
        """Ask for codes from now on, once the person has shown that they have one.

        Raises `SecondFactorOn` or `WrongCode`.
        """
        if self.is_on:
            raise SecondFactorOn
        self._take_moment_code(code, moment_codes, now)
        self.is_on = True

    def accept(self, code: str, moment_codes: MomentCodes, now: datetime) -> None:
        """Take a code, of the moment or from paper; raise `WrongCode`, also for one used before."""
        digest = recovery_digest(code)
        if digest in self.recovery_digests:
            self.recovery_digests -= {digest}
        else:
            self._take_moment_code(code, moment_codes, now)

    def renew_recovery_codes(self, chance: Chance) -> tuple[str, ...]:
        """Return new codes for paper; those before are worth nothing.

        Raises `SecondFactorNotSetUp` while nothing asks for codes.
        """
        if not self.is_on:
            raise SecondFactorNotSetUp
        codes = tuple(chance.recovery_code() for _ in range(RECOVERY_CODES))
        self.recovery_digests = frozenset(map(recovery_digest, codes))
        return codes

    def _take_moment_code(self, code: str, moment_codes: MomentCodes, now: datetime) -> None:
        step = moment_codes.step_of(self.secret, "".join(code.split()), now)
        if step is None or step <= self.last_step:
            raise WrongCode
        self.last_step = step


def recovery_digest(code: str) -> str:
    """Return what to store of a code from paper, however its groups were set apart."""
    return digest_of("".join(sign for sign in code.casefold() if sign.isalnum()))
