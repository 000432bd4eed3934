"""Invented people: who works at a node, and who comes for advice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from shared.contracts.consultations import ClientKind, StaffRole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from random import Random

    from services.node.season.season import Names, NodeVolumes, PersonNames, Season, Weights
    from shared.contracts.programme import Programme

_ASKED_OF_PERSONS = ("sex", "age_band", "status")


@dataclass(frozen=True, kw_only=True)
class StaffMember:
    """Somebody who works at the node."""

    id: UUID
    full_name: str


@dataclass(frozen=True, kw_only=True)
class Deputy(StaffMember):
    """The coordinator of another node, who stands in from `first` to `last`, both included."""

    organisation: str
    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class StaffAdviser(StaffMember):
    """Somebody who gives advice."""

    role: StaffRole


@dataclass(frozen=True, kw_only=True)
class PlannedClient:
    """Somebody who may come from `comes_from` until the day before `comes_until`."""

    id: UUID
    kind: ClientKind
    name: str
    contact_person: str
    email: str
    answers: Mapping[str, str]
    predecessor: PlannedClient | None = None
    comes_from: date | None = None
    comes_until: date | None = None
    is_double: bool = False
    """Whether the node keeps another file of the same client, knowing that it does."""

    def may_come(self, day: date) -> bool:
        """Say whether there is such a client on that day."""
        begun = self.comes_from is None or day >= self.comes_from
        return begun and (self.comes_until is None or day < self.comes_until)

    def members(self) -> dict[str, Any]:
        """Return what a request to register the client says."""
        return {
            "client_id": str(self.id),
            "client_kind": self.kind.value,
            "name": self.name,
            "email": self.email,
            **({"predecessor_id": str(self.predecessor.id)} if self.predecessor else {}),
            **({"although_duplicate": True} if self.is_double else {}),
            **self.answers,
        }


@dataclass(frozen=True, kw_only=True)
class People:
    """Everybody at one node."""

    coordinator: StaffMember
    advisers: tuple[StaffAdviser, ...]
    clients: tuple[PlannedClient, ...]


def drawn(random: Random, weights: Weights) -> str:
    """Draw one of the codes, each as often as its weight says."""
    return random.choices(list(weights), weights=list(weights.values()))[0]


def invent_people(
    season: Season, programme: Programme, volumes: NodeVolumes, space: UUID, random: Random
) -> People:
    """Return the people of one node, with ids in its `space`; nobody has another's name."""
    inventor = _Inventor(season, programme, volumes, space, random)
    return People(
        coordinator=inventor.coordinator(),
        advisers=tuple(inventor.advisers()),
        clients=tuple(inventor.clients()),
    )


class _Inventor:
    """Draws names without giving one twice."""

    def __init__(
        self,
        season: Season,
        programme: Programme,
        volumes: NodeVolumes,
        space: UUID,
        random: Random,
    ) -> None:
        self._season, self._volumes = season, volumes
        self._space, self._random = space, random
        questions = programme.recipient_questions
        self._asked = {name for name, entries in vars(questions).items() if entries}
        months = sorted(volumes.cards)
        self._half_time = months[len(months) // 2]
        names = season.names
        self._people = {
            sex: self._shuffled(_full_names(people))
            for sex, people in (("female", names.women), ("male", names.men))
        }
        self._titles = self._shuffled(_titles(names))

    def coordinator(self) -> StaffMember:
        return StaffMember(id=uuid5(self._space, "staff/coordinator"), full_name=self._person())

    def advisers(self) -> Iterator[StaffAdviser]:
        for role, count in (
            (StaffRole.CONSULTANT, self._volumes.consultants),
            (StaffRole.EXPERT, self._volumes.experts),
        ):
            for number in range(count):
                yield StaffAdviser(
                    id=uuid5(self._space, f"staff/{role}/{number}"),
                    full_name=self._person(),
                    role=role,
                )

    def clients(self) -> Iterator[PlannedClient]:
        """Yield the clients; the first groups become cooperatives at half-time."""
        for kind in ClientKind:
            for number in range(self._volumes.clients.get(kind, 0)):
                if kind is ClientKind.INDIVIDUAL:
                    yield self._individual(number)
                elif kind is ClientKind.INITIATIVE_GROUP and (
                    number < self._volumes.became_cooperative
                ):
                    yield from self._group_and_cooperative(number)
                else:
                    yield self._organisation(kind, number, self._titles.pop())

    def _individual(self, number: int) -> PlannedClient:
        answers = {
            question: drawn(self._random, self._season.answers[question])
            for question in _ASKED_OF_PERSONS
            if question in self._asked
        }
        name = self._person(answers.get("sex"))
        client_id = self._client_id(ClientKind.INDIVIDUAL, number)
        return PlannedClient(
            id=client_id,
            kind=ClientKind.INDIVIDUAL,
            name=name,
            contact_person=name,
            email=_email(client_id),
            answers={**answers, **self._gmina()},
        )

    def _group_and_cooperative(self, number: int) -> Iterator[PlannedClient]:
        title = self._titles.pop()
        group = self._organisation(ClientKind.INITIATIVE_GROUP, number, title)
        group = replace(group, comes_until=self._half_time)
        yield group
        following = self._volumes.clients.get(ClientKind.SOCIAL_COOPERATIVE, 0) + number
        cooperative = self._organisation(ClientKind.SOCIAL_COOPERATIVE, following, title)
        yield replace(cooperative, predecessor=group, comes_from=self._half_time)

    def _organisation(self, kind: ClientKind, number: int, title: str) -> PlannedClient:
        client_id = self._client_id(kind, number)
        return PlannedClient(
            id=client_id,
            kind=kind,
            name=f"{self._random.choice(self._season.names.organisations[kind])} „{title}”",
            contact_person=self._person(),
            email=_email(client_id),
            answers=self._gmina(),
        )

    def _person(self, sex: str | None = None) -> str:
        if sex not in self._people:
            # Who would rather not say has a name all the same.
            sex = self._random.choice(sorted(self._people))
        return self._people[sex].pop()

    def _gmina(self) -> dict[str, str]:
        if "gmina" not in self._asked:
            return {}
        return {"gmina": drawn(self._random, self._volumes.gminas)}

    def _client_id(self, kind: ClientKind, number: int) -> UUID:
        return uuid5(self._space, f"client/{kind}/{number}")

    def _shuffled(self, names: list[str]) -> list[str]:
        self._random.shuffle(names)
        return names


def _full_names(names: PersonNames) -> list[str]:
    return [f"{first} {last}" for first in names.first for last in names.last]


def _titles(names: Names) -> list[str]:
    return [f"{adjective} {noun}" for adjective in names.adjectives for noun in names.nouns]


def _email(client_id: UUID) -> str:
    # A domain that can belong to nobody (RFC 2606).
    return f"{client_id.hex[:8]}@odbiorca.example"
