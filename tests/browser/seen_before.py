"""Which pages of one role look as another's: axe takes its time, and says the same of both."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

_PARTS: Final = re.compile(r"(?P<above>.*)(?P<main><main.*)", re.DOTALL)
_OWN: Final = re.compile(
    # What is drawn anew each time, and whose page it is.
    r'value="[^"]{30,}"|[0-9a-f]{8}-[0-9a-f-]{27}|(?<=owss-person" href="/accounts/me">)[^<]+'
)
_HERE: Final = re.compile(
    r'<title>.*?</title>| active\b| aria-current="page"|\bnext=[^"]*', re.DOTALL
)
"""What says on every page which one it is."""


@dataclass
class SeenBefore:
    """The parts of pages that axe has looked at, in some page each."""

    parts: set[str] = field(default_factory=set)

    def has_all_of(self, page: str) -> bool:
        """Say whether the page has nothing new: neither above its main part nor in it."""
        return set(_parts_of(page)) <= self.parts

    def note(self, page: str) -> None:
        """Remember what the page consists of."""
        self.parts.update(_parts_of(page))


def _parts_of(page: str) -> tuple[str, str]:
    found = _PARTS.fullmatch(_OWN.sub("", page))
    assert found is not None, page
    return _HERE.sub("", found["above"]), found["main"]
