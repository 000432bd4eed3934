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


def role_choices() -> list[tuple[str, str]]:
    """Return the roles, to choose from."""
    return [(role.value, str(words)) for role, words in ROLES.items()]


def state_choices() -> list[tuple[str, str]]:
    """Return the states of an account, to choose from."""
    return [(state.value, str(words)) for state, words in STATES.items()]


def roles(held: Iterable[Role]) -> str:
    """Say what a person does here, in the order of the list of roles."""
    together = set(held)
    return ", ".join(str(words) for role, words in ROLES.items() if role in together)


def yes_or_no(answer: object) -> str:
    """Say whether something is so."""
    return _("tak") if answer else _("nie")
