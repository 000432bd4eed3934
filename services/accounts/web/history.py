"""The history of an account as lines: who, when, what, from which words to which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from services.accounts.domain.person_history import API_TOKEN, PersonHistory, ToldChange
from services.accounts.web import words
from shared.kernel.command import Role

_TOLD: Final[Mapping[str, LazyString]] = {
    "person_invited": lazy_gettext("Zaproszono"),
    "invitation_accepted": lazy_gettext("Przyjęto zaproszenie"),
    "roles_changed": lazy_gettext("Zmieniono role"),
    "person_deactivated": lazy_gettext("Odebrano dostęp"),
    "person_reactivated": lazy_gettext("Przywrócono dostęp"),
    "password_changed": lazy_gettext("Zmieniono hasło"),
    "second_factor_switched": lazy_gettext("Włączono albo wyłączono drugi składnik logowania"),
}
_FIELDS: Final[Mapping[str, LazyString]] = {
    "full_name": lazy_gettext("Imię i nazwisko"),
    "login": lazy_gettext("Adres e-mail"),
    API_TOKEN: lazy_gettext("Token API"),
    "personal_data": lazy_gettext("Usunięto dane osobowe"),
}
_BY: Final = ("invited_by", "changed_by", "deactivated_by", "reactivated_by", "switched_by")
"""Where a domain event says whose deed it was; without one it was the person's own."""


@dataclass(frozen=True, kw_only=True)
class HistoryEntry:
    """One line."""

    at: datetime
    who: str
    what: str
    before: str = ""
    after: str = ""


def history_of(
    history: PersonHistory, staff_id: UUID, names: Mapping[UUID, str]
) -> list[HistoryEntry]:
    """Return both parts of an account's history as one, the oldest first.

    `names` are those of the node's staff; whoever is not among them used its terminal.
    """
    return sorted(_entries(history, staff_id, names), key=lambda entry: entry.at)


def _entries(
    history: PersonHistory, staff_id: UUID, names: Mapping[UUID, str]
) -> Iterator[HistoryEntry]:
    def who(doer: UUID) -> str:
        return names.get(doer) or _("z terminala węzła")

    held = ""
    for told in history.told:
        before, after = "", _state_told(told)
        if "roles" in told.data:
            before, after = held, _roles_told(told)
            held = after
        yield HistoryEntry(
            at=told.happened_at,
            who=who(_doer(told, staff_id)),
            what=str(_TOLD.get(told.name, told.name)),
            before=before,
            after=after,
        )
    for change in history.changes:
        yield HistoryEntry(
            at=change.changed_at,
            who=who(change.changed_by),
            what=str(_FIELDS.get(change.field, change.field)),
            before=change.before or "",
            after=change.after or "",
        )


def _doer(told: ToldChange, staff_id: UUID) -> UUID:
    found = next((told.data[name] for name in _BY if name in told.data), staff_id)
    return UUID(str(found))


def _roles_told(told: ToldChange) -> str:
    held = cast("list[dict[str, Any]]", told.data["roles"])
    return words.roles(Role(each["role"]) for each in held)


def _state_told(told: ToldChange) -> str:
    if "switched_on" not in told.data:
        return ""
    return _("włączony") if told.data["switched_on"] else _("wyłączony")
