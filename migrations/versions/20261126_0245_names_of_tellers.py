"""The first name of a person as other scripts write it, by language."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_0245"
down_revision = "20261126_0230"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The default lets a server of before go on adding people until it is replaced.
    op.add_column("person", sa.Column("names", sa.JSON, nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("person", "names")
