"""A report of invented numbers, made from rows as the real one is, for the tests of reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

from services.reporting.domain.cell import FigureReference, FigureValue
from services.reporting.reports.canonical import canonical_json
from services.reporting.reports.sources import (
    Freshness,
    NodeFreshness,
    NodeState,
    ReportKind,
    ReportOrder,
    SourcePosition,
)
from services.reporting.reports.template_2005.assemble import assemble
from services.reporting.reports.template_2005.cover_letter import cover_letter
from services.reporting.reports.template_2005.pdf import draw_pdf
from services.reporting.reports.template_2005.value import Report2005
from shared.contracts.consultations import ClientKind
from shared.contracts.programme import Programme
from shared.kernel.period import Period
from shared.wire.programme import read_programme

PROGRAMME_FILE = Path(__file__).parents[3] / "deploy/programmes/owss-2009.yaml"
SEASON = Period(date(2009, 6, 1), date(2009, 12, 31))
AS_OF = datetime(2010, 1, 20, 11, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Advice:
    """A row behind the figures; `client` identifies its one client."""

    held_on: date
    minutes: int
    codes: Mapping[str, str]
    client: int


@dataclass(frozen=True)
class FiguresOfRows:
    """The figures, computed from rows in the plainest way; those of no advice are as given."""

    rows: tuple[Advice, ...]
    programme: str
    others: Mapping[FigureReference, int]

    def value(self, reference: FigureReference, /) -> FigureValue:
        rows = [
            row
            for row in self.rows
            if row.held_on in reference.period
            and set(reference.filters) <= {*row.codes.items(), ("programme", self.programme)}
        ]
        values = {
            "number_of_advices": len(rows),
            "client_places": len(rows),
            "hours_of_advice": sum(row.minutes for row in rows),
            "unique_clients": len({row.client for row in rows}),
        }
        if reference.name not in values:
            return FigureValue(self.others.get(reference, 0), self.others.get(reference, 0))
        return FigureValue(values[reference.name], len(rows))


@dataclass
class Sample:
    """What a report is made from, each piece replaceable."""

    programme: Programme
    rows: tuple[Advice, ...] = ()
    freshness: Freshness | None = None
    order: ReportOrder | None = None
    others: Mapping[FigureReference, int] = field(default_factory=dict)

    def report(self) -> Report2005:
        return assemble(
            self.programme,
            FiguresOfRows(self.rows, self.programme.code, self.others),
            self.freshness or all_complete(self.programme),
            self.order or an_order(),
        )


def printed(report: Report2005, order: ReportOrder | None = None) -> bytes:
    """Return the PDF of a report that is submitted as the first version."""
    given = order or an_order()
    letter = cover_letter(the_programme(), given, report, number=1, xlsx=canonical_json(report))
    return draw_pdf(report, letter, given.verified_at)


def the_programme() -> Programme:
    return read_programme(PROGRAMME_FILE.read_text(encoding="utf-8"))


def an_order(**changes: object) -> ReportOrder:
    defaults: dict[str, object] = {
        "kind": ReportKind.FINAL,
        "period": SEASON,
        "dated": date(2010, 1, 20),
        "banner": "Sezon pokazowy: osoby i wielkości są zmyślone",
        "signatories": ("osoba upoważniona do reprezentacji", "sporządził(a)"),
        "attachments": ("Skoroszyt XLSX z tabelami i pochodzeniem każdej liczby",),
    }
    return ReportOrder(**{**defaults, **changes})  # type: ignore[arg-type]  # a test names its fields


def a_season(programme: Programme, *, seed: int = 2009, cards: int = 600) -> tuple[Advice, ...]:
    """Return rows of a season with all codes of the programme; the same seed, the same rows."""
    random = Random(seed)  # noqa: S311 - rows of a test, no secret
    questions = programme.recipient_questions
    clients: list[dict[str, str]] = []
    for number in range(240):
        kind = random.choices(list(ClientKind), weights=[17, 2, 4, 1])[0]
        codes = {"client_kind": kind.value, "node": random.choice(programme.partners).node}
        if kind is ClientKind.INDIVIDUAL:
            for question in ("sex", "age_band", "gmina", "status"):
                entries = getattr(questions, question)
                weights = [*range(len(entries) * 3, len(entries), -2), 1][: len(entries)]
                weights += [1] * (len(entries) - len(weights))
                codes[question] = random.choices(entries, weights=weights)[0].code
        clients.append(codes | {"number": str(number)})
    rows = []
    for _ in range(cards):
        client = random.choice(clients)
        codes = {name: code for name, code in client.items() if name != "number"}
        codes["field_of_advice"] = random.choice(programme.fields_of_advice).code
        codes["form_of_contact"] = random.choice(programme.forms_of_contact).code
        held_on = date(2009, random.randint(6, 11), random.randint(1, 28))
        rows.append(Advice(held_on, random.randint(4, 40) * 5, codes, int(client["number"])))
    return tuple(rows)


def all_complete(programme: Programme, **states: NodeFreshness) -> Freshness:
    """Return freshness in which every node is complete but those given by keyword."""
    nodes = [
        NodeFreshness(
            node_id=partner.node,
            state=NodeState.COMPLETE,
            positions=(SourcePosition(f"/nodes/{partner.node}/consultations", 1, 1234),),
        )
        for partner in programme.partners
    ]
    return Freshness(
        AS_OF, tuple(states.get(node.node_id.replace("-", "_"), node) for node in nodes)
    )
