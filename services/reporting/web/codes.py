"""Words for codes that no programme lists, because all programmes have the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask_babel import lazy_gettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask_babel.speaklater import LazyString

_NO_CONTACT: Final = lazy_gettext("brak kontaktu")
_OTHER: Final = lazy_gettext("inny")

CODES: Final[Mapping[str, Mapping[str, LazyString]]] = {
    "client_kind": {
        "individual": lazy_gettext("osoba fizyczna"),
        "initiative_group": lazy_gettext("grupa inicjatywna"),
        "social_cooperative": lazy_gettext("spółdzielnia socjalna"),
        "legal_person": lazy_gettext("osoba prawna"),
    },
    "state": {
        "requested": lazy_gettext("zgłoszona"),
        "scheduled": lazy_gettext("umówiona"),
        "held": lazy_gettext("odbyta"),
        "cancelled": lazy_gettext("odwołana"),
        "no_show": lazy_gettext("niestawiennictwo"),
    },
    "means": {
        "paper": lazy_gettext("podpis na papierze"),
        "code": lazy_gettext("kod"),
        "link": lazy_gettext("odnośnik"),
    },
    "reason": {
        "incomplete": lazy_gettext("karta niepełna"),
        "wrong_date_or_time": lazy_gettext("błędna data albo godziny"),
        "wrong_client": lazy_gettext("błędny klient"),
        "wrong_field_or_form": lazy_gettext("błędny zakres albo forma"),
        "annulled": lazy_gettext("unieważnienie"),
        "late_card": lazy_gettext("spóźniona karta"),
        "wrong_entry": lazy_gettext("błędny wpis"),
        "call_of_controller": lazy_gettext("wezwanie kontroli"),
        "sent_by_mistake": lazy_gettext("wysłano przez pomyłkę"),
        "corrected_by_node": lazy_gettext("węzeł sam je poprawił"),
        "other": _OTHER,
    },
    "outcome": {
        "goal_reached": lazy_gettext("cel osiągnięty"),
        "left_by_client": lazy_gettext("klient zrezygnował"),
        "cooperative_founded": lazy_gettext("założono spółdzielnię socjalną"),
        "cooperative_operates": lazy_gettext("spółdzielnia socjalna działa"),
        "cooperative_closed": lazy_gettext("spółdzielnia socjalna zakończyła działalność"),
        "employed": lazy_gettext("zatrudnienie"),
        "no_change": lazy_gettext("bez zmian"),
        "refused": lazy_gettext("odmowa odpowiedzi"),
        "no_contact": _NO_CONTACT,
        "other": _OTHER,
    },
    "cancelled_by": {
        "client": lazy_gettext("klient"),
        "centre": lazy_gettext("ośrodek"),
    },
    "staff_role": {
        "consultant": lazy_gettext("konsultant"),
        "expert": lazy_gettext("ekspert"),
    },
    "kind": {
        "absent": lazy_gettext("nieobecność"),
        "additional": lazy_gettext("godziny dodatkowe"),
    },
    "ground": {
        "requested": lazy_gettext("na żądanie klienta"),
        "retention_ended": lazy_gettext("minął okres przechowywania"),
    },
    "matched_by": {
        "client_id": lazy_gettext("kartotece jednego węzła"),
        "pesel": lazy_gettext("numerze PESEL"),
        "nip": lazy_gettext("numerze NIP"),
        "krs": lazy_gettext("numerze KRS"),
        "name_and_email": lazy_gettext("nazwie i adresie e-mail"),
    },
}
"""By the name of the column or of the member, then by code."""
