"""What reporting finds, as a part of the page that looks in everything."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.reporting.application.authorise import ROLES
from services.reporting.application.list_programmes import list_programmes
from services.reporting.application.open_domain_event import open_domain_event
from services.reporting.application.queries import (
    ListProgrammes,
    ListReports,
    OpenDomainEvent,
    ReadDashboard,
)
from services.reporting.application.read_reports import list_reports
from services.reporting.domain.cell import FigureReference
from services.reporting.domain.parked import Place
from services.reporting.web.addresses import event_address, figure_address
from services.reporting.web.asking import ask
from services.reporting.web.wording import FIGURES
from shared.kernel.command import Refusal
from shared.kernel.period import Period
from shared.kernel.polish import one_spelling
from shared.web.guarding import person
from shared.web.searching import Hit, Hits, asked_words, drawn

if TYPE_CHECKING:
    from shared.contracts.programme import Programme

pages = Blueprint("searching", __name__)

_EVENT: Final = re.compile(
    r"(?P<node>[a-z0-9-]+)(/(?P<service>[a-z]+))? (?P<epoch>\d{1,9})/(?P<position>\d{1,18})"
)
"""How rows name a domain event: `zarska 1/17`, and if need be `zarska/consultations 1/17`."""


@pages.get("/search")
def search() -> ResponseReturnValue:
    """Answer with the figures, programmes, reports and the domain event that were found."""
    typed = asked_words()
    parts = one_spelling(typed).split()
    programmes = ask(ListProgrammes(actor=person().actor), list_programmes)
    found = [
        _figures(parts, programmes),
        _programmes(parts, programmes),
        _reports(parts, programmes),
        _event(typed),
    ]
    return drawn(_("Wskaźniki i sprawozdania"), found)


def _agree(parts: Sequence[str], *texts: str) -> bool:
    """Say whether each part of what was typed stands in one of the texts."""
    within = one_spelling(" ".join(texts))
    return bool(parts) and all(part in within for part in parts)


def _figures(parts: Sequence[str], programmes: Sequence[Programme]) -> Hits:
    """Return the figures over the days of the newest programme, for who sees them as of now."""
    of_now = programmes[:1] if person().has(ROLES[ReadDashboard]) else ()
    return Hits(
        title=_("Wskaźniki"),
        hits=[
            Hit(
                address=figure_address(
                    FigureReference.of(
                        name,
                        Period(programme.first_day, programme.last_day),
                        programme=programme.code,
                    )
                ),
                words=str(title),
            )
            for programme in of_now
            for name, title in FIGURES.items()
            if _agree(parts, str(title))
        ],
    )


def _programmes(parts: Sequence[str], programmes: Sequence[Programme]) -> Hits:
    page = "dashboard.dashboard" if person().has(ROLES[ReadDashboard]) else "reports.versions"
    return Hits(
        title=_("Programy"),
        hits=[
            Hit(address=url_for(page, programme=each.code), words=each.title, more=each.code)
            for each in programmes
            if _agree(parts, each.title, each.code)
        ],
    )


def _reports(parts: Sequence[str], programmes: Sequence[Programme]) -> Hits:
    if not person().has(ROLES[ListReports]):
        return Hits(title=_("Sprawozdania"), hits=())
    versions = [
        (programme, version.number)
        for programme in programmes
        for version in ask(
            ListReports(actor=person().actor, programme=programme.code), list_reports
        )
    ]

    def title(programme: Programme, number: int) -> str:
        return _(
            "Sprawozdanie z programu %(programme)s, wersja %(number)s",
            programme=programme.code,
            number=number,
        )

    return Hits(
        title=_("Sprawozdania"),
        hits=[
            Hit(
                address=url_for("reports.version", programme=programme.code, number=number),
                words=title(programme, number),
            )
            for programme, number in versions
            if _agree(parts, title(programme, number), programme.title)
        ],
    )


def _event(typed: str) -> Hits:
    """Return the domain event that is named, if it is here and the person may open it."""
    named = _EVENT.fullmatch(typed.lower())
    if named is None:
        return Hits(title=_("Zdarzenia"), hits=())
    place = Place(
        source=f"/nodes/{named['node']}/{named['service'] or 'consultations'}",
        epoch=int(named["epoch"]),
        position=int(named["position"]),
    )
    try:
        behind = ask(
            OpenDomainEvent(actor=person().actor, place=place, submitted=None), open_domain_event
        )
    except Refusal:
        return Hits(title=_("Zdarzenia"), hits=())
    return Hits(title=_("Zdarzenia"), hits=[Hit(address=event_address(behind), words=typed)])
