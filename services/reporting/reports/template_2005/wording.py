"""The form's own words that more than one part of the report needs.

What a programme calls its fields, tasks and indicators comes with the programme.
"""

from __future__ import annotations

from typing import Final

from shared.contracts.consultations import ClientKind

NOT_APPLICABLE: Final = "nie dotyczy"
ORDINAL: Final = "Lp."
TOTAL: Final = "Ogółem"
KINDS: Final = {
    ClientKind.INDIVIDUAL: "osoby fizyczne",
    ClientKind.INITIATIVE_GROUP: "grupy inicjatywne",
    ClientKind.SOCIAL_COOPERATIVE: "spółdzielnie socjalne",
    ClientKind.LEGAL_PERSON: "osoby prawne",
}
