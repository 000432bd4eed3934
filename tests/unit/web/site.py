"""A node's site and a small service of pages, for the tests of what all pages stand on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import shared.web
from shared.kernel.command import Role
from shared.messaging.runtime import Runtime
from shared.web.identity import Person, TokenReader, TokenSigner
from shared.web.site import MenuEntry, Site
from shared.wire.published import CATALOGUE

ANNA = Person(
    staff_id=UUID("0190a1b2-0000-7000-8000-000000000001"),
    full_name="Anna Łącka",
    roles=frozenset({Role.ADVISER}),
    session="d1",
)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
SIGNER = TokenSigner(key=KEY, node="cistor")


@dataclass
class SetClock:
    """A clock that goes only when it is told to."""

    moment: datetime = field(default=datetime(2009, 7, 7, 8, 30, tzinfo=UTC))

    def now(self) -> datetime:
        return self.moment

    def go_on(self, by: timedelta) -> None:
        self.moment += by


def a_site(wall_clock: SetClock, *, plays: bool = False, https: bool = False) -> Site:
    runtime = Runtime(
        node="cistor",
        is_centre=True,
        installation=UUID(int=1),
        broker_url="amqp://nobody@localhost",
        databases={},
        clock=wall_clock,
        wall_clock=wall_clock,
        catalogue=CATALOGUE,
        say=lambda _sentence: None,
    )
    return Site(
        runtime=replace(runtime, clock=SetClock()) if plays else runtime,
        tokens=TokenReader(key=KEY.public_key(), node="cistor"),
        secret=b"s" * 32,
        organisation=lambda: "CIS CISTOR",
        colleagues=lambda _actor: (),
        menu=(
            MenuEntry(path="/cards", title="Karty", roles=frozenset({Role.ADVISER})),
            MenuEntry(path="/people", title="Osoby", roles=frozenset({Role.NODE_ADMINISTRATOR})),
        ),
        translations=(Path(shared.web.__file__).parent / "translations",),
        https=https,
    )
