"""`owss programme`, `owss centre`, `owss node`: what the centre and joining need."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import UUID, uuid4

import click

from services.node.arguments import at_terminal
from services.node.asking import ask
from services.node.broker import find_broker
from services.node.clocks import WallClock
from services.node.enrolment import read_enrolment, write_enrolment
from services.node.homes import HOME, home_option, place_at
from services.node.installing import enrol_node, join_node
from services.reporting.figures.measuring import Measures
from shared.kernel.command import Role
from shared.wire.programme import (
    document_digest,
    programme_document,
    read_programme,
)

EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def programme() -> None:
    """Program: harmonogram, wskaźniki, słowniki i zasady."""


@programme.command()
@click.argument("file", metavar="PLIK", type=EXISTING_FILE)
def check(file: Path) -> None:
    """Sprawdź plik programu, niczego nie ogłaszając."""
    found = read_programme(file.read_text(encoding="utf-8"))
    Measures().refuse_unmeasured(found)
    digest = document_digest(programme_document(found))
    click.echo(f"Program {found.reference} jest poprawny (SHA-256 {digest}).")


@programme.command()
@click.argument("file", metavar="PLIK", type=EXISTING_FILE)
@click.option(
    "--command-id",
    type=click.UUID,
    metavar="UUID",
    help="Powtórz wcześniejsze polecenie bezpiecznie.",
)
@home_option
def publish(file: Path, command_id: UUID | None, home: Path) -> None:
    """Ogłoś wersję programu wszystkim węzłom.

    Robi to sprawozdawca, w centrali; węzeł musi działać.
    """
    settings = place_at(home).settings
    if not settings.is_centre:
        message = (
            f"Węzeł „{settings.node}” nie jest centralą – ogłoś program w „{settings.centre}”."
        )
        raise click.ClickException(message)
    officer = at_terminal(Role.REPORTING_OFFICER)
    request = {
        "command_id": str(command_id or uuid4()),
        "actor": {"staff_id": str(officer.staff_id), "roles": sorted(officer.roles)},
        "document": file.read_text(encoding="utf-8"),
    }
    answer = ask(settings, "reporting", "publish_programme", request)
    click.echo(f"W mocy: {answer['programme']}, wersja {answer['version']}.")


@click.group()
def centre() -> None:
    """Centrala: przyjmowanie węzłów partnerów."""


@centre.command()
@click.argument("node", metavar="WĘZEŁ")
@click.option(
    "--file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="PLIK",
    help="Plik dołączenia.",
)
@home_option
def enrol(node: str, file: Path | None, home: Path) -> None:
    """Przyjmij węzeł partnera.

    Zapisuje plik dołączenia, w którym jest hasło: przekaż go węzłowi bezpieczną drogą.
    """
    place = place_at(home)
    file = file or Path(f"{node}.enrolment.json")
    broker = find_broker(HOME / "broker", os.environ, click.echo)
    try:
        earlier = read_enrolment(file) if file.exists() else None
        enrolment = enrol_node(place, broker, node, WallClock().now(), earlier)
        write_enrolment(file, enrolment)
    finally:
        broker.stop()
    click.echo(f"Węzeł „{node}” przyjęty. Przekaż mu bezpiecznie plik {file}.")


@click.group()
def node() -> None:
    """Węzeł partnera."""


@node.command()
@click.argument("file", metavar="PLIK", type=EXISTING_FILE)
@home_option
def join(file: Path, home: Path) -> None:
    """Dołącz węzeł do centrali plikiem, który od niej dostał."""
    place = place_at(home)
    enrolment = read_enrolment(file)
    if enrolment.node != place.settings.node:
        message = (
            f"Plik jest dla węzła „{enrolment.node}”, a ten węzeł to „{place.settings.node}” – "
            "poproś centralę o właściwy plik."
        )
        raise click.ClickException(message)
    broker = find_broker(HOME / "broker", os.environ, click.echo)
    try:
        join_node(place, broker, enrolment)
    finally:
        broker.stop()
    click.echo(f"Węzeł „{enrolment.node}” wysyła zdarzenia do centrali „{enrolment.centre}”.")


COMMANDS = (programme, centre, node)
