"""What accounts refuse.

A class is named as the fact that stands in the way; its docstring is the rule, with its source in
brackets.

Whoever refuses gives the data that a sentence for people needs, in the order that
`services/accounts/sentences.py` uses them.
"""

from __future__ import annotations

from shared.kernel.command import Refusal


class AccountsError(Refusal):
    """The root of all refusals of this service."""

    def __init__(self, *data: object) -> None:
        """Keep the data as texts, so that a refusal is the same here and behind RPC."""
        super().__init__(*(str(item) for item in data))


# --- People


class PersonNotFound(AccountsError):
    """An account opens only at the node that keeps it (architecture.md 3, "Identity")."""


class AlreadyInvited(AccountsError):
    """An id names one person for ever; a new person takes a new id (architecture.md 3)."""


class LoginTaken(AccountsError):
    """A login leads to one person (product.md, "Everywhere")."""


class NoRole(AccountsError):
    """A person with an account has at least one role (product.md, "Who uses it")."""


class SameRoles(AccountsError):
    """A change of roles changes them (architecture.md 2, "One fact, one domain event")."""


class AdministratorExists(AccountsError):
    """From the terminal comes only the first administrator (product.md, "Who uses it")."""


class LastAdministrator(AccountsError):
    """A node always has an administrator who can log in (product.md, "Who uses it")."""


class PersonDeactivatedBefore(AccountsError):
    """A person is deactivated once (product.md, "Everywhere")."""


class PersonStillHasAccess(AccountsError):
    """Only who was deactivated is forgotten (services/accounts/domain/staff_account.py)."""


class PersonErased(AccountsError):
    """Whoever was erased stays so (services/accounts/domain/staff_account.py)."""


class PersonNotDeactivated(AccountsError):
    """Only a person who was deactivated is let in again (product.md, "Everywhere")."""


class AlreadyCarriedOut(AccountsError):
    """A secret is told once: asking again gives none (product.md, "Everywhere")."""


# --- Logging in


class WrongCredentials(AccountsError):
    """Whoever cannot log in is not told why (product.md, "Everywhere").

    A login that nobody has, a wrong password and an account without access sound the same.
    """


class WrongPassword(AccountsError):
    """Who changes how they log in proves again that it is them (product.md, "Everywhere")."""


class WrongCode(AccountsError):
    """A code of the second factor is accepted once, in its own half minute (RFC 6238, 5.2)."""


class TooManyAttempts(AccountsError):
    """Guessing is slowed down (services/accounts/domain/attempts.py)."""


class SessionOver(AccountsError):
    """A session ends (services/accounts/domain/session.py)."""


class LinkNotValid(AccountsError):
    """A link works once, and not for ever (services/accounts/domain/one_time_link.py)."""


# --- API tokens


class NoScope(AccountsError):
    """A token is good for something (services/accounts/domain/api_token.py)."""


class ApiTokenIdTaken(AccountsError):
    """An id names one token for ever (services/accounts/domain/api_token.py)."""


class ApiTokenNotFound(AccountsError):
    """Each person has their own tokens (services/accounts/domain/api_token.py)."""


class ApiTokenNotValid(AccountsError):
    """A token opens nothing once it is revoked, too old, or its person has no access.

    (services/accounts/domain/api_token.py)
    """


# --- Passwords


class PasswordTooShort(AccountsError):
    """A password has at least twelve characters (services/accounts/domain/password_rule.py)."""


class PasswordTooLong(AccountsError):
    """A password has at most 200 characters (services/accounts/domain/password_rule.py)."""


class PasswordIsName(AccountsError):
    """A password is not the login or the name (services/accounts/domain/password_rule.py)."""


class PasswordTooCommon(AccountsError):
    """A password is none that everybody tries (services/accounts/domain/password_rule.py)."""


# --- The second factor


class SecondFactorOn(AccountsError):
    """A second factor is set up while there is none (product.md, "Everywhere")."""


class SecondFactorNotSetUp(AccountsError):
    """A second factor is switched on once its secret is in the person's application (RFC 6238)."""


class SecondFactorRequired(AccountsError):
    """A second factor that a role needs is not switched off (product.md, "Everywhere")."""


class SecondFactorOff(AccountsError):
    """Only a second factor that is there is switched off (product.md, "Everywhere")."""
