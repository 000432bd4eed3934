"""Guessing passwords and codes is slowed down, and nobody can use that to keep others out.

An attempt is counted before it is looked at, in a transaction of its own, so that many attempts at
one moment do not all find that there were few. What is right is forgotten again. Four cases:

* **One place, one login.** From one address, a login has 5 attempts in 15 minutes. Whoever uses
  them up is refused from that address only: the person whose login it is logs in from anywhere
  else. (Counting the address alone would keep out an office behind one address for the mistakes of
  one; counting the login alone would let anybody lock out anybody, which is what a plain lock-out
  does.)
* **Many places, one login.** Guessing from thousands of addresses passes the first limit. Once a
  login has had 20 wrong attempts from strange places within a day, all strange places together get
  one attempt a minute. That is a delay and no lock-out: 1,440 guesses a day find no password that
  our rule accepts, and less than one code in two hundred days.
* **A known device.** Still, somebody could take that one attempt a minute away from a person all
  day. So a browser in which the person has logged in before is known by a secret of its own; its
  attempts are counted apart (5 in 15 minutes) and the others' do not slow it down. Strangers have
  no such secret, so they cannot lock out a person who uses the computer they always use.

* **One place, many logins.** One password tried on everybody's login passes the other limits. Once
  ten different logins were tried wrongly from one address within 15 minutes, that address gets one
  attempt every ten seconds. It is again a delay and no lock-out: whoever shares the address with
  the guesser waits seconds, a browser in which they have logged in before does not wait at all, and
  a quarter of an hour after the guessing ends nothing of it is left.

Whoever sits at a new computer during such an attack gets in within a few minutes of trying, or uses
a known one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from services.accounts.domain.refusals import TooManyAttempts

PLACE_LIMIT = 5
PLACE_WINDOW = timedelta(minutes=15)

STRANGE_LIMIT = 20
STRANGE_WINDOW = timedelta(days=1)
STRANGE_PAUSE = timedelta(minutes=1)

SPRAY_LIMIT = 10
"""Different logins: a room of people who come back from a holiday has fewer."""
SPRAY_WINDOW = PLACE_WINDOW
SPRAY_PAUSE = timedelta(seconds=10)


class Proof(StrEnum):
    """What was shown; a password that was right does not make up for wrong codes."""

    PASSWORD = "password"  # noqa: S105 - the name of a kind of proof
    CODE = "code"


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One attempt to prove to be somebody.

    `login_digest` stands for the login that was written, whoever has it: people write their
    password there by mistake. `place` is an address or, if the device is known, its digest.
    """

    proof: Proof
    login_digest: str
    place: str
    from_known_device: bool
    attempted_at: datetime


def refuse_too_many(earlier: Sequence[Attempt], attempt: Attempt) -> None:
    """Raise `TooManyAttempts` with the moment from which another one is allowed.

    `earlier` are the attempts of the same login with the same kind of proof, oldest first.
    """
    now = attempt.attempted_at
    here = [
        each.attempted_at
        for each in earlier
        if each.place == attempt.place and each.attempted_at > now - PLACE_WINDOW
    ]
    if len(here) >= PLACE_LIMIT:
        raise TooManyAttempts((here[-PLACE_LIMIT] + PLACE_WINDOW).isoformat())
    if attempt.from_known_device:
        return
    strange = [
        each.attempted_at
        for each in earlier
        if not each.from_known_device and each.attempted_at > now - STRANGE_WINDOW
    ]
    if len(strange) >= STRANGE_LIMIT and strange[-1] + STRANGE_PAUSE > now:
        raise TooManyAttempts((strange[-1] + STRANGE_PAUSE).isoformat())


def refuse_spraying(earlier: Sequence[Attempt], attempt: Attempt) -> None:
    """Raise `TooManyAttempts` with the moment from which another one is allowed.

    `earlier` are the attempts from the same place with the same kind of proof, oldest first.
    """
    if attempt.from_known_device:
        return
    now = attempt.attempted_at
    lately = [each for each in earlier if each.attempted_at > now - SPRAY_WINDOW]
    logins = {each.login_digest for each in lately}
    if len(logins) >= SPRAY_LIMIT and lately[-1].attempted_at + SPRAY_PAUSE > now:
        raise TooManyAttempts((lately[-1].attempted_at + SPRAY_PAUSE).isoformat())
