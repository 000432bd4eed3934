"""The programme's document: read strictly, written in one way only."""

import dataclasses
import json
from collections.abc import Callable
from dataclasses import MISSING, replace
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import missing

from shared.contracts import programme as contracts
from shared.contracts.programme import (
    CardRules,
    Entry,
    Indicator,
    Operator,
    Partner,
    Programme,
    ProgrammeTexts,
    ProjectContract,
    RecipientQuestions,
    ScheduleTask,
)
from shared.wire import programme as wire
from shared.wire.document_fields import DocumentPart
from shared.wire.programme import (
    InvalidProgramme,
    document_digest,
    programme_document,
    read_programme,
)

PARTS = [
    contracts.Entry,
    contracts.Operator,
    contracts.ProjectContract,
    contracts.Partner,
    contracts.ScheduleTask,
    contracts.Indicator,
    contracts.RecipientQuestions,
    contracts.CardRules,
    contracts.ProgrammeTexts,
    contracts.Programme,
]

words = st.text(min_size=1, max_size=20).filter(lambda text: bool(text.strip()))
codes = st.text("abz019_-", max_size=5).map(lambda rest: f"c{rest}")
numbers = st.integers(min_value=0)
entries = st.builds(Entry, code=codes, label=words)
dictionaries = st.lists(entries, max_size=3, unique_by=lambda entry: entry.code).map(tuple)
answers = dictionaries.map(
    lambda known: (
        known and (*[e for e in known if e.code != "refused"], Entry(code="refused", label="x"))
    )
)


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    first_day, last_day = sorted((draw(st.dates()), draw(st.dates())))
    months = st.dates(first_day, last_day).map(lambda day: day.replace(day=1))
    nodes = draw(st.lists(codes, min_size=1, max_size=3, unique=True))
    partner = st.builds(Partner, name=words, short_name=words, seat=words, node=st.just("x"))
    partners = tuple(
        replace(draw(partner), node=node, is_lead=number == 0) for number, node in enumerate(nodes)
    )
    targets = st.dictionaries(st.sampled_from(nodes), numbers, max_size=2)
    indicators = st.builds(
        Indicator,
        code=codes,
        label=words,
        figure=codes,
        target=numbers,
        targets_by_node=targets,
        proof=st.text(max_size=20),
        filters=st.dictionaries(codes, codes, max_size=2),
    )
    tasks = st.builds(
        ScheduleTask, code=codes, label=words, month=months, done_when=st.none() | codes
    )
    return Programme(
        code=draw(codes),
        version=draw(numbers),
        valid_from=draw(st.dates()),
        title=draw(words),
        centre_name=draw(words),
        working_area=draw(words),
        first_day=first_day,
        last_day=last_day,
        operator=(
            draw(
                st.builds(
                    Operator,
                    name=words,
                    address=words,
                    register_number=st.none() | words,
                    valid_from=st.none() | st.dates(),
                    valid_to=st.none() | st.dates(),
                )
            ),
        ),
        contract=draw(
            st.builds(
                ProjectContract,
                number=st.none() | words,
                signed_on=st.none() | st.dates(),
                funder=words,
                funder_short=words,
                task_title=words,
                report_template=codes,
                report_due_days=numbers,
            )
        ),
        partners=partners,
        fields_of_advice=draw(dictionaries),
        forms_of_contact=draw(dictionaries),
        recipient_questions=draw(
            st.builds(
                RecipientQuestions, sex=answers, age_band=answers, gmina=answers, status=answers
            )
        ),
        card_rules=draw(
            st.builds(
                CardRules,
                shortest_subject=numbers,
                shortest_advice=numbers,
                days_to_draft=st.none() | numbers,
            )
        ),
        schedule=tuple(draw(st.lists(tasks, max_size=3, unique_by=lambda task: task.code))),
        indicators=tuple(draw(st.lists(indicators, max_size=3, unique_by=lambda each: each.code))),
        texts=draw(
            st.builds(
                ProgrammeTexts,
                goals=words,
                recipients=words,
                role_of_partners=words,
                disclaimer=st.none() | words,
            )
        ),
    )


@settings(max_examples=30, deadline=None)
@given(programmes())
def test_a_programme_that_was_written_is_read_as_it_was(programme: Programme) -> None:
    document = programme_document(programme)

    assert read_programme(document) == programme
    assert programme_document(read_programme(document)) == document


