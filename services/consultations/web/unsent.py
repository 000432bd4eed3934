"""Where the drafts of this service's forms are kept: with whoever types, at this node."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid4

from flask import current_app

from services.consultations.application.discard_unsent_form import discard_unsent_form
from services.consultations.application.keep_unsent_form import keep_unsent_form
from services.consultations.application.paper_commands import DiscardUnsentForm
from services.consultations.application.read_unsent_form import read_unsent_form
from services.consultations.domain.unsent_form import FormKind, UnsentForm
from services.consultations.requests.paper import KeepUnsentFormRequest, UnsentFormRequest
from services.consultations.storage.unit_of_work import snapshot, unit_of_work
from services.consultations.web.asking import SERVICE
from shared.web.application import site_of
from shared.web.drafts import Kept
from shared.web.forms import as_request
from shared.web.guarding import person
from shared.wire.published import CATALOGUE

_NEVER_KEPT: Final = frozenset({"pesel"})
"""What a file keeps sealed, a draft does not keep at all."""

NOTHING_YET: Final = UUID(int=0)
"""What a form is about that makes something new, of nobody who is known."""


@dataclass(frozen=True, kw_only=True)
class UnsentForms:
    """The drafts of one form of the person who is logged in.

    They are kept for a number of real days, also where business time is played. `client_ids` are
    the clients whom the form is about.
    """

    form: FormKind
    about: UUID = NOTHING_YET
    client_ids: tuple[str, ...] = ()

    def read(self) -> Kept:
        query = UnsentFormRequest().load(
            {"form": self.form, "about": str(self.about), "actor": as_request(person().actor)}
        )
        runtime = site_of(current_app).runtime
        database, source = runtime.databases[SERVICE], runtime.source(SERVICE)
        with snapshot(database, source, CATALOGUE) as records:
            return _kept(read_unsent_form(query, records, runtime.wall_clock.now()))

    def keep(self, values: Mapping[str, Any], expected_version: int) -> Kept:
        typed = {name: value for name, value in values.items() if name not in _NEVER_KEPT}
        command = KeepUnsentFormRequest().load(
            {
                "command_id": str(uuid4()),
                "actor": as_request(person().actor),
                "form": self.form,
                "about": str(self.about),
                "expected_version": expected_version,
                "typed": json.dumps(typed, ensure_ascii=False),
                "client_ids": self.client_ids,
            }
        )
        runtime = site_of(current_app).runtime
        database, source = runtime.databases[SERVICE], runtime.source(SERVICE)
        # Nothing is published, and each keystroke's answer need not be kept for ever.
        with unit_of_work(database, source, CATALOGUE, wakes=False) as work:
            return _kept(keep_unsent_form(command, work, runtime.wall_clock.now()))

    def discard(self) -> None:
        command = DiscardUnsentForm(
            command_id=uuid4(), actor=person().actor, form=self.form, about=self.about
        )
        runtime = site_of(current_app).runtime
        database, source = runtime.databases[SERVICE], runtime.source(SERVICE)
        with unit_of_work(database, source, CATALOGUE, wakes=False) as work:
            discard_unsent_form(command, work, runtime.wall_clock.now())


def _kept(form: UnsentForm) -> Kept:
    values = json.loads(form.typed) if form.typed else {}
    return Kept(version=form.version, kept_at=form.kept_at, values=values)
