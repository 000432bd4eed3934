"""Somebody does not want what was typed."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.paper_commands import DiscardUnsentForm
from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.unsent_form import FormPlace


def discard_unsent_form(command: DiscardUnsentForm, work: UnitOfWork, _now: datetime) -> None:
    authorise(command)
    work.unsent_forms.forget(
        FormPlace(written_by=command.actor.staff_id, form=command.form, about=command.about)
    )