def test_a_document_has_one_form_whatever_the_order_in_which_it_was_typed(
    members: dict[str, Any],
) -> None:
    turned = dict(reversed(members.items()))

    document = programme_document(read_programme(turned))

    assert document == programme_document(read_programme(members))
    assert b": " not in document.split(b"texts")[0].replace(b"OWSS): ", b"")
    assert "księgowo".encode() in document
    assert list(json.loads(document)) == sorted(json.loads(document))


def test_the_digest_is_that_of_the_bytes() -> None:
    assert document_digest(b"{}") == sha256(b"{}").hexdigest()


@pytest.mark.parametrize("part", PARTS)
def test_the_schema_has_the_members_and_defaults_of_its_contract(part: type) -> None:
    schema = next(
        each
        for each in vars(wire).values()
        if isinstance(each, type) and issubclass(each, DocumentPart) and _makes(each) is part
    )

    fields = {
        name: missing if field.required else field.load_default
        for name, field in schema().fields.items()
    }

    assert fields == {field.name: _default(field) for field in dataclasses.fields(part)}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param(
            lambda told: told.update(titel="x"), "titel: nieznana pozycja.", id="unknown member"
        ),
        pytest.param(
            lambda told: told["contract"].update(numer="1"),
            "contract.numer: nieznana pozycja.",
            id="unknown member of a part",
        ),
        pytest.param(
            lambda told: told["contract"].pop("number"),
            "contract.number: brakuje tej pozycji.",
            id="a number that is not known is null, not left out",
        ),
        pytest.param(
            lambda told: told.update(title="  "), "title: pozycja nie może być pusta.", id="blank"
        ),
        pytest.param(
            lambda told: told.update(title=None), "title: pozycja nie może być pusta.", id="null"
        ),
        pytest.param(lambda told: told.update(title=7), "title: to nie jest tekst.", id="no text"),
        pytest.param(
            lambda told: told["schedule"][3].update(month="2009-13"),
            "schedule[3].month: to nie jest miesiąc w postaci RRRR-MM.",
            id="no such month",
        ),
        pytest.param(
            lambda told: told["schedule"][0].update(month="2009-6"),
            "schedule[0].month: to nie jest miesiąc w postaci RRRR-MM.",
            id="month of one digit",
        ),
        pytest.param(
            lambda told: told.update(first_day="20090601"),
            "first_day: to nie jest dzień w postaci RRRR-MM-DD.",
            id="another way to write a day",
        ),
        pytest.param(
            lambda told: told.update(first_day=20090601),
            "first_day: to nie jest dzień w postaci RRRR-MM-DD.",
            id="day as a number",
        ),
        pytest.param(
            lambda told: told["fields_of_advice"][0].update(code="Zażółć"),
            "fields_of_advice[0].code: to nie jest kod",
            id="code with Polish letters",
        ),
        pytest.param(
            lambda told: told["recipient_questions"]["gmina"][0].update(code=463011),
            "recipient_questions.gmina[0].code: to nie jest kod",
            id="code that YAML read as a number",
        ),
        pytest.param(
            lambda told: told["indicators"][0].update(target=-1),
            "indicators[0].target: liczba nie może być ujemna.",
            id="negative target",
        ),
        pytest.param(
            lambda told: told["indicators"][0].update(target=1.5),
            "indicators[0].target: to nie jest liczba całkowita.",
            id="fraction",
        ),
        pytest.param(
            lambda told: told["indicators"][0].update(targets_by_node=[1]),
            "indicators[0].targets_by_node: tu powinny być nazwane pozycje.",
            id="list for a mapping",
        ),
        pytest.param(
            lambda told: told["partners"][1].update(is_lead="tak"),
            "partners[1].is_lead: to nie jest true ani false.",
            id="no flag",
        ),
        pytest.param(
            lambda told: told.update(schedule={}), "schedule: to nie jest lista.", id="no list"
        ),
        pytest.param(
            lambda told: told.update(texts="x"),
            "texts: tu powinny być nazwane pozycje.",
            id="no part",
        ),
        pytest.param(
            lambda told: told.update(last_day="2009-05-31"),
            "last_day: zadanie kończy się, zanim się zacznie.",
            id="ends before it begins",
        ),
        pytest.param(
            lambda told: told.update(operator=[]),
            "operator: nie podano operatora.",
            id="no operator",
        ),
        pytest.param(
            lambda told: told["partners"][1].update(is_lead=True),
            "partners: dokładnie jeden partner jest liderem (is_lead).",
            id="two leads",
        ),
        pytest.param(
            lambda told: told["partners"][1].update(node="cistor"),
            "partners: ten sam kod występuje dwa razy.",
            id="two partners at one node",
        ),
        pytest.param(
            lambda told: told["schedule"][0].update(month="2010-01"),
            "schedule: miesiąc zadania leży poza okresem realizacji programu.",
            id="task after the end",
        ),
        pytest.param(
            lambda told: told["indicators"][0].update(targets_by_node={"lublin": 1}),
            "indicators: wartość docelowa dotyczy węzła, którego nie ma wśród partnerów.",
            id="target of a stranger",
        ),
        pytest.param(
            lambda told: told["recipient_questions"]["sex"].pop(),
            "recipient_questions: w każdym słowniku musi być kod „refused” (odmowa).",
            id="nobody may refuse",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_path(
    members: dict[str, Any], change: Callable[[dict[str, Any]], object], sentence: str
) -> None:
    change(members)

    with pytest.raises(InvalidProgramme) as refused:
        read_programme(members)

    assert any(problem.startswith(sentence) for problem in refused.value.problems)


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ("- 1", "Całość: tu powinny być nazwane pozycje."),
        ("a: [", "To nie jest dokument YAML ani JSON"),
        ("{", "To nie jest dokument YAML ani JSON"),
        (b"\xff", "To nie jest dokument YAML ani JSON"),
        ("code: x\ncode: y\n", "Pozycja „code” występuje dwa razy."),
        ('{"code": "x", "code": "y"}', "Pozycja „code” występuje dwa razy."),
    ],
)
def test_what_is_no_document_is_refused_in_one_sentence(
    document: str | bytes, sentence: str
) -> None:
    with pytest.raises(InvalidProgramme, match="Program jest niepoprawny") as refused:
        read_programme(document)

    assert refused.value.problems[0].startswith(sentence)


