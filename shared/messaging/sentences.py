"""What every service may refuse, as sentences for people: what stands in the way, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from shared.kernel.command import NotAuthorised, Refusal, StaleRecord
from shared.messaging.commands import CommandIdReused
from shared.messaging.journal import BodyTooLarge

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Final[Mapping[type[Refusal], str]] = {
    NotAuthorised: "Twoja rola nie pozwala na tę czynność. Poproś o nią uprawnioną osobę "
    "albo poproś administratora węzła o nadanie roli.",
    StaleRecord: "Ktoś inny zmienił ten zapis przed chwilą. Otwórz go ponownie i powtórz zmianę.",
    CommandIdReused: "Ten identyfikator polecenia był już użyty do czegoś innego. "
    "Wyślij polecenie z nowym identyfikatorem.",
    BodyTooLarge: "Ten zapis byłby za duży: {0} bajtów, a może mieć najwyżej {1}. "
    "Podziel go na mniejsze.",
}
