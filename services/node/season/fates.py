"""What becomes of the cards: returned, corrected, never finished, never confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from services.node.season.working_days import QUARTER
from shared.contracts.consultations import CorrectionReason, ReturnReason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from services.node.season.people import PlannedClient
    from services.node.season.season import NodeVolumes, Season
    from services.node.season.sessions import AdviceSession

DRAFTED, DOCUMENTED, RETURNED = "drafted", "documented", "returned"
"""Where a card may be left at the end of a season."""


@dataclass(frozen=True, kw_only=True)
class Fate:
    """What happens to one card. `written` is what its adviser wrote at first, mistakes included.

    `stays` is the state in which it is left, if it is left unfinished.
    """

    written: AdviceSession
    returned: ReturnReason | None = None
    corrected: CorrectionReason | None = None
    stays: str | None = None
    confirmed: bool = True

    @property
    def is_plain(self) -> bool:
        """Whether the card is approved as it was written, and stays so."""
        return self.returned is None and self.corrected is None and self.stays is None


def decide_fates(
    season: Season, volumes: NodeVolumes, sessions: tuple[AdviceSession, ...], random: Random
) -> tuple[Fate, ...]:
    """Return the fate of each session's card, as many of each kind as the volumes say."""
    return _Fates(season, sessions, random).decide(volumes)


class _Fates:
    """Gives every card at most one mishap."""

    def __init__(self, season: Season, sessions: tuple[AdviceSession, ...], random: Random) -> None:
        self._season, self._sessions, self._random = season, sessions, random
        self._untouched = list(range(len(sessions)))
        self._last_month = max(session.slot.day for session in sessions).replace(day=1)
        self._fates = {number: Fate(written=each) for number, each in enumerate(sessions)}

    def decide(self, volumes: NodeVolumes) -> tuple[Fate, ...]:
        for state, count in volumes.unfinished.items():
            for number in self._take(count, self._is_late):
                self._fates[number] = Fate(
                    written=self._sessions[number],
                    returned=ReturnReason.INCOMPLETE if state == RETURNED else None,
                    stays=state,
                    confirmed=False,
                )
        for code, count in volumes.corrected.items():
            self._correct(CorrectionReason(code), count)
        for code, count in volumes.returned.items():
            self._return(ReturnReason(code), count)
        for number in self._take(volumes.unconfirmed, lambda _: True):
            self._fates[number] = Fate(written=self._sessions[number], confirmed=False)
        return tuple(self._fates[number] for number in range(len(self._sessions)))

    def _correct(self, reason: CorrectionReason, count: int) -> None:
        def eligible(number: int) -> bool:
            # What is corrected late in the season might not be in time for its end.
            return not self._is_late(number) and self._can_be_wrong(number, reason)

        for number in self._take(count, eligible):
            self._fates[number] = Fate(
                written=self._wrong(number, reason),
                corrected=reason,
                confirmed=reason is not CorrectionReason.ANNULLED,
            )

    def _return(self, reason: ReturnReason, count: int) -> None:
        for number in self._take(count, lambda number: self._can_be_wrong(number, reason)):
            self._fates[number] = Fate(written=self._wrong(number, reason), returned=reason)

    def _wrong(self, number: int, reason: str) -> AdviceSession:
        session = self._sessions[number]
        wrong: Mapping[str, Callable[[], AdviceSession]] = {
            ReturnReason.INCOMPLETE: session.without_agreed_steps,
            ReturnReason.WRONG_DATE_OR_TIME: session.with_wrong_time,
            ReturnReason.WRONG_FIELD_OR_FORM: lambda: session.with_wrong_field(self._season),
            ReturnReason.WRONG_CLIENT: lambda: session.with_wrong_client(
                self._seen_before(number)[-1]
            ),
        }
        return wrong.get(reason, lambda: session)()

    def _can_be_wrong(self, number: int, reason: str) -> bool:
        if reason == ReturnReason.WRONG_DATE_OR_TIME:
            return self._sessions[number].slot.minutes > QUARTER
        if reason == ReturnReason.WRONG_CLIENT:
            return bool(self._seen_before(number))
        return True

    def _seen_before(self, number: int) -> list[PlannedClient]:
        """Return clients of earlier sessions, who have a file by then, but not this session's."""
        earlier = chain.from_iterable(each.clients for each in self._sessions[:number])
        return [client for client in earlier if client not in self._sessions[number].clients]

    def _is_late(self, number: int) -> bool:
        return self._sessions[number].slot.day >= self._last_month

    def _take(self, count: int, eligible: Callable[[int], bool]) -> list[int]:
        chosen = self._random.sample([each for each in self._untouched if eligible(each)], count)
        self._untouched = [each for each in self._untouched if each not in chosen]
        return chosen