def _makes(schema: type[DocumentPart]) -> type | None:
    return getattr(schema, "makes", None)


def _default(field: "dataclasses.Field[Any]") -> object:
    if field.default_factory is not MISSING:
        return field.default_factory
    return missing if field.default is MISSING else field.default


@pytest.fixture
def members() -> dict[str, Any]:
    """A small programme in which everything is in order."""
    told: dict[str, Any] = json.loads(programme_document(_PROGRAMME))
    return told


_REFUSED = Entry(code="refused", label="odmowa podania")
_PROGRAMME = Programme(
    code="owss-2009",
    version=1,
    valid_from=date(2009, 6, 1),
    title="Ośrodek",
    centre_name="Ośrodek, Toruń",
    working_area="województwo",
    first_day=date(2009, 6, 1),
    last_day=date(2009, 12, 31),
    operator=(Operator(name="CISTOR", address="Toruń", register_number=None),),
    contract=ProjectContract(
        number=None,
        signed_on=None,
        funder="Ministerstwo",
        funder_short="MPiPS",
        task_title="Zadanie",
        report_template="2005",
        report_due_days=30,
    ),
    partners=(
        Partner(node="cistor", name="CISTOR", short_name="CIS", seat="Toruń", is_lead=True),
        Partner(node="zarska", name="Żarska", short_name="ŻSS", seat="Żary"),
    ),
    fields_of_advice=(Entry(code="finance", label="doradztwo księgowo-finansowe"),),
    forms_of_contact=(Entry(code="phone", label="telefonicznie"),),
    recipient_questions=RecipientQuestions(
        sex=(Entry(code="female", label="kobieta"), _REFUSED),
        gmina=(Entry(code="0463011", label="Toruń"), _REFUSED),
    ),
    card_rules=CardRules(shortest_subject=10, shortest_advice=30),
    schedule=tuple(
        ScheduleTask(code=f"task-{number}", label="zadanie", month=date(2009, 6 + number, 1))
        for number in range(4)
    ),
    indicators=(Indicator(code="advices", label="porady", figure="number_of_advices", target=9),),
    texts=ProgrammeTexts(goals="cel", recipients="odbiorcy", role_of_partners="partnerzy"),
)
