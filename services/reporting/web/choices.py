"""By which codes a figure may be narrowed, in the words of the programmes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.reporting.web.wording import column_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from services.reporting.domain.answered_figure import FigureKind
    from shared.contracts.programme import Entry, Programme

Choices = dict[str, str]


def choices_of(
    kind: FigureKind, programmes: Sequence[Programme]
) -> Sequence[tuple[str, str, Choices]]:
    """Return each filter with its title and the codes that programmes know, by code.

    A filter whose codes no programme lists has no choices: it is typed.
    """
    known: dict[str, Choices] = {}
    for programme in programmes:
        for name, entries in _entries(programme).items():
            known.setdefault(name, {}).update({each.code: each.label for each in entries})
        nodes = {partner.node: partner.short_name for partner in programme.partners}
        for name in ("node", "to_node", "from_node"):
            known.setdefault(name, {}).update(nodes)
        known.setdefault("programme", {})[programme.code] = programme.title
    return [(name, column_title(name), known.get(name, {})) for name in kind.filters]


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
