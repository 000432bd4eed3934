from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from services.reporting.reports.template_2005 import narrative
from services.reporting.reports.template_2005.narrative import AdviceFacts
from shared.contracts.consultations import ClientKind
from shared.kernel.period import Period

FACTS = AdviceFacts(
    period=Period(date(2009, 6, 1), date(2009, 12, 31)),
    advices=612,
    minutes=56_070,
    places=702,
    clients=245,
    clients_by_kind={
        ClientKind.INDIVIDUAL: 181,
        ClientKind.INITIATIVE_GROUP: 22,
        ClientKind.SOCIAL_COOPERATIVE: 41,
        ClientKind.LEGAL_PERSON: 1,
    },
    advices_by_field={"doradztwo prawne": 201, "ćwiczenia": 5, "cła": 5, "zakres bez porad": 0},
    organisations=("CIS CISTOR", "Żarska SS"),
    incomplete=(),
)


def plain(paragraphs: tuple[str, ...]) -> list[str]:
    return [paragraph.replace("\xa0", " ") for paragraph in paragraphs]


def test_the_narrative_tells_the_numbers_in_good_polish() -> None:
    amount, clients, subjects = plain(narrative.advice(FACTS))

    assert amount == (
        "W okresie sprawozdawczym (1 czerwca – 31 grudnia 2009 r.) udzielono 612 porad w łącznym "
        "wymiarze 934,50 godziny. Godzina porady liczy 60 minut; liczone są tylko porady, których "
        "karty zatwierdzono, a dyżur bez klienta nie jest poradą."
    )
    assert clients == (
        "Doradztwem objęto 245 klientów (bez powtórzeń): 181 osób fizycznych, 22 grupy "
        "inicjatywne, 41 spółdzielni socjalnych i 1 osobę prawną. Klienci korzystali z porad "
        "łącznie 702 razy."
    )
    assert subjects == (
        "Najczęstsze zakresy porad to: „doradztwo prawne” (201), „cła” (5) i „ćwiczenia” (5). "
        "Porad udzielano w 2 organizacjach: CIS CISTOR; Żarska SS."
    )


@pytest.mark.parametrize(
    ("advices", "minutes", "clients", "expected"),
    [
        (1, 60, 1, ("udzielono 1 porady w łącznym wymiarze 1 godziny", "objęto 1 klienta")),
        (3, 120, 2, ("udzielono 3 porad w łącznym wymiarze 2 godzin", "objęto 2 klientów")),
        (5, 330, 5, ("udzielono 5 porad w łącznym wymiarze 5,50 godziny", "objęto 5 klientów")),
    ],
)
def test_nouns_agree_with_their_numbers(
    advices: int, minutes: int, clients: int, expected: tuple[str, str]
) -> None:
    facts = replace(FACTS, advices=advices, minutes=minutes, clients=clients)

    told = " ".join(plain(narrative.advice(facts)))

    assert all(words in told for words in expected)


def test_kinds_and_fields_that_nobody_used_are_not_mentioned() -> None:
    nobody: Mapping[ClientKind, int] = dict.fromkeys(ClientKind, 0)
    facts = replace(FACTS, clients_by_kind=nobody, advices_by_field={"doradztwo prawne": 0})

    told = plain(narrative.advice(facts))

    assert told[1].startswith("Doradztwem objęto 245 klientów (bez powtórzeń). ")
    assert told[2].startswith("Porad udzielano")


def test_without_advice_it_says_that_no_card_was_approved() -> None:
    told = plain(narrative.advice(replace(FACTS, advices=0)))

    assert told == [
        "W okresie sprawozdawczym (1 czerwca – 31 grudnia 2009 r.) nie zatwierdzono kart doradztwa."
    ]


def test_without_data_it_says_so_instead_of_telling_zero() -> None:
    facts = replace(FACTS, advices=0, incomplete=("Żarska SS", "KIS"))

    told, caution = plain(narrative.advice(facts))

    assert told.endswith("31 grudnia 2009 r.) nie nadeszły dane o udzielonych poradach.")
    assert caution.endswith("danych następujących organizacji: „Żarska SS” i „KIS”.")


@pytest.mark.parametrize(
    ("reached", "measured", "expected"),
    [
        (5, 5, "Zakładane rezultaty osiągnięto: wartość docelową osiągnięto dla 5 z 5 wskaźników."),
        (1, 2, "Wartość docelową osiągnięto dla 1 z 2 wskaźników. Przyczyny"),
        (0, 1, "Wartość docelową osiągnięto dla 0 z 1 wskaźnika. Przyczyny"),
        (0, 0, "Program nie określa wskaźników o wartościach docelowych."),
    ],
)
def test_the_goals_are_judged_by_the_indicators(reached: int, measured: int, expected: str) -> None:
    told = plain(narrative.goals(reached, measured, incomplete=()))

    assert told[0].startswith(expected)


def test_the_recipients_are_told_as_clients_and_persons() -> None:
    told = plain(narrative.recipients(245, 181))

    assert told[0] == "Doradztwem objęto 245 klientów (bez powtórzeń), w tym 181 osób fizycznych."
