"""A season as data: how much happens where and when, with invented people and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marshmallow import ValidationError

from shared.wire.document_fields import (
    ByCode,
    CodeWord,
    Date,
    DocumentPart,
    Listed,
    Month,
    NotADocument,
    Number,
    Part,
    TimeOfDay,
    Words,
    parsed,
    sentences,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, time

    Weights = Mapping[str, int]
    """How often each code is drawn, in proportion to the others."""


class InvalidSeason(ValueError):
    """A season is played only if all of its file is understood."""


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """What an advice was about, in the words of its card."""

    subject: str
    advice_given: str
    agreed_steps: str


@dataclass(frozen=True, kw_only=True)
class PersonNames:
    """First names and surnames that go together."""

    first: tuple[str, ...]
    last: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Names:
    """What people and organisations are called; `organisations` by kind of client."""

    women: PersonNames
    men: PersonNames
    adjectives: tuple[str, ...]
    nouns: tuple[str, ...]
    organisations: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Remarks:
    """The staff's words: by the reason of a return and of corrections, and by who cancelled."""

    returned: Mapping[str, str]
    corrected: Mapping[str, str]
    corrected_duties: Mapping[str, str]
    cancelled: Mapping[str, str]
    reopened: str


@dataclass(frozen=True, kw_only=True)
class WeeklyDuty:
    """When a consultant keeps the consulting point open; `weekday` is 1 on Monday."""

    weekday: int
    starts: time
    ends: time


@dataclass(frozen=True, kw_only=True)
class PlannedReferral:
    """A client of one node whom it sends to another."""

    from_node: str
    to_node: str
    day: date
    field_of_advice: str


@dataclass(frozen=True, kw_only=True)
class PlannedDeputy:
    """When the coordinator of another node stands in for a node's own one."""

    node: str
    from_node: str
    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class NodeVolumes:
    """How much happens at one node; `cards` by the first day of the month."""

    consultants: int
    experts: int
    cards: Mapping[date, int]
    clients: Mapping[str, int]
    became_cooperative: int
    gminas: Weights
    two_clients: int
    two_advisers: int
    returned: Mapping[str, int]
    corrected: Mapping[str, int]
    unfinished: Mapping[str, int]
    unconfirmed: int
    duties: tuple[WeeklyDuty, ...]
    corrected_duties: Mapping[str, int]
    agreed_before: int
    cancelled: int
    no_shows: int
    twice: int
    paths: int
    followed_up: int
    erased: int
    reopened: int


@dataclass(frozen=True, kw_only=True)
class Season:
    """A season of one programme. `begins` and `ends` bound its clock, both inclusive.

    Lengths are in minutes, delays in working days; a number is drawn from each list of numbers.
    """

    programme: str
    begins: date
    ends: date
    opens: time
    closes: time
    reviews_at: time
    minutes: Mapping[str, tuple[int, ...]]
    forms_of_contact: Weights
    client_kinds: Weights
    fields_of_advice: Mapping[str, Weights]
    days_to_draft: tuple[int, ...]
    days_to_review: tuple[int, ...]
    days_to_correct: tuple[int, ...]
    confirmation: Mapping[str, str]
    answers: Mapping[str, Weights]
    days_ahead: tuple[int, ...]
    cancelled_by: Weights
    path_outcomes: Weights
    follow_up_outcomes: Mapping[str, Weights]
    nodes: Mapping[str, NodeVolumes]
    referrals: tuple[PlannedReferral, ...]
    deputies: tuple[PlannedDeputy, ...]
    names: Names
    remarks: Remarks
    wishes: tuple[str, ...]
    aims: Mapping[str, tuple[str, ...]]
    conversations: Mapping[str, tuple[Conversation, ...]]


