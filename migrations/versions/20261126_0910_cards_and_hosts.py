"""Cards, hosts, parents who said yes, and who saw a doubtful meeting."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import moment, one_of_its_neighbourhood, points_at, public_id, row_id, tenant

revision = "20261126_0910"
down_revision = "20261126_0650"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The default lets a server of before go on making meetings until it is replaced.
    op.add_column("meeting", sa.Column("how", sa.String(12), nullable=False, server_default="invitation"))
    _make_cards()
    _make_hosts()
    _make_guardianships()
    _make_vouches()


def downgrade() -> None:
    for table in ("vouch", "guardianship", "host", "card"):
        op.drop_table(table)
    op.drop_column("meeting", "how")


def _make_cards() -> None:
    op.create_table(
        "card",
        row_id(),
        *tenant(),
        *points_at("player", "player_id", index=True),
        sa.Column("code", sa.String(12), nullable=False, unique=True),
        sa.Column("photo_choice", sa.String(10), nullable=False),
        moment("made_at"),
        moment("handed_out_at", may_be_none=True),
        moment("revoked_at", may_be_none=True),
        one_of_its_neighbourhood(),
    )


def _make_hosts() -> None:
    op.create_table(
        "host",
        row_id(),
        public_id(),
        *tenant(),
        *points_at("spot", "spot_id"),
        sa.Column("first_name", sa.String(40)),
        sa.Column("code_hash", sa.String(64), nullable=False, unique=True),
        moment("invited_at"),
        moment("until"),
        *points_at("device", "device_id", may_be_none=True, index=True),
        moment("began_at", may_be_none=True),
        moment("ended_at", may_be_none=True),
        *points_at("card", "first_card_id", may_be_none=True),
        moment("first_card_at", may_be_none=True),
        one_of_its_neighbourhood(),
    )


def _make_guardianships() -> None:
    op.create_table(
        "guardianship",
        row_id(),
        *tenant(),
        *points_at("player", "child_id"),
        *points_at("player", "parent_id", may_be_none=True, index=True),
        *points_at("host", "host_id", may_be_none=True),
        moment("said_at"),
        sa.UniqueConstraint("child_id", "parent_id"),
    )


def _make_vouches() -> None:
    op.create_table(
        "vouch",
        row_id(),
        *tenant(),
        sa.Column("token", sa.String(24), nullable=False, unique=True),
        *points_at("meeting", "meeting_id"),
        *points_at("player", "low_id"),
        *points_at("player", "high_id"),
        moment("made_at"),
        moment("until"),
        *points_at("player", "player_id", may_be_none=True),
        *points_at("host", "host_id", may_be_none=True),
        moment("vouched_at", may_be_none=True),
        sa.Index(None, "meeting_id", "low_id", "high_id"),
        sa.Index(None, "player_id", "vouched_at"),
    )
