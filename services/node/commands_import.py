"""`owss import`, `owss import-template`: registers that a centre kept in Excel."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from services.consultations.registers.advice_cards import CARDS
from services.consultations.registers.clients import CLIENTS
from services.consultations.registers.duties import DUTIES
from services.consultations.registers.importing import Order, import_file, surroundings_of
from services.consultations.registers.result import ImportResult, Status, write_result
from services.consultations.registers.template import draw_template
from services.consultations.storage.unit_of_work import snapshot
from services.node.asking import ask
from services.node.clocks import WallClock
from services.node.homes import home_option, place_at
from shared.database import Database
from shared.kernel.clock import business_day
from shared.wire.published import CATALOGUE

if TYPE_CHECKING:
    from shared.settings import NodeSettings

KINDS = {kind.name: kind for kind in (CLIENTS, CARDS, DUTIES)}

SHOWN_FAULTS = 20

EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

kind_option = click.option(
    "--kind",
    type=click.Choice(list(KINDS)),
    required=True,
    metavar="RODZAJ",
    help=f"Co jest w rejestrze: {', '.join(KINDS)}.",
)
programme_option = click.option(
    "--programme", metavar="KOD", help="Program; domyślnie jedyny, który węzeł zna."
)


@click.command("import")
@click.argument("file", metavar="PLIK", type=EXISTING_FILE)
@kind_option
@click.option("--dry-run", is_flag=True, help="Sprawdź wszystko, niczego nie zapisując.")
@click.option(
    "--skip-faulty", is_flag=True, help="Zapisz poprawne wiersze mimo błędnych; inaczej żadnego."
)
@click.option("--sheet", metavar="NAZWA", help="Arkusz; domyślnie pierwszy z nagłówkami rejestru.")
@click.option(
    "--register",
    default="",
    metavar="NAZWA",
    help="Nazwa rejestru, jeśli numeracja wierszy zaczyna się w każdym od nowa (np. 2009-07).",
)
@programme_option
@home_option
def import_(home: Path, kind: str, **chosen: Any) -> None:  # noqa: ANN401 - the options, as `Order` names them
    """Wczytaj rejestr klientów, kart albo dyżurów z XLSX.

    Najpierw z --dry-run. Ten sam plik można wczytać drugi raz: nic się nie podwoi. Błędy są też w
    pliku obok, przy wierszach. Węzeł musi działać.
    """
    settings = place_at(home).settings
    order = Order(kind=KINDS[kind], **chosen)
    send = partial(ask, settings, "consultations", "import_register")
    database = Database(settings.databases["consultations"])
    try:
        result = import_file(order, settings.node, database, send)
    finally:
        database.close()
    _tell(result, order)
    _end_if_faulty(result, order, settings.node)


@click.command("import-template")
@kind_option
@click.option(
    "--file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="PLIK",
    help="Dokąd zapisać; domyślnie RODZAJ.xlsx.",
)
@programme_option
@home_option
def import_template(kind: str, file: Path | None, programme: str | None, home: Path) -> None:
    """Zapisz pusty rejestr do wypełnienia.

    Ma nagłówki, które import rozumie, listy z programu do wyboru i objaśnienia.
    """
    settings = place_at(home).settings
    file = file or Path(f"{kind}.xlsx")
    if file.exists():
        raise click.ClickException(f"{file} już istnieje – wskaż inny plik opcją --file.")
    file.write_bytes(_template(settings, Order(file=file, kind=KINDS[kind], programme=programme)))
    click.echo(
        f"Zapisano {file}. Wypełnij go i sprawdź: «owss import {file} --kind {kind} --dry-run»."
    )


def _template(settings: NodeSettings, order: Order) -> bytes:
    database = Database(settings.databases["consultations"])
    try:
        with snapshot(database, f"/nodes/{settings.node}/consultations", CATALOGUE) as records:
            surroundings = surroundings_of(order, settings.node, records)
            return draw_template(order.kind, surroundings, business_day(WallClock().now()))
    finally:
        database.close()


def _tell(result: ImportResult, order: Order) -> None:
    """Say what became of the rows."""
    sentences = result.sentences()
    for sentence in sentences[:SHOWN_FAULTS]:
        click.echo(f"✗ {sentence}")
    if len(sentences) > SHOWN_FAULTS:
        click.echo(f"  … i jeszcze {len(sentences) - SHOWN_FAULTS}, wszystkie w pliku z wynikiem.")
    if result.register.empty_formulas:
        click.echo(
            f"Pominięto wiersze, w których są tylko formuły bez wyniku: "
            f"{result.register.empty_formulas}."
        )
    counted = ", ".join(
        f"{status}: {number}" for status in Status if (number := result.number_of(status))
    )
    click.echo(f"Arkusz „{result.register.sheet}”, wiersze: {len(result.rows)} ({counted or '–'}).")
    if order.dry_run:
        click.echo("To była próba – nic nie zapisano.")


def _end_if_faulty(result: ImportResult, order: Order, node: str) -> None:
    """Write the rows with what is wrong beside them, and end with 1.

    Where nothing is wrong there is nothing to mend, and one copy less of personal data.
    """
    faulty = result.number_of(Status.FAULTY)
    if not faulty:
        return
    today = business_day(WallClock().now())
    written = write_result(result, order.file, node=node, dated=today)
    click.echo(f"Wiersze z wynikiem każdego, do poprawy: {written}")
    if result.kept:
        raise click.ClickException(
            f"Błędne wiersze ({faulty}) pominięto – popraw je i zaimportuj plik jeszcze raz."
        )
    raise click.ClickException(
        f"Błędne wiersze: {faulty}, więc niczego nie zapisano – popraw je albo pomiń opcją "
        "--skip-faulty."
    )


COMMANDS = (import_, import_template)
