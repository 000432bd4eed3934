"""Refusals as sentences for people: what stands in the way, and what to do (R13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from services.reporting.domain import refusals
from services.reporting.figures.as_of import FoldedDifferently, NothingFolded
from services.reporting.figures.behind import AlteredBeyondReading, NotInArchive
from services.reporting.figures.figure import UnknownFigure, UnknownFilter
from shared.kernel import polish
from shared.kernel.command import Refusal, StaleRecord
from shared.messaging.sentences import SENTENCES as EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SENTENCES: Final[Mapping[type[Refusal], str]] = {
    **EVERYWHERE,
    StaleRecord: "Ktoś inny robi to samo w tej chwili. Powtórz polecenie.",
    refusals.NotTheCentre: "Program ogłasza się w centrali, a ten węzeł nią nie jest. "
    "Ogłoś program w centrali; węzły dostaną go same.",
    refusals.UnknownProgramme: "Tutaj nie ma programu „{0}”. Sprawdź kod programu; jeśli jest "
    "nowy, ogłoś go w centrali i poczekaj, aż nadejdzie.",
    refusals.ProgrammeAltered: "Wersja {0} jest już w mocy i ma inną treść. "
    "Ogłoś zmianę jako następną wersję.",
    refusals.NotTheNextVersion: "Wersji {0} nie można ogłosić, bo ostatnia ma numer {1}. "
    "Popraw numer wersji na następny.",
    refusals.UnknownMeasure: "Programu {0} nie można ogłosić, bo nie ma wskaźników, które "
    "wymienia: {1}. Popraw ich nazwy w programie, wybierając spośród: {2}.",
    refusals.UnknownNarrowing: "Programu {0} nie można ogłosić, bo wskaźnika „{1}” nie da się "
    "zawęzić filtrem: {2}. Popraw jego filtry w programie, wybierając spośród: {3}.",
    refusals.NotParked: "Zdarzenie {1} ze źródła {0} nie jest odłożone z powodu błędu. Sprawdź "
    "listę odłożonych; co tylko czeka za innym zdarzeniem, czeka na jego wyjaśnienie.",
    refusals.NotDiscarded: "Zdarzenie {1} ze źródła {0} nie jest pominięte. "
    "Sprawdź listę odłożonych zdarzeń.",
    refusals.LaterOnesCounted: "Zdarzenia {1} ze źródła {0} nie można przywrócić, bo późniejsze "
    "zdarzenia tej samej sprawy wliczono już bez niego. Poproś węzeł o korektę zapisu.",
    refusals.NotWhereReportsAreSubmitted: "Sprawozdanie składa się w centrali, a ten węzeł nią nie "
    "jest. Złóż je w centrali.",
    refusals.NotNamed: "Nie ujęto zdarzeń odłożonych albo pominiętych ({0}). Wyjaśnij je albo złóż "
    "sprawozdanie, które je wymienia (--naming-parked).",
    refusals.UnknownReportVersion: "Nie ma sprawozdania z programu „{0}” w wersji {1}. "
    "Sprawdź listę złożonych sprawozdań.",
    refusals.UnknownDigest: "Nie złożono tu sprawozdania o skrócie {0}. Porównaj skrót ze stroną "
    "sprawozdania znak po znaku i wpisz go jeszcze raz.",
    refusals.NoOperatorOnThatDay: "Program {0} nie podaje operatora na dzień {1}. Popraw datę "
    "sprawozdania albo uzupełnij program.",
    refusals.NotOfYourNode: "Twoja rola nie pozwala na tę czynność, bo to nie są dane Twojego "
    "węzła ({0}). W centrali widzisz dane węzła {1}; o pozostałe zapytaj sprawozdawcę.",
    refusals.OnlySubmitted: "Twoja rola nie pozwala na tę czynność, bo te dane ({0}) nie pochodzą "
    "ze złożonego sprawozdania. Otwórz złożone sprawozdanie i wybierz liczbę, która w nim stoi.",
    refusals.RowsPointAtPeople: "Twoja rola nie pozwala na tę czynność, bo wiersze tej liczby "
    "({0}) wskazywałyby na konkretne osoby. Otwórz wiersze liczby, która nie dotyczy cech osób.",
    refusals.UnknownOrder: "Wierszy nie można ułożyć według kolumny „{0}”. Wybierz spośród: {1}.",
    refusals.UnknownSection: "Sprawozdanie z programu „{1}” nie ma części „{0}”. "
    "Otwórz treść sprawozdania jeszcze raz.",
    refusals.TextTooLong: "Tekst ma {0} znaków, a może mieć najwyżej {1}. Skróć go.",
    refusals.NarrativeIsOfTheCentre: "Treść sprawozdania pisze się w centrali, a ten węzeł nią nie "
    "jest. Otwórz ją w centrali.",
    NothingFolded: "Nie wliczono jeszcze żadnego zdarzenia, więc nie ma z czego policzyć. "
    "Poczekaj, aż nadejdą dane pierwszego węzła.",
    FoldedDifferently: "Fakty liczy się od tamtej chwili inaczej (wersja {0}, teraz {1}), "
    "więc dawnego stanu nie da się odtworzyć. Zapytaj o stan obecny.",
    UnknownFigure: "Nie ma wskaźnika „{0}”. Wybierz jeden z: {1}.",
    UnknownFilter: "Wskaźnik {0} nie ma filtra: {1}. Wybierz spośród: {2}.",
    NotInArchive: "Archiwum nie ma zdarzenia {2} (epoka {1}) ze źródła {0}. "
    "Sprawdź źródło i pozycję.",
    AlteredBeyondReading: "Zdarzenie {2} (epoka {1}) ze źródła {0} zmieniono w archiwum tak, że "
    "nie da się go odczytać. Uruchom «owss verify» i przywróć archiwum z kopii zapasowej.",
}


def sentence(refusal: Refusal, in_words: Callable[[str], str] = str) -> str:
    """Return what to tell a person; it is the same for a refusal that came over RPC.

    `in_words` says the sentence in another language.
    """
    return polish.no_break(in_words(SENTENCES[type(refusal)]).format(*refusal.args))
