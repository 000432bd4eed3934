"""What was typed and not sent, in its table."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from services.consultations.domain.refusals import FormKeptElsewhere
from services.consultations.domain.unsent_form import FormKind, FormPlace, UnsentForm
from services.consultations.storage.tables import unsent_form as table


@dataclass(frozen=True)
class StoredUnsentForms:
    """What the people of this node typed and did not send, inside one transaction."""

    connection: Connection

    def at(self, place: FormPlace) -> UnsentForm:
        row = self.connection.execute(select(table).where(_at(place))).one_or_none()
        return UnsentForm(place=place) if row is None else _form(row)

    def keep(self, form: UnsentForm) -> None:
        values = {"version": form.version, "typed": form.typed, "kept_at": form.kept_at}
        if form.version > 1:
            kept = self.connection.execute(
                update(table)
                .where(_at(form.place), table.c.version == form.version - 1)
                .values(**values)
            )
            if kept.rowcount != 1:
                raise FormKeptElsewhere
            return
        try:
            self.connection.execute(insert(table).values(**vars(form.place), **values))
        except IntegrityError as error:
            raise FormKeptElsewhere from error

    def forget(self, place: FormPlace) -> None:
        self.connection.execute(delete(table).where(_at(place)))

    def forget_before(self, moment: datetime) -> None:
        self.connection.execute(delete(table).where(table.c.kept_at < moment))

    def mentioning(self, marks: Collection[str]) -> Sequence[UnsentForm]:
        rows = self.connection.execute(select(table).order_by(table.c.kept_at))
        return [form for form in map(_form, rows) if form.mentions(marks)]


def _at(place: FormPlace) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in vars(place).items()))


def _form(row: Row[tuple[object, ...]]) -> UnsentForm:
    return UnsentForm(
        place=FormPlace(written_by=row.written_by, form=FormKind(row.form), about=row.about),
        typed=row.typed,
        kept_at=row.kept_at,
        version=row.version,
    )
