"""The words for codes of accounts, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from services.accounts.domain.one_time_link import LinkPurpose
from services.accounts.domain.staff_account import AccountState
from shared.kernel.command import Role
from shared.kernel.scope import Scope

ROLES: Final[Mapping[Role, LazyString]] = {
    Role.ADVISER: lazy_gettext("doradca"),
    Role.COORDINATOR: lazy_gettext("koordynator"),
    Role.DEPUTY_COORDINATOR: lazy_gettext("zastępca koordynatora"),
    Role.NODE_ADMINISTRATOR: lazy_gettext("administrator węzła"),
    Role.REPORTING_OFFICER: lazy_gettext("sprawozdawca"),
    Role.MINISTRY: lazy_gettext("ministerstwo"),
    Role.OPERATIONS: lazy_gettext("operator sieci"),
}
STATES: Final[Mapping[AccountState, LazyString]] = {
    AccountState.ACTIVE: lazy_gettext("czynne"),
    AccountState.INVITED: lazy_gettext("czeka na przyjęcie zaproszenia"),
    AccountState.DEACTIVATED: lazy_gettext("bez dostępu"),
}
PURPOSES: Final[Mapping[LinkPurpose, LazyString]] = {
    LinkPurpose.INVITATION: lazy_gettext("Zaproszenie"),
    LinkPurpose.RESET: lazy_gettext("Nowe hasło"),
}
SCOPES: Final[Mapping[Scope, LazyString]] = {
    Scope.CONSULTATIONS_READ: lazy_gettext("doradztwo: odczyt"),
    Scope.CONSULTATIONS_WRITE: lazy_gettext("doradztwo: zapis"),
    Scope.REPORTING_READ: lazy_gettext("sprawozdania: odczyt"),
    Scope.REPORTING_WRITE: lazy_gettext("sprawozdania: zapis"),
    Scope.ACCOUNTS_READ: lazy_gettext("konta: odczyt"),
    Scope.ACCOUNTS_WRITE: lazy_gettext("konta: zapis"),
}


def role_choices() -> list[tuple[str, str]]:
    """Return the roles, to choose from."""
    return [(role.value, str(words)) for role, words in ROLES.items()]


def state_choices() -> list[tuple[str, str]]:
    """Return the states of an account, to choose from."""
    return [(state.value, str(words)) for state, words in STATES.items()]


def scope_choices() -> list[tuple[str, str]]:
    """Return what a token may be good for, to choose from."""
    return [(scope.value, str(words)) for scope, words in SCOPES.items()]


def validity_choices() -> list[tuple[str, str]]:
    """Return for how many days a token may be valid, to choose from."""
    return [("30", _("30 dni")), ("90", _("90 dni")), ("365", _("365 dni"))]


def scopes(held: Iterable[Scope]) -> str:
    """Say what a token is good for, in the order of the list of scopes."""
    together = set(held)
    return ", ".join(str(words) for scope, words in SCOPES.items() if scope in together)


def roles(held: Iterable[Role]) -> str:
    """Say what a person does here, in the order of the list of roles."""
    together = set(held)
    return ", ".join(str(words) for role, words in ROLES.items() if role in together)


def yes_or_no(answer: object) -> str:
    """Say whether something is so."""
    return _("tak") if answer else _("nie")
