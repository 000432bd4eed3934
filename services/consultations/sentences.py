"""Refusals as sentences for people: what stands in the way, and what to do (R13)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from services.consultations.domain import appointment_refusals as of_appointments
from services.consultations.domain import client_refusals as of_clients
from services.consultations.domain import path_refusals as of_paths
from services.consultations.domain import refusals
from services.consultations.domain import working_time_refusals as of_working_time
from services.consultations.domain.identity import Identifier
from shared.kernel import polish
from shared.kernel.command import Refusal
from shared.kernel.period import Period
from shared.messaging.sentences import SENTENCES as EVERYWHERE

SENTENCES: Mapping[type[Refusal], str] = {
    **EVERYWHERE,
    refusals.CardNotFound: "W tym węźle nie ma takiej karty. Sprawdź jej numer; "
    "kartę innego węzła otwiera tylko ten węzeł.",
    refusals.ClientNotFound: "W tym węźle nie ma takiego klienta. Najpierw zarejestruj klienta.",
    refusals.AdviserNotFound: "W tym węźle nie ma takiego doradcy. "
    "Poproś koordynatora o zarejestrowanie doradcy.",
    refusals.AlreadyRecorded: "Zapis o tym identyfikatorze już istnieje. "
    "Otwórz go albo wybierz nowy identyfikator.",
    refusals.NoProgramme: "Ten węzeł nie zna jeszcze żadnego programu, więc nie przyjmuje kart. "
    "Poczekaj na połączenie z centralą albo poproś ją o przesłanie programu.",
    refusals.UnknownProgramme: "Ten węzeł nie zna programu „{0}”. Sprawdź kod programu "
    "albo poproś centralę o jego przesłanie.",
    refusals.ProgrammeVersionAltered: "Centrala przysłała inną treść wersji {0}, którą ten węzeł "
    "już ma. Poproś centralę o ogłoszenie zmiany jako nowej wersji.",
    refusals.UnknownFieldOfAdvice: "Program nie ma zakresu porady „{0}”. "
    "Wybierz zakres ze słownika programu.",
    refusals.UnknownFormOfContact: "Program nie ma formy kontaktu „{0}”. "
    "Wybierz formę ze słownika programu.",
    refusals.UnknownRecipientCode: "Żaden program nie ma w polu „{0}” odpowiedzi „{1}”. "
    "Wybierz odpowiedź ze słownika programu.",
    refusals.RecipientAnswerMissing: "Program pyta o „{0}”. Wybierz odpowiedź; "
    "jeśli osoba jej nie udziela, wybierz odmowę.",
    refusals.QuestionForPersonsOnly: "Pole „{0}” dotyczy tylko osób fizycznych. "
    "Zostaw je puste albo zmień rodzaj klienta.",
    refusals.ActivityEndsBeforeItBegins: "Ostatni dzień pracy doradcy ({1}) jest przed pierwszym "
    "({0}). Popraw daty.",
    refusals.AdviserNotActive: "{0} nie pracuje jako doradca w dniu {1}. "
    "Popraw dzień porady albo wskaż innego doradcę.",
    refusals.PredecessorIsNotGroup: "„{0}” nie jest grupą inicjatywną, więc nie może być "
    "poprzednikiem. Wskaż grupę albo zostaw pole puste.",
    of_clients.PossibleDuplicate: "Ten klient może już mieć kartotekę: zgadza się {0} (kartotek: "
    "{1}). Otwórz ją albo potwierdź, że to inny klient.",
    of_clients.PeselNotKept: "Ten węzeł nie przechowuje numerów PESEL. Usuń numer albo poproś "
    "administratora węzła o włączenie tego ustawienia.",
    of_clients.FileMerged: "Tę kartotekę połączono z inną. Otwórz tamtą ({0}) i pracuj w niej.",
    of_clients.FileErased: "Dane tego klienta usunięto w dniu {0}. Jeśli wraca, załóż nową "
    "kartotekę.",
    of_clients.MergedWithItself: "To jest jedna i ta sama kartoteka. Wskaż dwie różne.",
    of_clients.SuccessorIsNoDuplicate: "Grupa i powstała z niej spółdzielnia to nie powtórzenie. "
    "Zostaw obie kartoteki: są ze sobą powiązane.",
    of_paths.PathNotFound: "W tym węźle nie ma takiej ścieżki wsparcia. "
    "Najpierw otwórz ścieżkę albo zostaw to pole puste.",
    of_paths.NoClientOnPath: "Ścieżka nie ma klienta. Dodaj co najmniej jednego.",
    of_paths.ClientTwiceOnPath: "Ten sam klient jest na ścieżce dwa razy. Usuń powtórzenie.",
    of_paths.PathClosed: "Ścieżkę zamknięto w dniu {0}. Wybierz otwartą albo otwórz nową.",
    of_paths.PathOfOthers: "To ścieżka innych klientów niż na karcie. "
    "Wybierz ścieżkę klienta z karty albo zostaw to pole puste.",
    of_paths.ReferralNotFound: "W tym węźle nie ma takiego skierowania. Sprawdź jego "
    "identyfikator; skierowanie innego węzła otwiera tylko ten węzeł.",
    of_paths.UnknownNode: "Program nie ma węzła „{0}”. Wybierz węzeł z listy partnerów.",
    of_paths.ReferredToItself: "„{0}” to ten sam węzeł. Wskaż inny.",
    of_paths.ReceivedElsewhere: "Skierowanie {0} prowadzi do węzła „{1}”, a przyjęcie zgłosił "
    "„{2}”. Wyjaśnij to z tymi węzłami.",
    of_paths.FollowUpNotDue: "O wynik porady można zapytać od dnia {0}. Wróć do tego wtedy.",
    of_paths.NothingToFollowUp: "Klient nie ma zatwierdzonej porady ani zamkniętej ścieżki. "
    "Zatwierdź kartę albo zamknij ścieżkę.",
    of_paths.FollowUpRecordedBefore: "Wynik po {0} miesiącach jest już zapisany. "
    "Nie trzeba nic robić.",
    refusals.EndsBeforeItStarts: "Koniec o {1} nie może być przed początkiem o {0}. "
    "Popraw godziny; to, co trwa przez północ, zapisz osobno z każdego dnia.",
    refusals.AdviserHasAnotherCard: "Doradca ma w tym czasie inną kartę: {0}, od {1} do {2}. "
    "Popraw godziny jednej z kart.",
    refusals.CardInFuture: "Dzień porady ({0}) jeszcze nie nadszedł. "
    "Sporządź kartę po poradzie albo popraw datę.",
    refusals.CardOutsideProgramme: "Dzień porady ({0}) jest poza okresem programu: od {1} do {2}. "
    "Popraw datę albo wybierz inny program.",
    refusals.CardDraftedTooLate: "Kartę porady z dnia {0} trzeba było sporządzić w ciągu {1} dni. "
    "Popraw datę albo zwróć się do koordynatora.",
    refusals.NoClientOnCard: "Karta nie ma klienta. Dodaj co najmniej jednego.",
    refusals.NoAdviserOnCard: "Karta nie ma doradcy. Dodaj co najmniej jednego.",
    refusals.ClientTwiceOnCard: "Ten sam klient jest na karcie dwa razy. Usuń powtórzenie.",
    refusals.AdviserTwiceOnCard: "Ten sam doradca jest na karcie dwa razy. Usuń powtórzenie.",
    refusals.SubjectTooShort: "Temat porady jest za krótki. Napisz co najmniej {0} znaków.",
    refusals.AdviceTooShort: "Treść porady jest za krótka. Napisz co najmniej {0} znaków.",
    refusals.NotAdviserOnCard: "Kartę {0} sporządza, zmienia i podpisuje doradca, który na niej "
    "jest. Dodaj siebie do doradców albo poproś o to doradcę z karty.",
    refusals.ApproverIsAdviser: "Na karcie {0} jesteś doradcą, więc nie możesz o niej rozstrzygać. "
    "Poproś innego koordynatora.",
    refusals.CardAlreadySigned: "Karta {0} jest już podpisana. Poproś koordynatora o zwrot, "
    "a po zatwierdzeniu o korektę.",
    refusals.CardNotReadyForApproval: "Karta {0} nie czeka na zatwierdzenie. "
    "Sprawdź jej stan: zatwierdza się i zwraca kartę podpisaną.",
    refusals.CardNotApproved: "Karta {0} nie jest zatwierdzona, więc nie ma czego korygować. "
    "Zwróć ją do poprawy albo poproś doradcę o zmianę.",
    refusals.AnnulmentMismatch: "Powód korekty karty {0} przeczy temu, czy karta ma się liczyć. "
    "Jeśli ma się nie liczyć, wybierz anulowanie; jeśli ma się liczyć, wybierz inny powód.",
    refusals.CardNotSigned: "Karta {0} nie jest podpisana przez doradcę. "
    "Podpisz ją, potem zapisz potwierdzenie klienta.",
    refusals.AlreadyConfirmed: "Klient potwierdził kartę {0} już w dniu {1}. Nie trzeba nic robić.",
    refusals.ConfirmedBeforeHeld: "Potwierdzenie z dnia {0} jest wcześniejsze niż porada "
    "z dnia {1}. Popraw datę potwierdzenia.",
    refusals.ConfirmedInFuture: "Dzień potwierdzenia ({0}) jeszcze nie nadszedł. Popraw datę.",
    of_working_time.DutyNotFound: "W tym węźle nie ma takiego dyżuru. Sprawdź jego identyfikator; "
    "dyżur innego węzła otwiera tylko ten węzeł.",
    of_working_time.AdviserHasAnotherDuty: "Doradca ma w dniu {0} inny dyżur, od {1} do {2}. "
    "Popraw godziny jednego z dyżurów.",
    of_working_time.DutyInFuture: "Dzień dyżuru ({0}) jeszcze nie nadszedł. "
    "Zapisz dyżur po jego odbyciu albo popraw datę.",
    of_working_time.DutyOutsideProgramme: "Dzień dyżuru ({0}) jest poza okresem programu: od {1} "
    "do {2}. Popraw datę albo wybierz inny program.",
    of_working_time.DutyAnnulmentMismatch: "Powód korekty dyżuru przeczy temu, czy dyżur ma się "
    "liczyć. Jeśli ma się nie liczyć, wybierz anulowanie; jeśli ma się liczyć, wybierz inny powód.",
    of_working_time.TimeOfAnother: "To czas pracy innego doradcy. "
    "Zajmij się własnym albo poproś koordynatora.",
    of_working_time.OwnWorkingTime: "To Twój własny czas pracy, więc nie możesz o nim "
    "rozstrzygać. Poproś innego koordynatora.",
    of_working_time.HoursOverlap: "Godziny przyjęć jednego dnia zachodzą na siebie. "
    "Popraw je albo połącz.",
    of_working_time.AbsentWithHours: "Nieobecność w dniu {0} nie może mieć godzin przyjęć. "
    "Usuń godziny albo wybierz dodatkowe przyjęcia.",
    of_appointments.AppointmentNotFound: "W tym węźle nie ma takiego zgłoszenia. Sprawdź jego "
    "identyfikator; zgłoszenie innego węzła otwiera tylko ten węzeł.",
    of_appointments.AppointmentOver: "Ta wizyta już się odbyła, przepadła albo jest odwołana. "
    "Przyjmij nowe zgłoszenie po poradę.",
    of_appointments.AppointmentNotScheduled: "Ta wizyta nie jest umówiona. "
    "Umów ją albo zapisz poradę bez zgłoszenia.",
    of_appointments.AppointmentNotYetDue: "Dzień wizyty ({0}) jeszcze nie nadszedł. "
    "Zapisz to w dniu wizyty albo później.",
    of_appointments.AppointmentInPast: "Dzień wizyty ({0}) już minął. Wybierz późniejszy.",
    of_appointments.TimeTaken: "Doradca jest w dniu {0} zajęty od {1} do {2}. "
    "Wybierz inny czas albo innego doradcę.",
    of_appointments.OutsideWorkingHours: "Doradca nie przyjmuje w tym czasie w dniu {0}. "
    "Wybierz inny czas albo zaznacz, że to wizyta poza godzinami przyjęć.",
    of_appointments.CardOfAnotherAppointment: "Karta nie zgadza się ze zgłoszeniem: musi mieć tego "
    "samego klienta, doradcę i dzień. Popraw kartę albo nie wskazuj zgłoszenia.",
    of_working_time.MonthClosed: "Karta czasu pracy za miesiąc {0} jest zamknięta, więc "
    "nie można w nim nic dopisać ani poprawić. Poproś koordynatora o jej otwarcie, podając powód.",
    of_working_time.MonthNotOver: "Miesiąc {0} jeszcze trwa. Zamknij kartę czasu pracy "
    "w dniu {1} albo później.",
    of_working_time.CardsNotApproved: "Nie wszystkie karty doradztwa z tego miesiąca są "
    "zatwierdzone: {0}. Zatwierdź je albo poproś doradcę o ich poprawienie.",
    of_working_time.TimesheetAlreadyClosed: "Karta czasu pracy za miesiąc {0} jest już zamknięta. "
    "Otwórz ją, jeśli coś trzeba poprawić.",
    of_working_time.TimesheetNotClosed: "Karta czasu pracy za miesiąc {0} nie jest zamknięta. "
    "Nie trzeba jej otwierać.",
    of_working_time.DeputyNotFound: "W tym węźle nie ma takiego zastępstwa. "
    "Sprawdź jego identyfikator.",
    of_working_time.DeputyEndsBeforeItBegins: "Ostatni dzień zastępstwa ({1}) jest przed pierwszym "
    "({0}). Popraw daty.",
    of_working_time.DeputyAlreadyRecalled: "To zastępstwo odwołano już w dniu {0}. "
    "Nie trzeba nic robić.",
    of_working_time.NoValidDeputy: "W dniu {0} nie masz ważnego zastępstwa koordynatora. "
    "Poproś koordynatora albo administratora węzła o wyznaczenie.",
}

_WORDS: Mapping[str, str] = {
    Identifier.PESEL: "PESEL",
    Identifier.NIP: "NIP",
    Identifier.KRS: "KRS",
    Identifier.NAME_AND_EMAIL: "nazwa i adres e-mail",
    "sex": "płeć",
    "age_band": "wiek",
}
_ISO_MONTH = re.compile(r"\A(\d{4})-(\d{2})\Z")
_ISO_DAY = re.compile(r"\A\d{4}-\d{2}-\d{2}\Z")


def sentence(refusal: Refusal, translated: Callable[[str], str] = str) -> str:
    """Return what to tell a person; it is the same for a refusal that came over RPC."""
    said = translated(SENTENCES[type(refusal)])
    return polish.no_break(said.format(*map(_shown, refusal.args)))


def _shown(item: object) -> str:
    text = _WORDS.get(str(item), str(item))
    if month := _ISO_MONTH.match(text):
        return polish.months(Period.of_month(*map(int, month.groups())))
    return polish.day(date.fromisoformat(text)) if _ISO_DAY.match(text) else text
