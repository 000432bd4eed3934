"""What a referral says of the client's arrival."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("referral", sa.Column("received_by", sa.String(40), nullable=True))
    op.add_column("referral", sa.Column("received_on", sa.Date(), nullable=True))
