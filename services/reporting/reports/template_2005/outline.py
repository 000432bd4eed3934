"""The report in the order of the form: parts, points, tables. PDF and XLSX both draw this.

The order and numbering of the points in part I are general knowledge of the form, not read from
the annex (domain.md 5.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from services.reporting.domain.narrative import PARAGRAPHS_APART
from services.reporting.reports.sources import ReportKind
from services.reporting.reports.template_2005 import wording
from shared.kernel import polish

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.reporting.reports.table import Table
    from services.reporting.reports.template_2005.value import Header, Report2005

FORM: Final = (
    "Układ według wzoru z rozporządzenia Ministra Polityki Społecznej z dnia 27 grudnia 2005 r. "
    "(Dz.U. nr 264, poz. 2207)"
)
SUBTITLE: Final = "z wykonania zadania publicznego"
_KINDS: Final = {ReportKind.PARTIAL: "częściowe", ReportKind.FINAL: "końcowe"}
_NOT_GIVEN: Final = "nie podano"
_ORIGIN: Final = (
    "Liczby obliczono z zatwierdzonych zapisów. Pochodzenie każdej z nich podaje arkusz "
    "„Pochodzenie” w skoroszycie XLSX tego sprawozdania."
)
_NOTHING: Final = (wording.NOT_APPLICABLE,)


@dataclass(frozen=True)
class Section:
    """A point of the form; `sheet` is the short name of its sheet in a workbook."""

    title: str
    sheet: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Part:
    """A part of the form with its points."""

    title: str
    sections: tuple[Section, ...]


def title_line(header: Header) -> str:
    """Return the first line of the form, such as "Sprawozdanie końcowe"."""
    return f"Sprawozdanie {kind_named(header)}"


def kind_named(header: Header) -> str:
    """Return whether the report is a partial or a final one, as an adjective."""
    return _KINDS[header.kind]


def contract_named(header: Header) -> str:
    """Return the contract by number and day, or "nie podano"."""
    contract = _NOT_GIVEN
    if header.contract_number is not None:
        contract = f"nr {header.contract_number}"
    if header.contract_date is not None:
        contract = f"{contract}, zawarta w dniu {polish.day(header.contract_date)} r."
    return contract


def header_fields(header: Header) -> tuple[tuple[str, str], ...]:
    """Return the fields under the title, with "nie podano" for what is not known."""
    register = header.contractor_register_number or _NOT_GIVEN
    return (
        (
            "Okres sprawozdawczy",
            f"od {polish.day(header.period.first)} r. do {polish.day(header.period.last)} r.",
        ),
        ("Umowa", contract_named(header)),
        ("Zleceniodawca", header.funder),
        ("Zleceniobiorca", header.contractor),
        ("Nr Krajowego Rejestru Sądowego lub innego rejestru", register),
        ("Data sporządzenia", f"{polish.day(header.dated)} r."),
        ("Data złożenia sprawozdania", "wypełnia organ"),
    )


def outline(report: Report2005) -> tuple[Part, ...]:
    """Return the parts of the form in their order."""
    return (*_merit(report), *_expenditure(report), *_further(report), *_data_state(report))


def _merit(report: Report2005) -> Iterator[Part]:
    merit = report.merit
    yield Part(
        "Część I. Sprawozdanie merytoryczne",
        (
            Section(
                "1. Czy zakładane cele i rezultaty zostały osiągnięte w wymiarze określonym "
                "w ofercie? Jeśli nie – dlaczego?",
                "I.1 Cele i rezultaty",
                merit.goals,
            ),
            Section("2. Opis wykonania zadania", "I.2 Opis", merit.performance, merit.advice),
            Section("2a. Harmonogram", "I.2a Harmonogram", (), (merit.schedule,)),
            Section("2b. Punkt konsultacyjny i droga klientów", "I.2b Punkt", (), merit.activity),
            Section(
                "3. Odbiorcy zadania (liczba, wiek, płeć, miejsce zamieszkania, status)",
                "I.3 Odbiorcy",
                merit.recipients,
                merit.recipient_tables,
            ),
            Section("4. Mierzalne rezultaty", "I.4 Rezultaty", (), merit.indicators),
            Section(
                "5. Rola partnerów w wykonaniu zadania",
                "I.5 Partnerzy",
                tuple(merit.role_of_partners.split(PARAGRAPHS_APART)),
                (merit.partners,),
            ),
        ),
    )


def _expenditure(report: Report2005) -> Iterator[Part]:
    spent = report.expenditure
    yield Part(
        "Część II. Sprawozdanie z wykonania wydatków",
        (
            Section("A. Informacja o wydatkach", "II.A Wydatki", (), (spent.information,)),
            Section("A1. Według rodzaju kosztów", "II.A1 Koszty", (), (spent.by_cost_type,)),
            Section("A2. Według źródła finansowania", "II.A2 Źródła", (), (spent.by_source,)),
            Section("B. Faktury (rachunki)", "II.B Faktury", (), (spent.invoices,)),
        ),
    )


def _further(report: Report2005) -> Iterator[Part]:
    further = report.further
    yield Part(
        "Część III. Dodatkowe informacje",
        (
            Section("1. Dodatkowe informacje", "III.1 Dodatkowe", further.additional or _NOTHING),
            Section("2. Załączniki", "III.2 Załączniki", further.attachments or _NOTHING),
        ),
    )


def _data_state(report: Report2005) -> Iterator[Part]:
    state = report.data_state
    yield Part(
        "Stan danych",
        (
            Section(
                f"Dane według stanu na {polish.moment(state.as_of)}",
                "Stan danych",
                (
                    state.summary,
                    _ORIGIN,
                ),
                (state.nodes,) if state.not_folded is None else (state.nodes, state.not_folded),
            ),
        ),
    )
