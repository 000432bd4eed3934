"""Who looked at whose data; by what a file is found in the list of clients, and its place there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.consultations.domain.client import ClientDetails
from services.consultations.domain.client_list import found_by
from shared.kernel.polish import collation_bytes

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    _views()
    _list_of_clients()


def _views() -> None:
    op.create_table(
        "client_view",
        sa.Column(
            "view_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("viewed_by", sa.Uuid(), nullable=False),
        sa.Column("viewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("occasion", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.client_id"], name=op.f("fk_client_view_client_id")
        ),
        sa.PrimaryKeyConstraint("view_id", name=op.f("pk_client_view")),
        comment="Who looked at whose personal data; it stays here, and is forgotten in time.",
    )
    for name in ("client_id", "viewed_at"):
        op.create_index(op.f(f"ix_client_view_{name}"), "client_view", [name])


def _list_of_clients() -> None:
    """Say of each file that is there already by what it is found."""
    op.add_column("client", sa.Column("found_by", sa.Text(), nullable=False, server_default=""))
    op.add_column(
        "client", sa.Column("name_key", sa.LargeBinary(), nullable=False, server_default="")
    )
    client = sa.table(
        "client",
        *(sa.column(name) for name in ("name", "email", "nip", "krs", "found_by")),
        sa.column("client_id", sa.Uuid()),
        sa.column("name_key", sa.LargeBinary()),
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(client)).all():
        details = ClientDetails(name=row.name, email=row.email, nip=row.nip, krs=row.krs)
        connection.execute(
            sa.update(client)
            .where(client.c.client_id == row.client_id)
            .values(found_by=found_by(details), name_key=collation_bytes(row.name))
        )
