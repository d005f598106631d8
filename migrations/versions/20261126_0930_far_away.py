"""Whether a player's own phone said that it was far from the spot, and why a pair is doubtful."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_0930"
down_revision = "20261126_0910"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The default lets a server of before go on adding presences until it is replaced.
    is_far = sa.Column("is_far", sa.Boolean(create_constraint=False), nullable=False, server_default=sa.false())
    op.add_column("presence", is_far)
    op.add_column("pair", sa.Column("doubt", sa.String(10), nullable=True))


def downgrade() -> None:
    op.drop_column("pair", "doubt")
    op.drop_column("presence", "is_far")
