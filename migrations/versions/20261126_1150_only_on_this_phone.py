"""Until when a player played on a phone: somebody may play on one alone from now, and end it on all others."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_1150"
down_revision = "20261126_0950"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("played_on", sa.Column("ended_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("played_on", "ended_at")
