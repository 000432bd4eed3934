"""Refusals as sentences for people: what stands in the way, and what to do (R13)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from services.accounts.domain import refusals
from shared.kernel import polish
from shared.kernel.command import Refusal
from shared.messaging.sentences import SENTENCES as EVERYWHERE

SENTENCES: Mapping[type[Refusal], str] = {
    **EVERYWHERE,
    refusals.PersonNotFound: "W tym węźle nie ma takiej osoby. Sprawdź jej login; "
    "konto innego węzła otwiera tylko ten węzeł.",
    refusals.AlreadyInvited: "Konto o tym identyfikatorze już istnieje. "
    "Otwórz je albo wybierz nowy identyfikator.",
    refusals.LoginTaken: "Login {0} ma już inne konto. Otwórz tamto albo podaj inny adres e-mail.",
    refusals.NoRole: "Osoba bez roli nie ma w systemie nic do zrobienia. "
    "Wybierz co najmniej jedną rolę.",
    refusals.SameRoles: "Ta osoba ma już dokładnie te role. Nie trzeba nic robić.",
    refusals.AdministratorExists: "Ten węzeł ma już administratora. "
    "Zaloguj się na jego konto i zaproś następne osoby.",
    refusals.LastAdministrator: "{0} to jedyny administrator węzła, który może się zalogować. "
    "Najpierw daj tę rolę komuś jeszcze.",
    refusals.PersonDeactivatedBefore: "{0} nie ma dostępu. Jeśli ma go odzyskać, przywróć konto.",
    refusals.PersonNotDeactivated: "{0} ma dostęp. Nie trzeba nic robić.",
    refusals.AlreadyCarriedOut: "To już zrobiono, a tajnych danych nie pokazuje się drugi raz. "
    "Jeśli są potrzebne, utwórz nowe.",
    refusals.WrongCredentials: "Login albo hasło są nieprawidłowe, albo to konto nie ma dostępu. "
    "Spróbuj ponownie albo poproś administratora o nowe hasło.",
    refusals.WrongPassword: "To nie jest Twoje obecne hasło. Wpisz je ponownie.",
    refusals.WrongCode: "Ten kod jest nieprawidłowy albo był już użyty. "
    "Poczekaj na następny i przepisz go z aplikacji, albo użyj kodu zapasowego.",
    refusals.TooManyAttempts: "Za dużo nieudanych prób. Spróbuj ponownie po: {0}.",
    refusals.SessionOver: "Ta sesja jest zakończona. Zaloguj się ponownie.",
    refusals.LinkNotValid: "Ten odnośnik już nie działa: był użyty, zastąpiony albo minął jego "
    "czas. Poproś administratora o nowy albo zaloguj się jeszcze raz.",
    refusals.NoScope: "Token bez zakresu nic nie otwiera. Wybierz co najmniej jeden zakres.",
    refusals.ApiTokenIdTaken: "Token o tym identyfikatorze już istnieje. Wybierz nowy "
    "identyfikator.",
    refusals.ApiTokenNotFound: "Nie masz takiego tokenu. Sprawdź listę swoich tokenów.",
    refusals.ApiTokenNotValid: "Ten token nie działa: jest nieznany, cofnięty albo minął jego "
    "czas. Utwórz nowy na stronie „Moje konto”.",
    refusals.PasswordTooShort: "To hasło jest za krótkie. Wpisz co najmniej {0} znaków; "
    "najlepiej kilka słów.",
    refusals.PasswordTooLong: "To hasło jest za długie. Wpisz najwyżej {0} znaków.",
    refusals.PasswordIsName: "Hasłem nie może być login ani nazwisko. Wymyśl inne.",
    refusals.PasswordTooCommon: "To hasło zna każdy, kto zgaduje hasła. Wymyśl inne.",
    refusals.SecondFactorOn: "Drugi składnik logowania jest już włączony. "
    "Wyłącz go, jeśli chcesz ustawić nowy.",
    refusals.SecondFactorNotSetUp: "Drugi składnik logowania nie jest ustawiony. "
    "Zacznij od zeskanowania kodu QR.",
    refusals.SecondFactorOff: "{0} nie ma włączonego drugiego składnika logowania. "
    "Nie trzeba nic robić.",
}

_ISO_MOMENT = re.compile(r"\A\d{4}-\d{2}-\d{2}T")


def sentence(refusal: Refusal, translate: Callable[[str], str] = str) -> str:
    """Return what to tell a person; `translate` puts the sentence into another language."""
    told = translate(SENTENCES[type(refusal)])
    return polish.no_break(told.format(*map(_shown, refusal.args)))


def _shown(item: object) -> str:
    text = str(item)
    return polish.moment(datetime.fromisoformat(text)) if _ISO_MOMENT.match(text) else text
