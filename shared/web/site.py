"""What a node's pages have in common, whichever service and process shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from uuid import UUID

    from flask_babel.speaklater import LazyString

    from shared.kernel.command import Actor, Role
    from shared.messaging.runtime import Runtime
    from shared.web.identity import TokenReader


@dataclass(frozen=True, kw_only=True)
class MenuEntry:
    """A link of the menu, seen by whoever holds one of the roles; its title is translated."""

    path: str
    title: LazyString | str
    roles: frozenset[Role]


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Somebody who works at the node, as accounts tell the other services."""

    staff_id: UUID
    full_name: str
    roles: frozenset[Role]


@dataclass(frozen=True, kw_only=True)
class Site:
    """One node's pages. `secret` seals form tokens; it is the same in all processes of a node."""

    runtime: Runtime
    tokens: TokenReader
    secret: bytes = field(repr=False)
    menu: tuple[MenuEntry, ...]
    organisation: Callable[[], str]
    """Whose node it is, as people say it; asked for each page, for a programme may rename them."""
    colleagues: Callable[[Actor], Sequence[Colleague]]
    """Who works at the node, by name; raises `NotAuthorised` for whom it does not concern."""
    translations: tuple[Path, ...]
    """Folders of gettext catalogues, of all services: each draws the whole menu."""
    https: bool = False
    """Whether browsers reach the node by HTTPS only; then no cookie goes any other way."""
