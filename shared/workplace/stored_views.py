"""Saved views in their tables."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from sqlalchemy import Connection, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from shared.workplace.saved_views import SavedView, ViewNameTaken, ViewNotFound
from shared.workplace.tables import default_view, saved_view


@dataclass(frozen=True)
class StoredSavedViews:
    """One service's views, inside one transaction."""

    connection: Connection

    def of_list(self, path: str, staff_id: UUID) -> tuple[SavedView, ...]:
        """Return a person's own views of a list and those shared with them."""
        seen = or_(saved_view.c.owner_id == staff_id, saved_view.c.is_shared)
        rows = self.connection.execute(
            select(saved_view)
            .where(saved_view.c.path == path, seen)
            .order_by(saved_view.c.name, saved_view.c.view_id)
        )
        return tuple(_view(dict(row)) for row in rows.mappings())

    def get(self, view_id: UUID, staff_id: UUID) -> SavedView:
        """Return a view that the person may open, or raise `ViewNotFound`."""
        row = self.connection.execute(
            select(saved_view).where(saved_view.c.view_id == view_id)
        ).mappings()
        found = row.one_or_none()
        if found is None or not (found["is_shared"] or found["owner_id"] == staff_id):
            raise ViewNotFound(str(view_id))
        return _view(dict(found))

    def own(self, view_id: UUID, staff_id: UUID) -> SavedView:
        """Return a view that the person saved, or raise `ViewNotFound`."""
        found = self.get(view_id, staff_id)
        if found.owner_id != staff_id:
            raise ViewNotFound(str(view_id))
        return found

    def add(self, view: SavedView) -> SavedView:
        """Keep a new view; saved twice the same it is there once.

        Raises `ViewNameTaken` if another of the person's views of the list is called so.
        """
        for known in self.of_list(view.path, view.owner_id):
            if known.owner_id == view.owner_id and known.name == view.name:
                if known.query == view.query:
                    return known
                raise ViewNameTaken(view.name)
        self.connection.execute(insert(saved_view).values(_values(view)))
        return view

    def save(self, view: SavedView) -> None:
        """Keep changes; raise `ViewNameTaken`."""
        try:
            self.connection.execute(
                update(saved_view).where(saved_view.c.view_id == view.id).values(_values(view))
            )
        except IntegrityError as error:
            raise ViewNameTaken(view.name) from error
        if not view.is_shared:
            # Nobody's list opens with what is no longer theirs to see.
            self.connection.execute(
                delete(default_view).where(
                    default_view.c.view_id == view.id, default_view.c.staff_id != view.owner_id
                )
            )

    def remove(self, view: SavedView) -> None:
        """Forget a view, also where it was the first one."""
        self.connection.execute(delete(default_view).where(default_view.c.view_id == view.id))
        self.connection.execute(delete(saved_view).where(saved_view.c.view_id == view.id))

    def default_of(self, path: str, staff_id: UUID) -> SavedView | None:
        """Return the view with which a list opens for the person, if there is one."""
        row = self.connection.execute(
            select(saved_view)
            .join_from(saved_view, default_view)
            .where(default_view.c.staff_id == staff_id, default_view.c.path == path)
        ).mappings()
        found = row.one_or_none()
        return None if found is None else _view(dict(found))

    def let_open_with(self, view: SavedView, staff_id: UUID) -> None:
        """Open the list with this view for the person from now on."""
        self.open_plainly(view.path, staff_id)
        self.connection.execute(
            insert(default_view).values(staff_id=staff_id, path=view.path, view_id=view.id)
        )

    def open_plainly(self, path: str, staff_id: UUID) -> None:
        """Open the list without a view for the person from now on."""
        self.connection.execute(
            delete(default_view).where(
                default_view.c.staff_id == staff_id, default_view.c.path == path
            )
        )


def _values(view: SavedView) -> dict[str, object]:
    values = asdict(view)
    return {"view_id": values.pop("id"), **values}


def _view(row: dict[str, object]) -> SavedView:
    return SavedView(id=row.pop("view_id"), **row)  # type: ignore[arg-type]  # a row of its table
