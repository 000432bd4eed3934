"""Looking for something in everything: each service answers its own part of one page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import render_template, request
from stdnum.pl import pesel

LONGEST_WORDS: Final = 100

_BETWEEN_DIGITS: Final = re.compile(r"[\s-]")


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One record that was found: where it opens, and by what people know it."""

    address: str
    words: str
    more: str = ""


@dataclass(frozen=True, kw_only=True)
class Hits:
    """What was found of one kind; `all_of_them` leads to the list where there are more."""

    title: str
    hits: Sequence[Hit]
    all_of_them: str = ""


def asked_words() -> str:
    """Return what the address looks for."""
    return request.args.get("q", "").strip()[:LONGEST_WORDS]


def is_pesel(words: str) -> bool:
    """Say whether somebody typed a PESEL: it may stand in no address."""
    return bool(pesel.is_valid(_BETWEEN_DIGITS.sub("", words)))


def drawn(title: str, found: Sequence[Hits]) -> str:
    """Return a service's part of the page; a kind of which nothing was found is left out."""
    return render_template(
        "web/found.html", title=title, found=[each for each in found if each.hits]
    )
