"""An administrator looks at which roles need a second factor, and how that came to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.accounts.application.authorise import authorise
from services.accounts.application.commands import SecondFactorRulesQuery
from services.accounts.application.ports import Records
from services.accounts.domain.people import PeopleFilter, PeopleOrder
from services.accounts.domain.person_history import RecordedChange
from services.accounts.domain.second_factor_rule import RULES_ID, Rules
from services.accounts.domain.staff_account import AccountState
from shared.kernel.command import Role


@dataclass(frozen=True, kw_only=True)
class SecondFactorRules:
    """The rules, how many people of each role have access and no second factor, and the changes."""

    rules: Rules
    without: Mapping[Role, int]
    changes: tuple[RecordedChange, ...]


def read_second_factor_rules(query: SecondFactorRulesQuery, records: Records) -> SecondFactorRules:
    authorise(query)
    active = records.people.rows(PeopleFilter(state=AccountState.ACTIVE), PeopleOrder.FULL_NAME)
    return SecondFactorRules(
        rules=records.factor_rules.known(),
        without={
            role: sum(role in each.roles and not each.second_factor for each in active)
            for role in Role
        },
        changes=records.history.of(RULES_ID),
    )
