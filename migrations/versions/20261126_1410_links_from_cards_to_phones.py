"""What a link from a card to a phone knows the card by: another one at every use, so that each works once."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_1410"
down_revision = "20261126_1300"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("card", sa.Column("move_key", sa.String(43)))


def downgrade() -> None:
    op.drop_column("card", "move_key")
