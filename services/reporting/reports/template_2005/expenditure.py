"""Part II: expenditure. Its columns are those of domain.md 5.2.

Accounting documents are not recorded yet. Until they are, each table has its columns and says
"nie dotyczy", as the form asks of fields without content (domain.md 5.1).
"""

from __future__ import annotations

from typing import Final

from services.reporting.domain.cell import Cell, Unit, not_applicable
from services.reporting.reports.table import Column, Row, Table
from services.reporting.reports.template_2005 import wording
from services.reporting.reports.template_2005.value import ExpenditureReport

_PERIODS: Final = (
    "Całość zadania (zgodnie z umową)",
    "Poprzednie okresy sprawozdawcze (narastająco)",
    "Bieżący okres sprawozdawczy",
)
_SOURCES: Final = (
    "Koszty pokryte z dotacji",
    "Koszty pokryte ze środków własnych",
    "Koszty pokryte z wpłat i opłat adresatów zadania (z jakiego tytułu)",
    "Koszty pokryte przez sponsorów publicznych (nazwa, podstawa)",
    "Koszty pokryte przez sponsorów prywatnych (nazwa)",
)
_NOTHING_RECORDED: Final = (
    "Nie zapisano dotąd dokumentów księgowych; wartości zostaną wykazane po ich wprowadzeniu."
)


def expenditure() -> ExpenditureReport:
    """Return part II without any accounting document."""
    return ExpenditureReport(
        information=_information(),
        by_cost_type=_by_cost_type(),
        by_source=_by_source(),
        invoices=_invoices(),
    )


def _information() -> Table:
    return Table(
        title="Informacja o wydatkach przy wykonywaniu zadania w okresie sprawozdawczym",
        columns=(Column("Wyszczególnienie", 56), Column("Kwota (zł)", 20, numeric=True)),
        rows=tuple(
            Row((label, not_applicable(Unit.PLN)))
            for label in (
                "Całkowity koszt w okresie sprawozdawczym",
                "w tym koszty pokryte z uzyskanej dotacji",
                "w tym koszty pokryte ze środków własnych",
            )
        ),
        notes=(_NOTHING_RECORDED,),
    )


def _by_cost_type() -> Table:
    columns = [
        Column(label, 12, group, numeric=True)
        for group in _PERIODS
        for label in ("koszt całkowity", "z tego z dotacji")
    ]
    amounts = _pln(len(columns))
    return Table(
        title="Rozliczenie ze względu na rodzaj kosztów (w zł)",
        columns=(
            Column(wording.ORDINAL, 5),
            Column("Rodzaj kosztów i sposób kalkulacji", 22),
            *columns,
        ),
        rows=(
            Row(("1.", wording.NOT_APPLICABLE, *amounts)),
            Row(("", wording.TOTAL, *amounts), is_total=True),
        ),
    )


def _by_source() -> Table:
    columns = [
        column
        for group in _PERIODS
        for column in (
            Column("zł", 11, group, numeric=True),
            Column("%", 11, group, numeric=True),
        )
    ]
    amounts = (not_applicable(Unit.PLN), not_applicable(Unit.PERCENT)) * len(_PERIODS)
    return Table(
        title="Rozliczenie ze względu na źródło finansowania",
        columns=(Column("Źródło finansowania", 28), *columns),
        rows=(
            *(Row((source, *amounts)) for source in _SOURCES),
            Row((wording.TOTAL, *amounts), is_total=True),
        ),
    )


def _invoices() -> Table:
    nothing = wording.NOT_APPLICABLE
    amounts = _pln(2)
    return Table(
        title="Zestawienie faktur (rachunków)",
        columns=(
            Column(wording.ORDINAL, 5),
            Column("Nr dokumentu księgowego", 20),
            Column("Data", 13),
            Column("Nazwa wydatku", 30),
            Column("Kwota (zł)", 14, numeric=True),
            Column("W tym ze środków z dotacji (zł)", 16, numeric=True),
        ),
        rows=(
            Row(("1.", nothing, nothing, nothing, *amounts)),
            Row(("", "", "", wording.TOTAL, *amounts), is_total=True),
        ),
    )


def _pln(count: int) -> tuple[Cell, ...]:
    return (not_applicable(Unit.PLN),) * count
