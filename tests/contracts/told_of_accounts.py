"""What the stored samples of accounts tell; invented people."""

from datetime import UTC, datetime
from uuid import UUID

from shared.contracts.accounts import (
    InvitationAccepted,
    PasswordChanged,
    PasswordMeans,
    PersonDeactivated,
    PersonInvited,
    PersonReactivated,
    RoleHeld,
    RolesChanged,
    SecondFactorSwitched,
)
from shared.contracts.domain_event import DomainEvent
from shared.kernel.command import Role

PERSON = UUID("01219a7d-3c00-7a4e-9d52-6f1f0c8b2e11")
ADMINISTRATOR = UUID("01219a70-1de0-7f05-a3c8-94b27d5e6f10")

TOLD_OF_ACCOUNTS: dict[str, DomainEvent] = {
    "pl.owss.accounts.person_invited.v1": PersonInvited(
        occurred_at=datetime(2009, 5, 28, 12, 40, 5, 310_000, tzinfo=UTC),
        subject_version=1,
        staff_id=PERSON,
        invited_by=ADMINISTRATOR,
        roles=(RoleHeld(role=Role.ADVISER),),
    ),
    "pl.owss.accounts.invitation_accepted.v1": InvitationAccepted(
        occurred_at=datetime(2009, 5, 29, 6, 2, 41, 7, tzinfo=UTC),
        subject_version=2,
        staff_id=PERSON,
    ),
    "pl.owss.accounts.second_factor_switched.v1": SecondFactorSwitched(
        occurred_at=datetime(2009, 5, 29, 6, 10, tzinfo=UTC),
        subject_version=3,
        staff_id=PERSON,
        switched_on=True,
        switched_by=PERSON,
    ),
    "pl.owss.accounts.roles_changed.v1": RolesChanged(
        occurred_at=datetime(2009, 9, 1, 7, 15, 30, 900_000, tzinfo=UTC),
        subject_version=4,
        staff_id=PERSON,
        changed_by=ADMINISTRATOR,
        roles=(RoleHeld(role=Role.ADVISER), RoleHeld(role=Role.COORDINATOR)),
    ),
    "pl.owss.accounts.password_changed.v1": PasswordChanged(
        occurred_at=datetime(2009, 10, 5, 11, 31, 12, 45, tzinfo=UTC),
        subject_version=5,
        staff_id=PERSON,
        means=PasswordMeans.RESET_LINK,
    ),
    "pl.owss.accounts.person_deactivated.v1": PersonDeactivated(
        occurred_at=datetime(2009, 11, 30, 15, 0, 0, 1, tzinfo=UTC),
        subject_version=6,
        staff_id=PERSON,
        deactivated_by=ADMINISTRATOR,
    ),
    "pl.owss.accounts.person_reactivated.v1": PersonReactivated(
        occurred_at=datetime(2009, 12, 7, 8, 5, 59, 120_000, tzinfo=UTC),
        subject_version=7,
        staff_id=PERSON,
        reactivated_by=ADMINISTRATOR,
    ),
}
