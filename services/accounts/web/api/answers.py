"""People and tokens, as JSON; nothing secret is in them."""

from __future__ import annotations

from marshmallow import Schema, fields

from services.accounts.domain.one_time_link import LinkPurpose, path_of
from services.accounts.domain.staff_account import AccountState
from shared.kernel.command import Role
from shared.kernel.scope import Scope


class StaffAnswer(Schema):
    """One person of the staff."""

    staff_id = fields.UUID()
    full_name = fields.String()
    login = fields.String()
    roles = fields.List(fields.Enum(Role, by_value=True))
    state = fields.Enum(AccountState, by_value=True)
    invited_at = fields.DateTime()
    second_factor = fields.Boolean()
    last_logged_in = fields.DateTime(allow_none=True)
    reset_asked_at = fields.DateTime(allow_none=True)
    revision = fields.Integer()


class StaffPageAnswer(Schema):
    """A page of the list of people, and how many all pages have."""

    rows = fields.List(fields.Nested(StaffAnswer))
    page = fields.Integer()
    pages = fields.Integer()
    people = fields.Integer()


class AccountChangeAnswer(Schema):
    """One change of one field."""

    field = fields.String()
    before = fields.String(allow_none=True)
    after = fields.String(allow_none=True)
    changed_by = fields.UUID()
    changed_at = fields.DateTime()


class AccountToldAnswer(Schema):
    """What a domain event told of an account."""

    version = fields.Integer()
    name = fields.String()
    happened_at = fields.DateTime()
    data = fields.Dict(keys=fields.String())


class AccountHistoryAnswer(Schema):
    """What the journal tells of an account, and the changes of its words, the oldest first."""

    told = fields.List(fields.Nested(AccountToldAnswer))
    changes = fields.List(fields.Nested(AccountChangeAnswer))


class IssuedLinkAnswer(Schema):
    """A link to hand over to the person; it is told this once."""

    purpose = fields.Enum(LinkPurpose, by_value=True)
    path = fields.Function(
        lambda issued: path_of(issued.purpose, issued.token), metadata={"type": "string"}
    )
    expires_at = fields.DateTime()


class SessionAnswer(Schema):
    """One browser in which the person is logged in."""

    session_digest = fields.String(attribute="digest")
    started_at = fields.DateTime()
    last_seen_at = fields.DateTime()
    address = fields.String()


class OwnAccountAnswer(Schema):
    """The own account; the newest session comes first."""

    person = fields.Nested(StaffAnswer)
    sessions = fields.List(fields.Nested(SessionAnswer))
    recovery_codes_left = fields.Integer()


class ApiTokenAnswer(Schema):
    """One of the own tokens, without its text."""

    token_id = fields.UUID(attribute="id")
    name = fields.String()
    scopes = fields.List(fields.Enum(Scope, by_value=True))
    issued_at = fields.DateTime()
    expires_at = fields.DateTime()
    last_used_at = fields.DateTime(allow_none=True)
    revoked_at = fields.DateTime(allow_none=True)


class ApiTokensAnswer(Schema):
    """The own tokens, the newest first."""

    tokens = fields.List(fields.Nested(ApiTokenAnswer))


class StaffExportAnswer(Schema):
    """Everything that accounts keep about one person; secrets are not told."""

    person = fields.Nested(StaffAnswer)
    sessions = fields.List(fields.Nested(SessionAnswer))
    known_devices = fields.Integer()
    history = fields.Nested(AccountHistoryAnswer)
    made_at = fields.DateTime()


class SecondFactorRulesAnswer(Schema):
    """From which day on a role needs a second factor, and how many who hold it have none yet."""

    rules = fields.Dict(keys=fields.Enum(Role, by_value=True), values=fields.Date())
    without = fields.Dict(keys=fields.Enum(Role, by_value=True), values=fields.Integer())
    changes = fields.List(fields.Nested(AccountChangeAnswer))
