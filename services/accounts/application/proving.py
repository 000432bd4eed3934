"""What all use cases do by which somebody proves who they are: count first, then look."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from services.accounts.application.own_commands import OwnProof, SwitchOnSecondFactor
from services.accounts.application.ports import UnitOfWork
from services.accounts.application.sign_in_commands import ConfirmSecondFactor, LogIn
from services.accounts.domain.attempts import Attempt, Proof, refuse_spraying, refuse_too_many
from services.accounts.domain.one_time_link import LinkPurpose
from services.accounts.domain.proving import Tools, digest_of
from services.accounts.domain.refusals import PersonNotFound, WrongPassword
from services.accounts.domain.staff_account import StaffAccount, login_of

Guarded: TypeAlias = LogIn | ConfirmSecondFactor | OwnProof | SwitchOnSecondFactor
"""What could be used for guessing."""


def count_attempt(command: Guarded, work: UnitOfWork, now: datetime) -> None:
    """Count an attempt before it is looked at; raise `TooManyAttempts` if it is not to be.

    This is kept whatever becomes of the attempt, so it has a transaction of its own.
    """
    attempt = _attempt(command, work, now)
    work.attempts.hold(attempt.login_digest, attempt.place)
    refuse_too_many(work.attempts.of(attempt.login_digest, attempt.proof), attempt)
    refuse_spraying(work.attempts.at(attempt.place, attempt.proof), attempt)
    work.attempts.add(attempt)


def forget_attempts(command: Guarded, work: UnitOfWork, now: datetime) -> None:
    """Let an attempt that was right, and those before it from the same place, count no more."""
    attempt = _attempt(command, work, now)
    work.attempts.forget(attempt.login_digest, attempt.proof, attempt.place)


def prove_again(command: OwnProof, work: UnitOfWork, now: datetime, tools: Tools) -> StaffAccount:
    """Return the actor's account if the password is theirs, or raise `WrongPassword`."""
    account = work.accounts.get(command.actor.staff_id)
    if not account.admits(command.password, tools.passwords):
        raise WrongPassword
    forget_attempts(command, work, now)
    return account


def _attempt(command: Guarded, work: UnitOfWork, now: datetime) -> Attempt:
    login, accounts = _whose(command, work)
    device = None if command.device is None else digest_of(command.device)
    is_known = device is not None and any(
        work.devices.knows(device, account.id, now) for account in accounts
    )
    return Attempt(
        proof=Proof.PASSWORD if isinstance(command, LogIn | OwnProof) else Proof.CODE,
        login_digest=digest_of(login),
        place=device if device is not None and is_known else command.address,
        from_known_device=is_known,
        attempted_at=now,
    )


def _whose(command: Guarded, work: UnitOfWork) -> tuple[str, tuple[StaffAccount, ...]]:
    """Return the login that an attempt is about, and its account if anybody has that login."""
    match command:
        case LogIn():
            login = login_of(command.login)
            try:
                return login, (work.accounts.with_login(login),)
            except PersonNotFound:
                return login, ()
        case ConfirmSecondFactor():
            link = work.links.get(digest_of(command.ticket), LinkPurpose.SECOND_STEP)
            account = work.accounts.get(link.staff_id)
        case _:
            account = work.accounts.get(command.actor.staff_id)
    return account.login, (account,)