def read_season(document: str) -> Season:
    """Return the season of a document in YAML.

    Raises InvalidSeason with a sentence for everything that is wrong.
    """
    try:
        season: Season = SeasonSchema().load(parsed(document))
    except NotADocument as error:
        raise InvalidSeason(f"Sezon jest niepoprawny. {error}") from error
    except ValidationError as error:
        raise InvalidSeason(" ".join(("Sezon jest niepoprawny.", *sentences(error)))) from error
    return season


class ConversationSchema(DocumentPart):
    """One conversation."""

    makes = Conversation
    subject = Words()
    advice_given = Words()
    agreed_steps = Words()


class PersonNamesSchema(DocumentPart):
    """First names and surnames."""

    makes = PersonNames
    first = Listed(Words())
    last = Listed(Words())


class NamesSchema(DocumentPart):
    """What people and organisations are called."""

    makes = Names
    women = Part(PersonNamesSchema)
    men = Part(PersonNamesSchema)
    adjectives = Listed(Words())
    nouns = Listed(Words())
    organisations = ByCode(Listed(Words()))


class RemarksSchema(DocumentPart):
    """The staff's words."""

    makes = Remarks
    returned = ByCode(Words())
    corrected = ByCode(Words())
    corrected_duties = ByCode(Words())
    cancelled = ByCode(Words())
    reopened = Words()


class WeeklyDutySchema(DocumentPart):
    """When a consultant keeps the consulting point open."""

    makes = WeeklyDuty
    weekday = Number()
    starts = TimeOfDay()
    ends = TimeOfDay()


class PlannedReferralSchema(DocumentPart):
    """A client of one node whom it sends to another."""

    makes = PlannedReferral
    from_node = CodeWord()
    to_node = CodeWord()
    day = Date()
    field_of_advice = CodeWord()


class PlannedDeputySchema(DocumentPart):
    """When the coordinator of another node stands in for a node's own one."""

    makes = PlannedDeputy
    node = CodeWord()
    from_node = CodeWord()
    first = Date()
    last = Date()


class NodeVolumesSchema(DocumentPart):
    """How much happens at one node."""

    makes = NodeVolumes
    consultants = Number()
    experts = Number()
    cards = ByCode(Number(), keys=Month())
    clients = ByCode(Number())
    became_cooperative = Number()
    gminas = ByCode(Number())
    two_clients = Number()
    two_advisers = Number()
    returned = ByCode(Number())
    corrected = ByCode(Number())
    unfinished = ByCode(Number())
    unconfirmed = Number()
    duties = Listed(Part(WeeklyDutySchema))
    corrected_duties = ByCode(Number())
    agreed_before = Number()
    cancelled = Number()
    no_shows = Number()
    twice = Number()
    paths = Number()
    followed_up = Number()
    erased = Number()
    reopened = Number()


class SeasonSchema(DocumentPart):
    """A whole season."""

    makes = Season
    programme = CodeWord()
    begins = Date()
    ends = Date()
    opens = TimeOfDay()
    closes = TimeOfDay()
    reviews_at = TimeOfDay()
    minutes = ByCode(Listed(Number()))
    forms_of_contact = ByCode(Number())
    client_kinds = ByCode(Number())
    fields_of_advice = ByCode(ByCode(Number()))
    days_to_draft = Listed(Number())
    days_to_review = Listed(Number())
    days_to_correct = Listed(Number())
    confirmation = ByCode(CodeWord())
    answers = ByCode(ByCode(Number()))
    days_ahead = Listed(Number())
    cancelled_by = ByCode(Number())
    path_outcomes = ByCode(Number())
    follow_up_outcomes = ByCode(ByCode(Number()))
    nodes = ByCode(Part(NodeVolumesSchema))
    referrals = Listed(Part(PlannedReferralSchema))
    deputies = Listed(Part(PlannedDeputySchema))
    names = Part(NamesSchema)
    remarks = Part(RemarksSchema)
    wishes = Listed(Words())
    aims = ByCode(Listed(Words()))
    conversations = ByCode(Listed(Part(ConversationSchema)))
