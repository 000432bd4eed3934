"""The programme: what a centre promised its funder, as data that reaches every node in versions.

Nothing of a particular programme is in the code: fields of advice, schedule, indicators, targets,
dictionaries and texts come from here (architecture.md 3, "The programme").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of a dictionary: the code that is stored, the words that are shown."""

    code: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Operator:
    """Who runs the centre, and from when to when under this name (domain.md 0.9, C4)."""

    name: str
    address: str
    register_number: str | None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class ProjectContract:
    """The contract with the funder; a number that is not known is `None`, never invented."""

    number: str | None
    signed_on: date | None
    funder: str
    funder_short: str
    task_title: str
    report_template: str
    report_due_days: int


@dataclass(frozen=True, kw_only=True)
class Partner:
    """An organisation of the programme and the node it deploys."""

    node: str
    name: str
    short_name: str
    seat: str
    is_lead: bool = False


@dataclass(frozen=True, kw_only=True)
class ScheduleTask:
    """One line of the schedule: what was promised for which month.

    `done_when` names the figure that shows that it was done; `None` where no service of the suite
    records it yet: the report then says that there are no data.
    """

    code: str
    label: str
    month: date
    """The first day of the month."""
    done_when: str | None = None


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """What is counted against a target; `figure` names how, targets are in the figure's unit."""

    code: str
    label: str
    figure: str
    target: int
    targets_by_node: Mapping[str, int] = field(default_factory=dict)
    proof: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RecipientQuestions:
    """What is asked about a recipient; an empty dictionary means that it is not asked."""

    sex: tuple[Entry, ...] = ()
    age_band: tuple[Entry, ...] = ()
    gmina: tuple[Entry, ...] = ()
    status: tuple[Entry, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CardRules:
    """What an advice card must satisfy (domain.md 2.3); lengths in characters."""

    shortest_subject: int
    shortest_advice: int
    days_to_draft: int | None = None


@dataclass(frozen=True, kw_only=True)
class ProgrammeTexts:
    """Texts of the offer which the report repeats word by word (domain.md 5.7)."""

    goals: str
    recipients: str
    role_of_partners: str
    disclaimer: str | None = None


@dataclass(frozen=True, kw_only=True)
class Programme:
    """One version of a programme. `first_day` and `last_day` bound the task, both inclusive."""

    code: str
    version: int
    valid_from: date
    title: str
    centre_name: str
    working_area: str
    first_day: date
    last_day: date
    operator: tuple[Operator, ...]
    contract: ProjectContract
    partners: tuple[Partner, ...]
    fields_of_advice: tuple[Entry, ...]
    forms_of_contact: tuple[Entry, ...]
    recipient_questions: RecipientQuestions
    card_rules: CardRules
    schedule: tuple[ScheduleTask, ...]
    indicators: tuple[Indicator, ...]
    texts: ProgrammeTexts

    @property
    def reference(self) -> str:
        """How a domain event names the version it was made under, such as `owss-2009/1`."""
        return f"{self.code}/{self.version}"
