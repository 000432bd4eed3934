"""What a kind of register is: its columns, and the requests that its rows stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from services.consultations.registers.columns import Column
from services.consultations.registers.reading import RowReader
from services.consultations.registers.surroundings import Surroundings
from shared.kernel.command import Actor

Asked = dict[str, Any]
"""A method and its request, as `import_register` takes them."""

ReadRow = Callable[[RowReader, Surroundings], list[Asked]]

NUMBER_TOLD = (
    "Numer wpisu w rejestrze. Nie może się zmieniać: po nim import poznaje, że wiersz już był."
)


@dataclass(frozen=True, kw_only=True)
class RegisterKind:
    """A kind of register.

    `members` name the column of a request's member where the two are not called the same.
    """

    name: str
    sheet: str
    columns: tuple[Column, ...]
    read: ReadRow
    members: Mapping[str, str] = field(default_factory=dict)


def asked(
    surroundings: Surroundings, number: str, method: str, actor: Actor, **members: object
) -> Asked:
    """Return a request in somebody's name, under an id that is the same at every import."""
    return {
        "method": method,
        "request": {
            "command_id": surroundings.identities.command(number, method),
            "actor": {"staff_id": str(actor.staff_id), "roles": sorted(actor.roles)},
            **members,
        },
    }
