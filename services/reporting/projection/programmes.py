"""Under which programme something was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shared.messaging.projection import Folding


def programme_of(folding: Folding[Any]) -> str | None:
    """Return the code of the programme, whatever its version; `None` if the node named none."""
    reference = folding.envelope.programme
    return None if reference is None else reference.partition("/")[0]
