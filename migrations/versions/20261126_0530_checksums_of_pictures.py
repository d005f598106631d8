"""The checksum of each file of a picture, so that the sweep sees a damaged one."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_0530"
down_revision = "20261126_0245"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The default lets a server of before go on keeping pictures; the sweep writes down what their files are.
    op.add_column("picture", sa.Column("checksums", sa.JSON, nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("picture", "checksums")
