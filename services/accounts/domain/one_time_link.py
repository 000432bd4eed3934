"""Links and tickets that work once: an invitation, a new password, the step between two factors.

Each carries a secret of chance, of which only the digest is stored: whoever reads the database
cannot use any of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from services.accounts.domain.proving import digest_of
from services.accounts.domain.refusals import LinkNotValid


class LinkPurpose(StrEnum):
    """What a link is good for, and nothing else."""

    INVITATION = "invitation"
    RESET = "reset"
    SECOND_STEP = "second_step"


VALID_FOR: Mapping[LinkPurpose, timedelta] = {
    # A person invited on a Friday may be on leave for a week.
    LinkPurpose.INVITATION: timedelta(days=14),
    # It is handed over at once, and is as good as a password until then.
    LinkPurpose.RESET: timedelta(hours=24),
    # Time to find the telephone.
    LinkPurpose.SECOND_STEP: timedelta(minutes=5),
}


@dataclass(eq=False, kw_only=True)
class OneTimeLink:
    """One link of one person."""

    digest: str
    purpose: LinkPurpose
    staff_id: UUID
    expires_at: datetime
    used_at: datetime | None = None

    def refuse_unless_valid(self, now: datetime) -> None:
        """Raise `LinkNotValid` if it was used, or its time has passed."""
        if self.used_at is not None or now >= self.expires_at:
            raise LinkNotValid

    def use(self, now: datetime) -> None:
        """Use it up; raise `LinkNotValid` if it cannot be."""
        self.refuse_unless_valid(now)
        self.used_at = now


def new_link(token: str, purpose: LinkPurpose, staff_id: UUID, now: datetime) -> OneTimeLink:
    """Return what to keep of a link whose secret is `token`."""
    return OneTimeLink(
        digest=digest_of(token),
        purpose=purpose,
        staff_id=staff_id,
        expires_at=now + VALID_FOR[purpose],
    )


def path_of(purpose: LinkPurpose, token: str) -> str:
    """Return the path of the page that a link opens."""
    return f"/accounts/{purpose}/{token}"
