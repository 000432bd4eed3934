"""What each figure counts, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask_babel import lazy_gettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask_babel.speaklater import LazyString

DEFINITIONS: Final[Mapping[str, LazyString]] = {
    "hours_of_advice": lazy_gettext(
        "Czas zatwierdzonych kart doradztwa, w godzinach po 60 minut. Karta liczy się raz, "
        "niezależnie od liczby klientów i doradców; dyżur bez klienta nie jest poradą."
    ),
    "number_of_advices": lazy_gettext("Zatwierdzone karty doradztwa, po ostatniej korekcie."),
    "client_places": lazy_gettext(
        "Ilu klientów było na zatwierdzonych kartach; klient liczy się na każdej karcie."
    ),
    "unique_clients": lazy_gettext(
        "Różni klienci na zatwierdzonych kartach. Połączone kartoteki to jeden klient."
    ),
    "unique_people": lazy_gettext(
        "Różni klienci wszystkich węzłów razem. Kogo dwa węzły znają po tym samym numerze albo "
        "nazwie i adresie, liczy się raz."
    ),
    "hours_of_duty": lazy_gettext("Czas dyżurów w punkcie konsultacyjnym, w godzinach."),
    "number_of_duties": lazy_gettext("Odbyte dyżury w punkcie konsultacyjnym."),
    "number_of_appointments": lazy_gettext("Umówione porady w ich obecnym stanie."),
    "number_of_no_shows": lazy_gettext("Umówione porady, na które klient nie przyszedł."),
    "number_of_support_paths": lazy_gettext("Ścieżki wsparcia rozpoczęte w okresie."),
    "number_of_closed_support_paths": lazy_gettext("Ścieżki wsparcia zakończone w okresie."),
    "number_of_referrals": lazy_gettext("Klienci skierowani do innych organizacji."),
    "number_of_completed_referrals": lazy_gettext(
        "Skierowania, o których druga organizacja powiedziała, że klient się zgłosił."
    ),
    "number_of_received_referrals": lazy_gettext("Klienci przyjęci ze skierowania."),
    "number_of_follow_ups": lazy_gettext(
        "Klienci, których wynik sprawdzono 6 albo 12 miesięcy po poradach."
    ),
}
"""Each figure of the catalogue."""
