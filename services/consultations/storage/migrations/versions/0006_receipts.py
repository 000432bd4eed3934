"""What a referral says of the client's arrival, and what match list was sent last."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("referral", sa.Column("received_by", sa.String(40), nullable=True))
    op.add_column("referral", sa.Column("received_on", sa.Date(), nullable=True))
    op.create_table(
        "match_list_sent",
        sa.Column("only", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(60), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint('"only" = 1', name=op.f("ck_match_list_sent_one_row")),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_match_list_sent")),
        comment="What the files were like when the list was made that was sent last.",
    )
