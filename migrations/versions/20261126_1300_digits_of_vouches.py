"""Four digits to type, of a question whether two people were together, for who scans nothing."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_1300"
down_revision = "20261126_1230"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("vouch", sa.Column("digits", sa.String(4)))


def downgrade() -> None:
    op.drop_column("vouch", "digits")
