"""The columns of registers about time: when it was, and who worked."""

from __future__ import annotations

from services.consultations.registers.columns import Column, Form
from services.consultations.registers.kind import NUMBER_TOLD

NUMBER = Column(
    key="number",
    heading="Nr",
    also=("Lp", "Numer", "Nr karty", "Numer karty", "Nr dyżuru", "Nr porady"),
    needed=True,
    about=NUMBER_TOLD,
    example="15",
)
HELD_ON = Column(
    key="held_on",
    heading="Data",
    also=("Dzień", "Data porady", "Data doradztwa", "Data dyżuru", "Data spotkania"),
    needed=True,
    about="Dzień, w którym to się odbyło.",
    example="7.07.2009",
    form=Form.DAY,
)
ADVISER = Column(
    key="adviser",
    heading="Doradca",
    also=(
        *("Doradcy", "Konsultant", "Ekspert", "Imię i nazwisko doradcy", "Nazwisko doradcy"),
        *("Imię i nazwisko konsultanta", "Dyżurujący"),
    ),
    needed=True,
    about="Imię i nazwisko doradcy zarejestrowanego w węźle, w dowolnej kolejności.",
    example="Anna Kowalska",
)
TIMES = (
    Column(
        key="started_at",
        heading="Od",
        also=("Godz od", "Godzina od", "Początek", "Rozpoczęcie", "Godzina rozpoczęcia"),
        needed=True,
        instead=("span",),
        about="Godzina rozpoczęcia.",
        example="9:30",
        form=Form.TIME,
    ),
    Column(
        key="ended_at",
        heading="Do",
        also=("Godz do", "Godzina do", "Koniec", "Zakończenie", "Godzina zakończenia"),
        needed=True,
        instead=("span",),
        about="Godzina zakończenia, tego samego dnia.",
        example="11:00",
        form=Form.TIME,
    ),
    Column(
        key="span",
        heading="Godziny od–do",
        also=("Godziny", "Czas od do", "Od do"),
        about="Tylko jeśli rejestr ma obie godziny w jednej kolumnie, na przykład 9:30–11:00.",
    ),
    Column(
        key="hours",
        heading="Liczba godzin",
        also=("Ilość godzin", "Czas trwania", "Liczba godz"),
        about="Nie trzeba: godziny liczą się same. Jeśli jest, musi zgadzać się z czasem od–do.",
        example="1,5",
        form=Form.HOURS,
    ),
)
