"""The programme as a document: what people write in YAML, and what reaches every node as JSON.

It is no domain event: it travels beside the journal, which keeps only its digest.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from marshmallow import ValidationError, validates_schema

from shared.contracts import programme as contracts
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
    Remark,
    Words,
    YesOrNo,
    parsed,
    sentences,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from shared.contracts.programme import Programme

REFUSED = "refused"
"""The code for somebody who would rather not say; every dictionary about recipients has it."""


class InvalidProgramme(ValueError):
    """A programme is taken only as a whole; `problems` are sentences, one for each mistake."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(" ".join(("Program jest niepoprawny.", *problems)))
        self.problems = problems


class EntrySchema(DocumentPart):
    """One entry of a dictionary."""

    makes = contracts.Entry
    code = CodeWord()
    label = Words()


class OperatorSchema(DocumentPart):
    """Who runs the centre, under which name."""

    makes = contracts.Operator
    name = Words()
    address = Words()
    register_number = Words(allow_none=True)
    valid_from = Date(load_default=None, allow_none=True)
    valid_to = Date(load_default=None, allow_none=True)


class ProjectContractSchema(DocumentPart):
    """The contract with the funder; what is not known is written as null, so that it is seen."""

    makes = contracts.ProjectContract
    number = Words(allow_none=True)
    signed_on = Date(allow_none=True)
    funder = Words()
    funder_short = Words()
    task_title = Words()
    report_template = CodeWord()
    report_due_days = Number()


class PartnerSchema(DocumentPart):
    """An organisation and its node."""

    makes = contracts.Partner
    node = CodeWord()
    name = Words()
    short_name = Words()
    seat = Words()
    is_lead = YesOrNo(load_default=False)


class ScheduleTaskSchema(DocumentPart):
    """One line of the schedule."""

    makes = contracts.ScheduleTask
    code = CodeWord()
    label = Words()
    month = Month()
    done_when = CodeWord(load_default=None, allow_none=True)


class IndicatorSchema(DocumentPart):
    """What is counted against which target."""

    makes = contracts.Indicator
    code = CodeWord()
    label = Words()
    figure = CodeWord()
    target = Number()
    targets_by_node = ByCode(Number(), load_default=dict)
    proof = Remark(load_default="")
    filters = ByCode(CodeWord(), load_default=dict)


class RecipientQuestionsSchema(DocumentPart):
    """What is asked about a recipient."""

    makes = contracts.RecipientQuestions
    sex = Listed(Part(EntrySchema), load_default=())
    age_band = Listed(Part(EntrySchema), load_default=())
    gmina = Listed(Part(EntrySchema), load_default=())
    status = Listed(Part(EntrySchema), load_default=())


class CardRulesSchema(DocumentPart):
    """What an advice card must satisfy."""

    makes = contracts.CardRules
    shortest_subject = Number()
    shortest_advice = Number()
    days_to_draft = Number(load_default=None, allow_none=True)


class ProgrammeTextsSchema(DocumentPart):
    """Texts that the report repeats word by word."""

    makes = contracts.ProgrammeTexts
    goals = Words()
    recipients = Words()
    role_of_partners = Words()
    disclaimer = Words(load_default=None, allow_none=True)


class ProgrammeSchema(DocumentPart):
    """A whole programme; also refuses one whose parts contradict each other."""

    makes = contracts.Programme
    code = CodeWord()
    version = Number()
    valid_from = Date()
    title = Words()
    centre_name = Words()
    working_area = Words()
    first_day = Date()
    last_day = Date()
    operator = Listed(Part(OperatorSchema))
    contract = Part(ProjectContractSchema)
    partners = Listed(Part(PartnerSchema))
    fields_of_advice = Listed(Part(EntrySchema))
    forms_of_contact = Listed(Part(EntrySchema))
    recipient_questions = Part(RecipientQuestionsSchema)
    card_rules = Part(CardRulesSchema)
    schedule = Listed(Part(ScheduleTaskSchema))
    indicators = Listed(Part(IndicatorSchema))
    texts = Part(ProgrammeTextsSchema)

    @validates_schema(skip_on_field_errors=True)
    def _refuse_contradictions(self, values: dict[str, Any], **_: Any) -> None:
        problems = {
            member: [problem] for member, problem in _contradictions(contracts.Programme(**values))
        }
        if problems:
            raise ValidationError(problems)


def read_programme(document: str | bytes | Mapping[str, Any]) -> Programme:
    """Return the programme of a document in YAML or JSON, or of one that is already parsed.

    Raises InvalidProgramme with a sentence for everything that is wrong.
    """
    try:
        members = parsed(document) if isinstance(document, str | bytes) else document
        programme: Programme = ProgrammeSchema().load(members)
    except NotADocument as error:
        raise InvalidProgramme((str(error),)) from error
    except ValidationError as error:
        raise InvalidProgramme(sentences(error)) from error
    return programme


def programme_document(programme: Programme) -> bytes:
    """Return the one way to write a programme: compact JSON in UTF-8 with sorted members."""
    members = ProgrammeSchema().dump(programme)
    text = json.dumps(members, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode()


def document_digest(document: bytes) -> str:
    """Return the SHA-256 of a document in lower-case hexadecimal."""
    return sha256(document).hexdigest()


def _contradictions(programme: Programme) -> Iterator[tuple[str, str]]:
    """Yield members that are each in order and yet cannot stand together, with the reason."""
    if programme.first_day > programme.last_day:
        yield "last_day", "zadanie kończy się, zanim się zacznie"
    if not programme.operator:
        yield "operator", "nie podano operatora"
    if sum(partner.is_lead for partner in programme.partners) != 1:
        yield "partners", "dokładnie jeden partner jest liderem (is_lead)"
    begin = programme.first_day.replace(day=1)
    if any(not begin <= task.month <= programme.last_day for task in programme.schedule):
        yield "schedule", "miesiąc zadania leży poza okresem realizacji programu"
    nodes = _all(programme.partners, "node")
    if any(set(indicator.targets_by_node) - set(nodes) for indicator in programme.indicators):
        yield "indicators", "wartość docelowa dotyczy węzła, którego nie ma wśród partnerów"
    questions = vars(programme.recipient_questions)
    if any(entries and REFUSED not in _all(entries, "code") for entries in questions.values()):
        yield "recipient_questions", f"w każdym słowniku musi być kod „{REFUSED}” (odmowa)"
    for member, codes in {
        "partners": nodes,
        "fields_of_advice": _all(programme.fields_of_advice, "code"),
        "forms_of_contact": _all(programme.forms_of_contact, "code"),
        "schedule": _all(programme.schedule, "code"),
        "indicators": _all(programme.indicators, "code"),
        **{f"recipient_questions.{name}": _all(each, "code") for name, each in questions.items()},
    }.items():
        if len(codes) != len(set(codes)):
            yield member, "ten sam kod występuje dwa razy"


def _all(parts: Iterable[object], member: str) -> list[str]:
    return [getattr(part, member) for part in parts]
