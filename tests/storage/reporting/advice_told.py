"""Nodes that tell of advice, and a reporting that takes it in, without a broker between them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection

from services.reporting.domain.as_of import AsOf
from services.reporting.domain.fact_row import FactRow
from services.reporting.domain.freshness import Freshness
from services.reporting.domain.parked import Place
from services.reporting.figures import as_of, figure
from services.reporting.figures.catalogue import FIGURES, definition_of
from services.reporting.figures.figure import Figure, Question
from services.reporting.figures.freshness import freshness
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from shared.contracts.consultations import (
    AdviceCardApproved,
    AdviceCardCorrected,
    AdviceConfirmed,
    CardClient,
    ClientKind,
    ConfirmationMeans,
    CorrectionReason,
)
from shared.contracts.domain_event import DomainEvent
from shared.database import Database
from shared.kernel.period import Period
from shared.messaging import chain, control, curing, inbox, parking, projector
from shared.messaging.chain import Link
from shared.messaging.delivery import Delivery, Inbound
from shared.messaging.inbox import Received
from shared.messaging.parking import Parked
from shared.messaging.projection import Change, Folding, Projection
from shared.messaging.projector import Folded
from shared.messaging.rebuilding import Rebuilt, rebuild
from shared.messaging.tables import expected_source
from shared.wire.envelope import CONTENT_TYPE, Cause, compose
from shared.wire.published import CATALOGUE

NOW = datetime(2009, 7, 7, 12, tzinfo=UTC)
YEAR = Period(date(2009, 1, 1), date(2009, 12, 31))
PROGRAMME = "owss-2009/1"
CAUSE = Cause(causationid=UUID(int=1), correlationid=UUID(int=1))
INSTALLATION = UUID(int=2)


def a_client(number: int = 1, kind: str = "individual", **answers: str) -> CardClient:
    return CardClient(client_id=UUID(int=number), client_kind=ClientKind(kind), **answers)


def a_card(number: int) -> UUID:
    return UUID(int=1000 + number)


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


@dataclass
class Node:
    """A node: what its consultations told, sealed in the order of telling."""

    name: str = "zarska"
    programme: str | None = PROGRAMME
    links: list[Link] = field(default_factory=list)
    versions: dict[UUID, int] = field(default_factory=dict)
    """How many domain events it told of each record."""

    @property
    def source(self) -> str:
        return f"/nodes/{self.name}/consultations"

    @property
    def inbound(self) -> Inbound:
        place = f"in.{self.name}"
        return Inbound(place, self.name, place, self.name)

    def approve(self, card: int = 1, minutes: int = 90, **changes: Any) -> Place:
        event = AdviceCardApproved(
            approved_by=UUID(int=9), **self._counted(card, minutes, **changes)
        )
        return self.tell(event)

    def correct(self, card: int = 1, minutes: int = 60, **changes: Any) -> Place:
        counted = changes.pop("counted", True)
        event = AdviceCardCorrected(
            corrected_by=UUID(int=9),
            correction_number=1,
            reason=CorrectionReason.OTHER if counted else CorrectionReason.ANNULLED,
            counted=counted,
            **self._counted(card, minutes, **changes),
        )
        return self.tell(event)

    def annul(self, card: int = 1) -> Place:
        return self.correct(card, counted=False)

    def confirm(self, card: int = 1) -> Place:
        event = AdviceConfirmed(
            confirmed_on=date(2009, 7, 8), means=ConfirmationMeans.PAPER, **self._of(card)
        )
        return self.tell(event)

    def tell(self, event: DomainEvent, **data: Any) -> Place:
        """Seal a domain event; `data` replaces members of it, as a node with an error might."""
        entry = CATALOGUE.of(event)
        body = compose(
            event_id=uuid4(),
            source=self.source,
            event_type=entry.type,
            subject=entry.subject(event),
            subject_version=event.subject_version,
            occurred_at=event.occurred_at,
            dataschema=entry.dataschema,
            data={**CATALOGUE.dump(event), **data},
            programme=self.programme,
            cause=CAUSE,
        )
        prevdigest = self.links[-1].digest if self.links else chain.first_prevdigest(self.source)
        link = chain.seal(body, epoch=1, position=len(self.links) + 1, prevdigest=prevdigest)
        self.links.append(link)
        return Place(self.source, link.epoch, link.position)

    def unreadable(self, card: int = 1) -> Place:
        """Tell of an approval that no reader understands."""
        event = AdviceCardApproved(approved_by=UUID(int=9), **self._counted(card, 90))
        return self.tell(event, minutes="ninety")

    def delivery(self, body: bytes, content_type: str = CONTENT_TYPE) -> Delivery:
        return Delivery(self.inbound.queue, self.inbound.exchange, self.name, content_type, body)

    def deliveries(self) -> list[Delivery]:
        return [self.delivery(link.message) for link in self.links]

    def heartbeat(self, told_at: datetime = NOW, **differing: Any) -> Delivery:
        usual: dict[str, Any] = {
            "source": self.source,
            "epoch": 1,
            "position": len(self.links),
            "digest": self.links[-1].digest if self.links else "0" * 64,
            "told_at": told_at,
            "installation": INSTALLATION,
            "waiting": 0,
        }
        message = control.dump(control.Heartbeat(**{**usual, **differing}))
        return self.delivery(message, control.CONTENT_TYPE)

    def next_of(self, record: UUID) -> dict[str, Any]:
        """Return what the next domain event of a record begins with."""
        self.versions[record] = version = self.versions.get(record, 0) + 1
        return {"occurred_at": NOW, "subject_version": version}

    def _of(self, card: int) -> dict[str, Any]:
        card_id = a_card(card)
        return {
            **self.next_of(card_id),
            "card_id": card_id,
            "card_number": f"{card}/2009/{self.name}",
        }

    def _counted(self, card: int, minutes: int, **changes: Any) -> dict[str, Any]:
        content = {
            "held_on": date(2009, 7, 7),
            "minutes": minutes,
            "field_of_advice": "legal",
            "form_of_contact": "in_person",
            "clients": (a_client(),),
            "advisers": (),
        }
        return {**self._of(card), **content, **changes}


@dataclass
class Faults:
    """Which cards cannot be folded at present."""

    cards: set[UUID] = field(default_factory=set)

    def over(self, projection: Projection = MINISTRY_FACTS) -> Projection:
        return replace(
            projection,
            folds={contract: self._guarded(fold) for contract, fold in projection.folds.items()},
        )

    def _guarded(self, fold: Callable[[Folding[Any]], Iterable[Change]]) -> Any:
        def guarded(folding: Folding[Any]) -> Iterable[Change]:
            if getattr(folding.event, "card_id", None) in self.cards:
                raise ZeroDivisionError(folding.event.card_number)
            return fold(folding)

        return guarded


@dataclass
class Reporting:
    """The reporting of a centre: its archive, its facts, its figures."""

    database: Database
    faults: Faults = field(default_factory=Faults)

    @property
    def projection(self) -> Projection:
        return self.faults.over()

    def expect(self, *nodes: Node) -> None:
        with self.database.write() as connection:
            for node in nodes:
                connection.execute(
                    expected_source.insert().values(
                        source=node.source, node=node.name, enrolled_at=NOW
                    )
                )

    def receive(
        self, node: Node, deliveries: Iterable[Delivery] | None = None, at: datetime = NOW
    ) -> Received:
        with self.database.write() as connection:
            return inbox.store(
                connection,
                list(node.deliveries() if deliveries is None else deliveries),
                {node.inbound.queue: node.inbound},
                at,
            )

    def fold(self, node: Node, limit: int = 1000) -> Folded:
        with self.database.write() as connection:
            return projector.fold_source(
                connection, self.projection, node.source, now=NOW, limit=limit
            )

    def take_in(self, *nodes: Node) -> None:
        for node in nodes:
            self.receive(node)
            self.fold(node)

    def cure(self, cards: Collection[UUID] | None = None) -> None:
        """Let some cards, or all, be folded from now on, and fold again what is parked."""
        self.faults.cards -= self.faults.cards if cards is None else set(cards)
        with self.database.write() as connection:
            subjects = curing.subjects_parked(connection, self.projection)
            curing.retry(connection, self.projection, subjects)

    def rebuild(self) -> Rebuilt:
        return rebuild(self.database, self.projection, now=NOW)

    def parked(self) -> list[Parked]:
        with self.reading() as connection:
            generation = as_of.shown_generation(connection, self.projection)
            return parking.listed(connection, self.projection.name, generation)

    def now(self) -> AsOf:
        with self.reading() as connection:
            return as_of.now(connection, self.projection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self.database.read() as connection:
            yield connection

    def ask(
        self,
        name: str,
        filters: Mapping[str, str] | None = None,
        *,
        at: AsOf | None = None,
        period: Period = YEAR,
    ) -> Figure:
        with self.reading() as connection:
            question = Question(definition_of(name), period, filters or {})
            shown = as_of.shown(connection, self.projection, at)
            return figure.answer(connection, question, shown)

    def value(self, name: str, *, at: AsOf | None = None, **filters: str) -> int:
        return self.ask(name, filters, at=at).value

    def rows(self, name: str, *, at: AsOf | None = None, **filters: str) -> list[FactRow]:
        """Return all rows of a figure over the whole year, after they proved to be its rows."""
        asked = self.ask(name, filters, at=at)
        with self.reading() as connection:
            assert asked.recomputed(connection) == asked.value
            rows = asked.rows(connection, limit=None)
        assert len(rows) == asked.count
        return rows

    def values(self, at: AsOf | None = None) -> dict[str, int]:
        """Return every figure over the whole year."""
        with self.reading() as connection:
            shown = as_of.shown(connection, self.projection, at)
            return {
                name: figure.answer(connection, Question(definition, YEAR), shown).value
                for name, definition in FIGURES.items()
            }

    def fresh(self, at: datetime = NOW) -> Freshness:
        with self.reading() as connection:
            return freshness(connection, self.projection, at)
