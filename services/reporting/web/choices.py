"""By which codes a figure may be narrowed, in the words of the programmes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.reporting.web.codes import CODES
from services.reporting.web.wording import column_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from services.reporting.domain.answered_figure import FigureKind
    from services.reporting.domain.cell import FigureReference
    from shared.contracts.programme import Entry, Programme

Choices = dict[str, str]


def choices_of(
    kind: FigureKind, programmes: Sequence[Programme]
) -> Sequence[tuple[str, str, Choices]]:
    """Return each filter with its title and the codes that are known, by code.

    A filter whose codes nobody lists has no choices: it is typed.
    """
    known = known_codes(programmes)
    return [(name, column_title(name), known.get(name, {})) for name in kind.filters]


def known_codes(programmes: Sequence[Programme]) -> Mapping[str, Choices]:
    """Return the words for codes by filter: those of all programmes, and those of programmes."""
    known: dict[str, Choices] = {
        name: {code: str(words) for code, words in codes.items()} for name, codes in CODES.items()
    }
    for programme in programmes:
        for name, entries in _entries(programme).items():
            known.setdefault(name, {}).update({each.code: each.label for each in entries})
        nodes = {partner.node: partner.short_name for partner in programme.partners}
        for name in ("node", "to_node", "from_node"):
            known.setdefault(name, {}).update(nodes)
        known.setdefault("programme", {})[programme.code] = programme.title
    return known


def narrowed_in_words(
    reference: FigureReference, known: Mapping[str, Choices]
) -> Sequence[tuple[str, str]]:
    """Return what narrows a figure, in words: titles of filters and labels of codes."""
    return [
        (column_title(name), known.get(name, {}).get(code, code))
        for name, code in reference.filters
    ]


def _entries(programme: Programme) -> Mapping[str, Iterable[Entry]]:
    asked = programme.recipient_questions
    return {
        "field_of_advice": programme.fields_of_advice,
        "form_of_contact": programme.forms_of_contact,
        "sex": asked.sex,
        "age_band": asked.age_band,
        "gmina": asked.gmina,
        "status": asked.status,
    }
