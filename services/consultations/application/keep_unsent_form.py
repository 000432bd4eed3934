"""Somebody types: what is there so far is kept."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.paper_commands import KeepUnsentForm
from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.refusals import FormKeptElsewhere, FormTooLong
from services.consultations.domain.unsent_form import (
    LONGEST,
    FormPlace,
    UnsentForm,
    kept_since,
)


def keep_unsent_form(command: KeepUnsentForm, work: UnitOfWork, now: datetime) -> UnsentForm:
    """Keep the form in place of what its page knew of, and forget what is too old.

    Nothing is kept about a client who was erased. Raises `FormKeptElsewhere`, `FormTooLong`,
    `ClientNotFound` or `FileErased`.
    """
    authorise(command)
    work.unsent_forms.forget_before(kept_since(now))
    if len(command.typed) > LONGEST:
        raise FormTooLong
    for client_id in command.client_ids:
        work.clients.get(client_id).refuse_if_erased()
    place = FormPlace(written_by=command.actor.staff_id, form=command.form, about=command.about)
    if work.unsent_forms.at(place).version != command.expected_version:
        raise FormKeptElsewhere
    kept = UnsentForm(
        place=place, typed=command.typed, kept_at=now, version=command.expected_version + 1
    )
    work.unsent_forms.keep(kept)
    return kept
