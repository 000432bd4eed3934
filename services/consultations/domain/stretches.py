"""Stretches of days put together and taken apart, minute by minute."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from services.consultations.domain.session import Session


def joined(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """Return the same minutes in order, each once; what touches or overlaps is one stretch."""
    whole: list[Session] = []
    for session in sorted(sessions, key=lambda each: (each.held_on, each.started_at)):
        last = whole[-1] if whole else None
        if last and last.held_on == session.held_on and session.started_at <= last.ended_at:
            whole[-1] = replace(last, ended_at=max(last.ended_at, session.ended_at))
        else:
            whole.append(session)
    return tuple(whole)


def without(sessions: Iterable[Session], taken: Iterable[Session]) -> tuple[Session, ...]:
    """Return the minutes of `sessions` that are in none of `taken`."""
    rest = list(joined(sessions))
    for other in taken:
        rest = [piece for session in rest for piece in _around(session, other)]
    return tuple(rest)


def minutes_of(sessions: Iterable[Session]) -> int:
    """Return how long all of it lasts; a minute that belongs to several counts once."""
    return sum(session.minutes for session in joined(sessions))


def _around(session: Session, other: Session) -> Iterable[Session]:
    """Yield what is left of a session before and after another one."""
    if not session.overlaps(other):
        yield session
        return
    if session.started_at < other.started_at:
        yield replace(session, ended_at=other.started_at)
    if other.ended_at < session.ended_at:
        yield replace(session, started_at=other.ended_at)
