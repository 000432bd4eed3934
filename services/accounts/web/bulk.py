"""What can be done with many people at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from services.accounts.application.authorise import ADMINISTRATOR
from services.accounts.application.deactivate_person import deactivate_person
from services.accounts.application.ports import UnitOfWork
from services.accounts.application.reactivate_person import reactivate_person
from services.accounts.domain.proving import Tools
from services.accounts.requests import schemas
from services.accounts.web import people_list
from services.accounts.web.desk import carry_out, look, rehearse, said
from shared.kernel.command import Refusal
from shared.web.bulk import Answers, BulkAction, Chosen, Undo
from shared.web.forms import as_request
from shared.web.guarding import person
from shared.web.listing import ListAddress
from shared.web.workplace import Workplace
from shared.wire.request_schemas import RequestSchema
from shared.workplace.batches import BatchRow

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

UseCase = Callable[[Any, UnitOfWork, datetime, Tools], None]

_LIST: Final = "people.people"
_NOBODY: Final = UUID(int=0)
"""The command id of what is only rehearsed: nothing is kept of it."""


def workplace() -> Workplace:
    """Return the lists of accounts, and what can be done with many of their rows."""
    off = (schemas.DeactivatePersonRequest(), deactivate_person)
    on = (schemas.ReactivatePersonRequest(), reactivate_person)
    return Workplace(
        service="accounts",
        lists={_LIST: ADMINISTRATOR},
        sentence=said,
        actions=(
            BulkAction(
                key="deactivate_people",
                title=lazy_gettext("Odbierz dostęp"),
                will=lazy_gettext("Ta osoba zostanie wylogowana i nie zaloguje się ponownie."),
                done=lazy_gettext("Dostęp odebrany, także w otwartych sesjach."),
                undo=_back(
                    lazy_gettext(
                        "Można to potem cofnąć: osoby odzyskają dostęp, ale muszą zalogować się "
                        "od nowa, a wysłane wcześniej odnośniki pozostaną nieważne."
                    ),
                    *on,
                ),
                **_of_people(*off),
            ),
            BulkAction(
                key="reactivate_people",
                title=lazy_gettext("Przywróć dostęp"),
                will=lazy_gettext("Ta osoba znowu będzie mogła się zalogować."),
                done=lazy_gettext("Dostęp przywrócony."),
                undo=_back(
                    lazy_gettext("Można to potem cofnąć: osobom zostanie znowu odebrany dostęp."),
                    *off,
                ),
                **_of_people(*on),
            ),
        ),
    )


def _back(promise: LazyString, schema: RequestSchema, use_case: UseCase) -> Undo:
    return Undo(
        promise=promise,
        carry_out=lambda row, command_id: carry_out(
            schema.load(_asked(row.subject_id, command_id)), use_case
        ),
    )


def _of_people(schema: RequestSchema, use_case: UseCase) -> dict[str, Any]:
    def try_all(rows: Sequence[BatchRow], _answers: Answers) -> Sequence[Refusal | None]:
        commands = [schema.load(_asked(row.subject_id, _NOBODY)) for row in rows]
        return rehearse(commands, use_case)

    return {
        "list_endpoint": _LIST,
        "roles": ADMINISTRATOR,
        "rows": _listed,
        "names": _names,
        "link": lambda row: url_for("people.person_page", staff_id=row.subject_id),
        "rehearse": try_all,
        "carry_out": lambda row, _answers, command_id: carry_out(
            schema.load(_asked(row.subject_id, command_id)), use_case
        ),
    }


def _asked(staff_id: UUID, command_id: UUID) -> dict[str, Any]:
    return {
        "staff_id": str(staff_id),
        "command_id": str(command_id),
        "actor": as_request(person().actor),
    }


def _listed() -> Sequence[Chosen]:
    """Return the people of the list; their names are not kept in a batch."""
    found = people_list.everybody(people_list.asked(), ListAddress.read(usual_sort="full_name"))
    return [
        (each.staff_id, _("osoba o identyfikatorze …%(end)s", end=each.staff_id.hex[-6:]), "")
        for each in found
    ]


def _names(_rows: Sequence[BatchRow]) -> Mapping[UUID, str]:
    return look(lambda records, _now: people_list.names(records, person().actor))
