"""The colours of a neighbourhood, which its stickers have."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_0650"
down_revision = "20261126_0540"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The default lets a server of before go on adding neighbourhoods until it is replaced.
    op.add_column("neighbourhood", sa.Column("colours", sa.String(12), nullable=False, server_default="brick"))


def downgrade() -> None:
    op.drop_column("neighbourhood", "colours")
