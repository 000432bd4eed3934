"""People and what they ask for, and tools whose secrets a test can know."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

from services.accounts.application.api_token_commands import (
    IssueApiToken,
    NoteTokenUsed,
    OwnApiTokensQuery,
    RevokeApiToken,
    UseApiToken,
)
from services.accounts.application.commands import (
    ChangePerson,
    ChangeRoles,
    ColleaguesQuery,
    DeactivatePerson,
    InvitePerson,
    IssueLink,
    OpenFirstAdministrator,
    PeopleQuery,
    PersonHistoryQuery,
    PersonQuery,
    ReactivatePerson,
    RemoveSecondFactor,
)
from services.accounts.application.own_commands import (
    ChangePassword,
    EndSession,
    OwnAccountQuery,
    RenewRecoveryCodes,
    SetUpSecondFactor,
    SwitchOffSecondFactor,
    SwitchOnSecondFactor,
)
from services.accounts.application.sign_in_commands import (
    AcceptInvitation,
    ConfirmSecondFactor,
    LinkQuery,
    LogIn,
    LogOut,
    NoteSeen,
    Renew,
    RequestReset,
    ResetPassword,
)
from services.accounts.domain.one_time_link import LinkPurpose
from services.accounts.domain.people import PeopleFilter, PeopleOrder
from shared.kernel.command import Actor, Command, Role
from shared.kernel.scope import Scope

CommandT = TypeVar("CommandT", bound=Command)

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ADMINISTRATOR_ID, PERSON_ID, OTHER_ID = (UUID(int=number) for number in (1, 2, 3))
ADMINISTRATOR = Actor(staff_id=ADMINISTRATOR_ID, roles=frozenset({Role.NODE_ADMINISTRATOR}))
PERSON = Actor(staff_id=PERSON_ID, roles=frozenset({Role.ADVISER}))
PASSWORD, OTHER_PASSWORD = "motyl na kaktusie", "dziewięć wielorybów"
OFFICE, HOME = "192.0.2.1", "198.51.100.7"
STEP = 30


class PlainPasswords:
    """Hashes that are no secret; `work` is how much was asked for when one was made."""

    def __init__(self) -> None:
        self.work = 1
        self.looked_at = 0

    def hash_of(self, password: str) -> str:
        return f"{self.work}:{password}"

    def matches(self, password_hash: str | None, password: str) -> bool:
        self.looked_at += 1
        return password_hash is not None and password_hash.partition(":")[2] == password

    def is_outdated(self, password_hash: str) -> bool:
        return password_hash.partition(":")[0] != str(self.work)


class CountedCodes:
    """A code is the number of its half minute, after the secret's last sign."""

    def __init__(self) -> None:
        self.secrets = 0

    def new_secret(self) -> str:
        self.secrets += 1
        return f"secret-{self.secrets}"

    def step_of(self, secret: str, code: str, now: datetime) -> int | None:
        present = int(now.timestamp()) // STEP
        for step in (present - 1, present, present + 1):
            if code == f"{secret[-1]}{step % 100_000:05}":
                return step
        return None

    def address(self, secret: str, login: str) -> str:
        return f"otpauth://{login}/{secret}"


class CountedChance:
    """What nobody can guess, one after another."""

    def __init__(self) -> None:
        self.given = 0

    def token(self) -> str:
        self.given += 1
        return f"token-{self.given}"

    def recovery_code(self) -> str:
        self.given += 1
        return f"abcd-{self.given:04}"

    def new_id(self) -> UUID:
        return uuid4()


@dataclass(frozen=True)
class PlainTools:
    passwords: PlainPasswords = field(default_factory=PlainPasswords)
    moment_codes: CountedCodes = field(default_factory=CountedCodes)
    chance: CountedChance = field(default_factory=CountedChance)


def code_at(secret: str, now: datetime) -> str:
    return f"{secret[-1]}{int(now.timestamp()) // STEP % 100_000:05}"


def _made(kind: type[CommandT], members: dict[str, Any], changes: dict[str, Any]) -> CommandT:
    return kind(**({"command_id": uuid4()} | members | changes))


def to_open(**changes: Any) -> OpenFirstAdministrator:
    members = {
        "actor": ADMINISTRATOR,
        "staff_id": ADMINISTRATOR_ID,
        "full_name": "Żaneta Łoś",
        "login": "Zaneta@zarska.example ",
    }
    return _made(OpenFirstAdministrator, members, changes)


def to_invite(**changes: Any) -> InvitePerson:
    members = {
        "actor": ADMINISTRATOR,
        "staff_id": PERSON_ID,
        "full_name": "Adam Ćwiek",
        "login": "adam@zarska.example",
        "roles": frozenset({Role.ADVISER}),
    }
    return _made(InvitePerson, members, changes)


def to_accept(token: str, **changes: Any) -> AcceptInvitation:
    return _made(AcceptInvitation, {"token": token, "password": PASSWORD}, changes)


def to_log_in(**changes: Any) -> LogIn:
    members = {"login": "adam@zarska.example", "password": PASSWORD, "address": OFFICE}
    return _made(LogIn, members, changes)


