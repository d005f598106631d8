"""Photos of meetings: who is in them, what each of those said, and what others say of them."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import MOMENT, moment, one_of_its_neighbourhood, points_at, public_id, row_id, tenant

revision = "20261126_0950"
down_revision = "20261126_0940"
branch_labels = None
depends_on = None

LIVE = sa.text("gone_at IS NULL")
TABLES = ("photo_flag", "photo_consent", "photo_person", "photo")


def upgrade() -> None:
    _make_photos()
    _make_people()
    _make_consents()
    _make_flags()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _make_photos() -> None:
    op.create_table(
        "photo",
        row_id(),
        public_id(),
        *tenant(),
        *points_at("meeting", "meeting_id", may_be_none=True),
        *points_at("spot", "spot_id", may_be_none=True),
        *points_at("player", "taken_by_id", may_be_none=True),
        *points_at("picture", "picture_id", may_be_none=True),
        sa.Column("sent", sa.String(64)),
        moment("taken_at"),
        sa.Column("shows_on", sa.Date),
        moment("gone_at", may_be_none=True),
        moment("hidden_at", may_be_none=True),
        sa.Column("verdict", sa.String(200)),
        one_of_its_neighbourhood(),
        sa.Index(None, "neighbourhood_id", "shows_on"),
    )
    op.create_index(
        "uq_photo_meeting_id", "photo", ["meeting_id"], unique=True, sqlite_where=LIVE, postgresql_where=LIVE
    )


def _make_people() -> None:
    op.create_table(
        "photo_person",
        row_id(),
        *tenant(),
        *points_at("photo", "photo_id"),
        *points_at("player", "player_id", index=True),
        sa.UniqueConstraint("photo_id", "player_id"),
    )


def _make_consents() -> None:
    op.create_table(
        "photo_consent",
        row_id(),
        *tenant(),
        *points_at("photo", "photo_id"),
        *points_at("player", "player_id", index=True),
        sa.Column("purpose", sa.String(10), nullable=False),
        moment("given_at"),
        moment("until"),
        moment("withdrawn_at", may_be_none=True),
        sa.Index(None, "photo_id", "player_id", "purpose"),
    )


def _make_flags() -> None:
    op.create_table(
        "photo_flag",
        row_id(),
        *tenant(),
        *points_at("photo", "photo_id"),
        *points_at("player", "player_id", may_be_none=True, index=True),
        sa.Column("weight", sa.Integer, nullable=False),
        sa.Column("words", sa.String(400), nullable=False),
        moment("said_at"),
        sa.Column("looked_at", MOMENT, index=True),
        sa.Column("looked_by", sa.String(80)),
        sa.Column("outcome", sa.String(200)),
        sa.UniqueConstraint("photo_id", "player_id"),
    )
