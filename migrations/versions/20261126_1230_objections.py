"""What players say against what was decided about their photo or their nickname."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import moment, points_at, public_id, row_id, tenant

revision = "20261126_1230"
down_revision = "20261126_1150"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "objection",
        row_id(),
        public_id(),
        *tenant(),
        *points_at("player", "player_id"),
        sa.Column("about", sa.String(10), nullable=False),
        sa.Column("subject", sa.String(72), nullable=False),
        sa.Column("words", sa.String(400), nullable=False),
        moment("said_at"),
        moment("looked_at", may_be_none=True),
        sa.Column("looked_by", sa.String(80)),
        sa.Column("outcome", sa.String(200)),
        sa.UniqueConstraint("player_id", "about", "subject"),
    )


def downgrade() -> None:
    op.drop_table("objection")