def to_confirm(ticket: str | None, code: str, **changes: Any) -> ConfirmSecondFactor:
    members = {"ticket": ticket, "code": code, "address": OFFICE}
    return _made(ConfirmSecondFactor, members, changes)


def to_renew(session: str | None) -> Renew:
    return Renew(session=session or "")


def to_note_seen(session: str) -> NoteSeen:
    return _made(NoteSeen, {"session": session}, {})


def to_log_out(session: str | None) -> LogOut:
    return _made(LogOut, {"session": session}, {})


def to_request_reset(**changes: Any) -> RequestReset:
    return _made(RequestReset, {"login": "adam@zarska.example"}, changes)


def to_reset(token: str, **changes: Any) -> ResetPassword:
    return _made(ResetPassword, {"token": token, "password": OTHER_PASSWORD}, changes)


def to_open_link(token: str, purpose: LinkPurpose) -> LinkQuery:
    return LinkQuery(token=token, purpose=purpose)


def to_change_password(**changes: Any) -> ChangePassword:
    members = {
        "actor": PERSON,
        "password": PASSWORD,
        "new_password": OTHER_PASSWORD,
        "session_digest": "",
        "address": OFFICE,
    }
    return _made(ChangePassword, members, changes)


def to_set_up(**changes: Any) -> SetUpSecondFactor:
    members = {"actor": PERSON, "password": PASSWORD, "address": OFFICE}
    return _made(SetUpSecondFactor, members, changes)


def to_switch_on(code: str, **changes: Any) -> SwitchOnSecondFactor:
    return _made(SwitchOnSecondFactor, {"actor": PERSON, "code": code, "address": OFFICE}, changes)


def to_switch_off(**changes: Any) -> SwitchOffSecondFactor:
    members = {"actor": PERSON, "password": PASSWORD, "address": OFFICE}
    return _made(SwitchOffSecondFactor, members, changes)


def to_renew_codes(**changes: Any) -> RenewRecoveryCodes:
    members = {"actor": PERSON, "password": PASSWORD, "address": OFFICE}
    return _made(RenewRecoveryCodes, members, changes)


def to_issue_token(**changes: Any) -> IssueApiToken:
    members = {
        "actor": PERSON,
        "password": PASSWORD,
        "address": OFFICE,
        "token_id": uuid4(),
        "name": "arkusz",
        "scopes": frozenset({Scope.CONSULTATIONS_READ}),
        "days": 90,
    }
    return _made(IssueApiToken, members, changes)


def to_revoke_token(token_id: UUID, **changes: Any) -> RevokeApiToken:
    return _made(RevokeApiToken, {"actor": PERSON, "token_id": token_id}, changes)


def to_see_tokens(actor: Actor = PERSON) -> OwnApiTokensQuery:
    return OwnApiTokensQuery(actor=actor)


def to_use_token(text: str) -> UseApiToken:
    return UseApiToken(text=text)


def to_note_token_used(token_id: UUID) -> NoteTokenUsed:
    return _made(NoteTokenUsed, {"token_id": token_id}, {})


def to_end_session(session_digest: str, **changes: Any) -> EndSession:
    return _made(EndSession, {"actor": PERSON, "session_digest": session_digest}, changes)


def to_see_oneself(actor: Actor = PERSON) -> OwnAccountQuery:
    return OwnAccountQuery(actor=actor)


def _of_person(kind: type[CommandT], changes: dict[str, Any]) -> CommandT:
    return _made(kind, {"actor": ADMINISTRATOR, "staff_id": PERSON_ID}, changes)


def to_issue_link(**changes: Any) -> IssueLink:
    return _of_person(IssueLink, changes)


def to_change_person(**changes: Any) -> ChangePerson:
    words = {"full_name": "Adam Ćwiek-Nowak", "login": "adam@zarska.example"}
    return _of_person(ChangePerson, words | changes)


def to_change_roles(*roles: Role, **changes: Any) -> ChangeRoles:
    return _of_person(ChangeRoles, {"roles": frozenset(roles)} | changes)


def to_deactivate(**changes: Any) -> DeactivatePerson:
    return _of_person(DeactivatePerson, changes)


def to_reactivate(**changes: Any) -> ReactivatePerson:
    return _of_person(ReactivatePerson, changes)


def to_remove_factor(**changes: Any) -> RemoveSecondFactor:
    return _of_person(RemoveSecondFactor, changes)


def to_read(staff_id: UUID = PERSON_ID) -> PersonQuery:
    return PersonQuery(actor=ADMINISTRATOR, staff_id=staff_id)


def to_read_history(staff_id: UUID = PERSON_ID) -> PersonHistoryQuery:
    return PersonHistoryQuery(actor=ADMINISTRATOR, staff_id=staff_id)


def to_see_colleagues() -> ColleaguesQuery:
    return ColleaguesQuery(actor=ADMINISTRATOR)


def to_list(**changes: Any) -> PeopleQuery:
    members: dict[str, Any] = {
        "actor": ADMINISTRATOR,
        "filter": PeopleFilter(),
        "order": PeopleOrder.FULL_NAME,
        "descending": False,
        "page": 1,
        "rows_of_a_page": 50,
    }
    return PeopleQuery(**(members | changes))
