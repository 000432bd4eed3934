"""Drafts of long forms: what somebody types is kept, and offered again to whoever comes back.

A form that keeps drafts is sent to its own address with `draft_action`: by a script while somebody
types, or by a button. What is kept never replaces something newer in silence: the page says which
version it knows of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import urlencode

from flask import current_app, flash, jsonify, redirect, request
from flask_babel import gettext as _

from shared.kernel import polish
from shared.kernel.clock import CENTRE_TIME, business_day
from shared.web.application import site_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from shared.kernel.command import Refusal
    from shared.web.forms import Form

RESUME: Final = "draft"
"""The address of a page says with this that the draft is to be put into the form."""

_KEEP: Final = "keep"
_DISCARD: Final = "discard"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What is kept of a form; version 0 says: nothing."""

    version: int = 0
    kept_at: datetime | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


class Drafts(Protocol):
    """Where one person's draft of one form is kept."""

    def read(self) -> Kept:
        """Return what is kept."""

    def keep(self, values: Mapping[str, Any], expected_version: int) -> Kept:
        """Keep the values in place of what the page knew of; raise a `Refusal`."""

    def discard(self) -> None:
        """Forget what is kept."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a page says of the draft of its form."""

    version: int
    """Which one the page knows of: the next one takes its place."""

    said: str
    """When it was kept; empty if nothing is."""

    offered: str = ""
    """That something was found that is not in the form; empty if nothing was."""

    resume: str = ""
    """The address that puts it there."""

    resumed: bool = False


def opened(drafts: Drafts, form: Form) -> Draft:
    """Look for a draft; put it into the form if the address asks for it, else offer it."""
    kept = drafts.read()
    if kept.kept_at is None:
        return Draft(version=0, said="")
    when = _when(kept.kept_at)
    if request.args.get(RESUME) == "resume":
        form.values = {**form.values, **kept.values}
        return Draft(version=kept.version, said=_kept(when), resumed=True)
    return Draft(
        version=0,
        said="",
        offered=_("Znaleziono niezapisany szkic, ostatnio zmieniony %(when)s.", when=when),
        resume=_resuming(_own_address()),
    )


def sent_back(drafts: Drafts, form: Form) -> Draft:
    """Return the draft of a form that was sent and is drawn again with what was typed.

    What was kept while the form was on its way is known to it if it says the same.
    """
    kept, known = drafts.read(), _known_version()
    if kept.kept_at is None or (kept.version != known and kept.values != form.values):
        return Draft(version=known, said="")
    return Draft(version=kept.version, said=_kept(_when(kept.kept_at)))


def asked() -> bool:
    """Say whether a form was sent to keep or to discard a draft, and not to be carried out."""
    return request.form.get("draft_action") in {_KEEP, _DISCARD}


def answer(
    drafts: Drafts, form: Form, sentence: Callable[[Refusal], str], page: str = ""
) -> ResponseReturnValue | None:
    """Do with the draft what was asked, and lead back to the page that shows the form.

    Returns `None` if it could not be kept: then `form` says why, and is drawn again. A script gets
    an answer in JSON. `page` is the address of the page where it is not the one that was asked.
    """
    back = page or _own_address()
    if request.form["draft_action"] == _DISCARD:
        drafts.discard()
        flash(_("Odrzucono szkic."))
        return redirect(back)
    kept = form.attempt(lambda: drafts.keep(form.values, _known_version()), sentence)
    by_script = request.accept_mimetypes.best == "application/json"
    if kept is None or kept.kept_at is None:
        said = form.problem or " ".join(text for texts in form.errors.values() for text in texts)
        return (jsonify(problem=said), HTTPStatus.CONFLICT) if by_script else None
    if by_script:
        return jsonify(version=kept.version, saved=_kept(_when(kept.kept_at)))
    return redirect(_resuming(back))


def _known_version() -> int:
    typed = request.form.get("draft_version", "")
    return int(typed) if typed.isascii() and typed.isdigit() else 0


def _own_address() -> str:
    """Return the address of this page, without the wish to resume."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != RESUME]
    path = request.script_root + request.path
    return f"{path}?{urlencode(kept)}" if kept else path


def _resuming(address: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{RESUME}=resume"


def _kept(when: str) -> str:
    return _("Zapisano szkic %(when)s.", when=when)


def _when(moment: datetime) -> str:
    """Return the time of day, or with its day if that is another one."""
    today = business_day(site_of(current_app).runtime.wall_clock.now())
    if business_day(moment) != today:
        return polish.moment(moment)
    return _("o %(time)s", time=f"{moment.astimezone(CENTRE_TIME):%H:%M}")
