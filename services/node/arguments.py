"""What a person writes on the command line, read into what it means, and who it is."""

from __future__ import annotations

import getpass
from datetime import date
from uuid import NAMESPACE_URL, uuid5

import click

from services.reporting.domain.as_of import AsOf
from shared.kernel.command import Actor, Role
from shared.kernel.period import Period, PeriodEndsBeforeItBegins


def at_terminal(*roles: Role) -> Actor:
    """Return whoever types, in some roles: who may log in to the machine may do this."""
    person = uuid5(NAMESPACE_URL, f"urn:owss:terminal:{getpass.getuser()}")
    return Actor(staff_id=person, roles=frozenset(roles))


class Day(click.ParamType[date]):
    """A day, written RRRR-MM-DD."""

    name = "RRRR-MM-DD"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day, or say how one is written."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"„{value}” nie jest dniem w postaci RRRR-MM-DD.", param, ctx)


class Month(click.ParamType[date]):
    """A month, written RRRR-MM; read as its first day."""

    name = "RRRR-MM"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return its first day, or say how a month is written."""
        try:
            return date.fromisoformat(f"{value}-01")
        except ValueError:
            self.fail(f"„{value}” nie jest miesiącem w postaci RRRR-MM.", param, ctx)


class Narrowing(click.ParamType[tuple[str, str]]):
    """A filter and its code, written filter=code."""

    name = "FILTR=KOD"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Return both, or say how they are written."""
        name, sign, code = str(value).partition("=")
        if not (name and sign and code):
            self.fail(f"„{value}” – napisz FILTR=KOD, np. node=zarska.", param, ctx)
        return name, code


class EarlierState(click.ParamType[AsOf]):
    """The member `as_of` of an earlier answer."""

    name = "JSON"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> AsOf:
        """Return it, or say where it comes from."""
        try:
            return AsOf.from_json(str(value))
        except (ValueError, TypeError, KeyError, AttributeError):
            self.fail("to nie jest pole „as_of” z wcześniejszej odpowiedzi.", param, ctx)


def period(first: date, last: date) -> Period:
    """Return the days that --from and --to bound, or say that the one is after the other."""
    try:
        return Period(first, last)
    except PeriodEndsBeforeItBegins:
        raise click.BadParameter(
            "ten dzień jest wcześniejszy niż pierwszy (--from).", param_hint="'--to'"
        ) from None
