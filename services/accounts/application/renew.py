"""A page asks who is logged in."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.ports import Records
from services.accounts.application.sign_in_commands import Renew, SignedIn
from services.accounts.domain.proving import digest_of
from services.accounts.domain.refusals import SessionOver
from services.accounts.domain.second_factor_rule import required_from
from services.accounts.domain.staff_account import AccountState


def renew(query: Renew, records: Records, now: datetime) -> SignedIn:
    """Raise `SessionOver` if nobody is, or no longer may be.

    This is the one place that says to all services by when the person needs a second factor.
    """
    authorise(query)
    session = records.sessions.get(digest_of(query.session))
    account = records.accounts.get(session.staff_id)
    if session.is_over(now) or account.state is not AccountState.ACTIVE:
        raise SessionOver
    is_to_be_seen, unless_seen = session.is_to_be_seen(now), session.expires_at
    has_factor = records.second_factors.is_on(account.id)
    needed_from = required_from(account.roles, records.factor_rules.known())
    if is_to_be_seen:
        session = session.seen(now)
    return SignedIn(
        staff_id=account.id,
        full_name=account.full_name,
        roles=account.roles,
        session_digest=session.digest,
        started_at=session.started_at,
        expires_at=session.expires_at,
        expires_unless_seen=unless_seen,
        is_to_be_seen=is_to_be_seen,
        factor_by=None if has_factor else needed_from,
    )
