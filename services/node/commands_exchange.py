"""`owss match`, `owss referral`: what a node exchanges with others."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from services.node.arguments import at_terminal
from services.node.asking import ask
from services.node.homes import home_option, place_at
from shared.kernel.command import Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID


@click.group("match")
def match_list() -> None:
    """Lista do liczenia klientów raz w sieci."""


@match_list.command()
@home_option
def send(home: Path) -> None:
    """Wyślij listę do centrali teraz.

    Węzeł wysyła ją też sam, gdy zmienią się kartoteki.
    """
    sent = _ask(home, "send_match_list", Role.NODE_ADMINISTRATOR)
    click.echo(f"Wysłano listę z {sent['made_at']}; kartotek: {sent['files']}.")


@click.group()
def referral() -> None:
    """Skierowania do innych ośrodków."""


@referral.command()
@click.argument("referral_id", metavar="IDENTYFIKATOR", type=click.UUID)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    metavar="FOLDER",
    help="Dokąd zapisać; domyślnie tutaj.",
)
@home_option
def slip(referral_id: UUID, folder: Path, home: Path) -> None:
    """Zapisz skierowanie jako PDF, do wydrukowania dla klienta."""
    found = _ask(home, "referral_slip", Role.COORDINATOR, referral_id=str(referral_id))
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / found["file_name"]
    file.write_bytes(b64decode(found["pdf"]))
    click.echo(f"Zapisano {file}.")


def _ask(home: Path, method: str, role: Role, **members: str) -> Mapping[str, Any]:
    """Ask consultations of the node that lives in a folder, in the name of who sits here."""
    settings = place_at(home).settings
    actor = at_terminal(role)
    request = {"actor": {"staff_id": str(actor.staff_id), "roles": [role.value]}, **members}
    return ask(settings, "consultations", method, request)


COMMANDS = (match_list, referral)
