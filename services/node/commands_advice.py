"""What a node's staff prints and exports: `owss timesheets`, `owss register`.

Whoever can run these commands can read the node's database; roles are asked for over the bus.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from services.consultations.application.export_register_of_advice import whole_register
from services.consultations.application.read_timesheet import sheet_of_month
from services.consultations.documents.pdf import draw_pdf
from services.consultations.documents.register_of_advice import draw_register
from services.consultations.documents.timesheet import timesheet_document
from services.consultations.documents.xlsx import draw_xlsx
from services.consultations.domain.advice_card import CardState
from services.consultations.domain.register_of_advice import RegisterFilter, RegisterOrder
from services.consultations.storage.unit_of_work import snapshot
from services.node.arguments import Day, Month, period
from services.node.homes import home_option, place_at
from services.node.runtime import runtime_of
from shared.contracts.consultations import ClientKind
from shared.documents.season import SEASON_BANNER
from shared.wire.published import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from services.consultations.application.ports import Records
    from services.node.installing import NodePlace

ADVISER = click.option(
    "--adviser",
    "adviser_id",
    type=click.UUID,
    metavar="ID",
    help="Tylko ten doradca (identyfikator osoby).",
)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER")
@click.option("--month", type=Month(), required=True, help="Miesiąc.")
@ADVISER
@home_option
def timesheets(*, folder: Path, month: date, adviser_id: UUID | None, home: Path) -> None:
    """Karty czasu pracy za miesiąc, do podpisu.

    Każda powstaje jako PDF i jako XLSX. Bez --adviser powstają karty wszystkich, którzy w tym
    miesiącu pracowali.
    """
    place = place_at(home)
    with _consultations(place) as (records, now):
        advisers = [adviser.id for adviser in records.advisers.known()]
        read = [
            sheet_of_month(each, month, records)
            for each in (advisers if adviser_id is None else [adviser_id])
        ]
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for each in read:
        if adviser_id is None and not (each.work.entries or each.work.pending):
            continue
        document = timesheet_document(each, now=now, banner=_banner(place))
        file = folder / f"{_file_name(document.name)}.pdf"
        file.write_bytes(draw_pdf(document))
        file.with_suffix(".xlsx").write_bytes(draw_xlsx(document))
        click.echo(f"Zapisano {file} i {file.with_suffix('.xlsx').name}.")
        written += 1
    click.echo(f"Kart czasu pracy: {written}.")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="PLIK.xlsx")
@click.option("--from", "first", type=Day(), required=True, help="Pierwszy dzień.")
@click.option("--to", "last", type=Day(), required=True, help="Ostatni dzień.")
@ADVISER
@click.option("--field", metavar="KOD", help="Tylko ten zakres porady.")
@click.option("--form", metavar="KOD", help="Tylko ta forma kontaktu.")
@click.option(
    "--client-kind",
    type=click.Choice(ClientKind, case_sensitive=False),
    help="Tylko ten rodzaj klienta.",
)
@click.option(
    "--state",
    "states",
    type=click.Choice(CardState, case_sensitive=False),
    multiple=True,
    help="Tylko karty w tym stanie; można podać kilka.",
)
@click.option(
    "--order",
    type=click.Choice(RegisterOrder, case_sensitive=False),
    default=RegisterOrder.HELD_ON,
    show_default="held_on",
    help="Porządek.",
)
@click.option("--descending", is_flag=True, help="Malejąco.")
@home_option
def register(  # noqa: PLR0913 - each is an option of the command
    *,
    file: Path,
    first: date,
    last: date,
    adviser_id: UUID | None,
    field: str | None,
    form: str | None,
    client_kind: ClientKind | None,
    states: tuple[CardState, ...],
    order: RegisterOrder,
    descending: bool,
    home: Path,
) -> None:
    """Rejestr porad jako XLSX, z arkuszem «Parametry»."""
    which = RegisterFilter(
        period=period(first, last),
        adviser_id=adviser_id,
        field_of_advice=field,
        form_of_contact=form,
        client_kind=client_kind,
        states=frozenset(states),
    )
    place = place_at(home)
    with _consultations(place) as (records, now):
        export = whole_register(which, order, records, now, descending=descending)
    file.write_bytes(draw_register(export, banner=_banner(place)))
    click.echo(f"Zapisano {file}; kart: {export.sums.cards}.")


@contextmanager
def _consultations(place: NodePlace) -> Iterator[tuple[Records, datetime]]:
    """Open a node's consultations at one moment, and tell its business time."""
    runtime = runtime_of(place.settings, place.home, lambda _: None)
    source = f"/nodes/{place.settings.node}/consultations"
    try:
        with snapshot(runtime.databases["consultations"], source, CATALOGUE) as records:
            yield records, runtime.clock.now()
    finally:
        for database in runtime.databases.values():
            database.close()


def _banner(place: NodePlace) -> str:
    return "" if place.settings.season_begins is None else SEASON_BANNER


def _file_name(name: str) -> str:
    """Return a name with nothing in it that a folder would take for something else."""
    return "-".join("".join(sign if sign.isalnum() else " " for sign in name).split())


COMMANDS = (timesheets, register)
