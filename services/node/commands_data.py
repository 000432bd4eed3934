"""What a node knows: `owss figure`, `event`, `status`, `verify`, `rebuild`, `parked` and others."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from services.node.api import openapi_document
from services.node.arguments import Day, EarlierState, Narrowing, period
from services.node.clocks import WallClock
from services.node.homes import home_option, place_at
from services.node.spreading import spread_over_cores
from services.node.stage import Stage
from services.node.verifying import difference_in_words, faults_of
from services.reporting import answers
from services.reporting.domain.freshness import NodeState
from services.reporting.figures import as_of as moments
from services.reporting.figures.behind import behind
from services.reporting.figures.catalogue import FIGURES, definition_of
from services.reporting.figures.figure import Question, answer
from services.reporting.figures.freshness import SILENT_AFTER, freshness
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from shared.database import Database
from shared.kernel import polish
from shared.messaging import curing, parking, projector
from shared.messaging.forks import forks
from shared.messaging.rebuilding import rebuild as rebuild_facts
from shared.wire.asyncapi import asyncapi_document
from shared.wire.published import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from services.reporting.domain.as_of import AsOf
    from services.reporting.domain.freshness import Freshness, SourceFreshness

_DOCS = Path(__file__).parents[2] / "docs"
ASYNCAPI_FILE = _DOCS / "asyncapi.yaml"
OPENAPI_FILE = _DOCS / "openapi.json"
STATES = {
    NodeState.COMPLETE: "komplet do",
    NodeState.BEHIND: "opóźnienie od",
    NodeState.SILENT: "milczy od",
}


@click.command(
    short_help="Wskaźnik: wartość, wiersze, stan danych.",
    help=(
        "Wskaźnik NAZWA: wartość, wiersze, stan danych każdego węzła (JSON).\n\n"
        f"NAZWA to jedna z: {', '.join(sorted(FIGURES))}."
    ),
)
@click.argument("name", type=click.Choice(sorted(FIGURES)), metavar="NAZWA")
@click.option("--from", "first", type=Day(), required=True, help="Pierwszy dzień.")
@click.option("--to", "last", type=Day(), required=True, help="Ostatni dzień.")
@click.option("--where", multiple=True, type=Narrowing(), help="Zawęź, np. node=zarska.")
@click.option("--rows", is_flag=True, help="Pokaż wiersze, z których wskaźnik wynika.")
@click.option("--as-of", type=EarlierState(), help="Stan z wcześniejszej odpowiedzi.")
@home_option
def figure(  # noqa: PLR0913 - each is an option of the command
    *,
    name: str,
    first: date,
    last: date,
    where: tuple[tuple[str, str], ...],
    rows: bool,
    as_of: AsOf | None,
    home: Path,
) -> None:
    """Show a figure; the help above is what people read."""
    question = Question(definition_of(name), period(first, last), dict(where))
    with _reporting(home) as database, database.read() as connection:
        shown = moments.shown(connection, MINISTRY_FACTS, as_of)
        found = answer(connection, question, shown)
        stand = as_of or moments.now(connection, MINISTRY_FACTS)
        fresh = freshness(connection, MINISTRY_FACTS, WallClock().now())
        opened = found.rows(connection, limit=None) if rows else []
        matched = found.matching(connection)
    told = answers.of_figure(found, stand, fresh, matched)
    told["rows"] = [answers.of_row(row) for row in opened]
    _show_json(told)


@click.command()
@click.argument("source", metavar="ŹRÓDŁO")
@click.argument("position", type=click.IntRange(min=1), metavar="POZYCJA")
@click.option("--epoch", default=1, show_default=True, help="Epoka łańcucha.")
@home_option
def event(source: str, position: int, epoch: int, home: Path) -> None:
    """Zdarzenie, z którego powstał wiersz.

    ŹRÓDŁO to np. /nodes/zarska/consultations; źródło i pozycję ma każdy wiersz wskaźnika.
    """
    with _reporting(home) as database, database.read() as connection:
        found = behind(connection, source, epoch, position)
    _show_json(answers.of_domain_event(found))


@click.command()
@home_option
def status(home: Path) -> None:
    """Jak daleko sięgają dane każdego węzła."""
    with _reporting(home) as database, database.read() as connection:
        fresh = freshness(connection, MINISTRY_FACTS, WallClock().now())
    _show_freshness(fresh, Stage())


@click.command()
@home_option
def verify(home: Path) -> None:
    """Sprawdź, czy nikt nie zmienił danych.

    Łańcuchy zdarzeń liczy się od nowa, stan porównuje z dziennikiem, a dziennik z tym, co ma
    centrala; pierwsza zmieniona rzecz jest nazwana.
    """
    faults = list(faults_of(place_at(home)))
    for fault in faults:
        click.echo(f"✗ {fault}")
    if faults:
        raise click.ClickException(
            "Dane zmieniono poza programem – przywróć je z kopii albo wyjaśnij z centralą."
        )
    click.echo("✓ Łańcuchy, stan i archiwum są nienaruszone.")


@click.command()
@click.option("--accept", metavar="POWÓD", help="Przyjmij różnice, z powodem.")
@home_option
def rebuild(accept: str | None, home: Path) -> None:
    """Odbuduj fakty z archiwum i porównaj z obecnymi.

    Nowe fakty powstają obok obecnych i zastępują je, jeśli są te same albo podano --accept.
    """
    with _reporting(home) as database, spread_over_cores(database) as spread:
        result = rebuild_facts(
            database, MINISTRY_FACTS, now=WallClock().now(), accept=accept, spread=spread
        )
    for each in result.differences:
        click.echo(difference_in_words(each))
    if not result.switched:
        message = "Fakty różnią się; przyjmij je opcją --accept POWÓD albo zbadaj różnice."
        raise click.ClickException(message)
    click.echo(f"Fakty odbudowane: {result.facts}, różnic: {len(result.differences)}.")


@click.command("forks")
@home_option
def list_forks(home: Path) -> None:
    """Pozycje, które zajmują dwa zdarzenia.

    Węzeł przywrócony z kopii użył ich ponownie; nic nie zostało nadpisane ani usunięte.
    """
    with _reporting(home) as database, database.read() as connection:
        found = forks(connection)
    for each in found:
        click.echo(f"{each.source} {each.position}")
        for which, claim in (("w archiwum", each.held), ("drugie", each.other)):
            told = claim.envelope
            click.echo(f"  {which}: {told.type}  {told.subject}  {polish.moment(told.time)}")
    click.echo(f"Sporne: {len(found)}.")


@click.group()
def parked() -> None:
    """Zdarzenia odłożone do wyjaśnienia."""


@parked.command("list")
@home_option
def list_parked(home: Path) -> None:
    """Pokaż, co jest odłożone i dlaczego."""
    with _reporting(home) as database, database.read() as connection:
        generation = moments.shown_generation(connection, MINISTRY_FACTS)
        rows = parking.listed(connection, MINISTRY_FACTS.name, generation)
    for row in rows:
        place = f"{row.origin.source} {row.origin.position}"
        click.echo(f"{place}  {row.kind}  {row.type}  {row.reason}")
    click.echo(f"Odłożone: {len(rows)}.")


@parked.command()
@home_option
def retry(home: Path) -> None:
    """Spróbuj wliczyć, co jest odłożone.

    Wznawia też wstrzymane wliczanie.
    """
    with _reporting(home) as database, database.write() as connection:
        subjects = curing.subjects_parked(connection, MINISTRY_FACTS)
        still = curing.retry(connection, MINISTRY_FACTS, subjects)
        projector.resume(connection, MINISTRY_FACTS)
    click.echo(f"Spraw: {len(subjects)}, nadal odłożonych zdarzeń: {len(still)}.")


@click.command()
@click.option("--check", is_flag=True, help="Tylko sprawdź, czy są aktualne.")
def docs(*, check: bool) -> None:
    """Zapisz dokumenty, które powstają z kodu."""
    documents = {ASYNCAPI_FILE: asyncapi_document(CATALOGUE), OPENAPI_FILE: openapi_document()}
    for file, document in documents.items():
        if not check:
            file.write_text(document, encoding="utf-8")
        elif not file.exists() or file.read_text(encoding="utf-8") != document:
            message = f"docs/{file.name} jest nieaktualny – uruchom «make docs» i zatwierdź zmianę."
            raise click.ClickException(message)


@contextmanager
def _reporting(home: Path) -> Iterator[Database]:
    """Open the database of reporting of the node that lives in a folder."""
    database = Database(place_at(home).settings.databases["reporting"])
    try:
        yield database
    finally:
        database.close()


def _show_json(told: object) -> None:
    click.echo(json.dumps(told, ensure_ascii=False, indent=2))


def _show_freshness(fresh: Freshness, stage: Stage) -> None:
    for node in fresh.nodes:
        stage.lines(
            node.node,
            [(source.source.rsplit("/", 1)[1], _in_words(source)) for source in node.sources],
        )
    if fresh.halted_because is not None:
        stage.say(f"Wliczanie wstrzymane: {fresh.halted_because}")


def _in_words(source: SourceFreshness) -> str:
    words = [f"{STATES[source.state]} {polish.moment(source.since)}"]
    words.append(f"wliczono do {polish.number(source.position)}")
    if source.missing:
        words.append(f"brakuje {polish.number(source.missing)}")
    if source.parked:
        words.append(f"odłożone {polish.number(source.parked)}")
    if source.forks:
        words.append(f"sporne {polish.number(source.forks)}")
    if abs(source.clock_skew) > SILENT_AFTER:
        words.append(f"zegar węzła różni się o {source.clock_skew.total_seconds() / 3600:.1f} h")
    if source.stopped_because is not None:
        words.append(f"zatrzymane: {source.stopped_because}")
    return ", ".join(words)


COMMANDS = (figure, event, status, verify, rebuild, parked, list_forks, docs)
