"""Photos of meetings: who is in them, what each of those said, and what others say of them."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_0950"
down_revision = "20261126_0940"
branch_labels = None
depends_on = None

TENANT = ["organisation_id", "neighbourhood_id"]
MOMENT = sa.DateTime(timezone=True)
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


def _tenant() -> list[sa.Column | sa.ForeignKeyConstraint]:
    return [
        sa.Column("organisation_id", sa.Integer, sa.ForeignKey("organisation.id"), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(TENANT, [f"neighbourhood.{name}" for name in ("organisation_id", "id")]),
    ]


def _row(name: str, table: str, *, may_be_none: bool = False, index: bool = False) -> list[sa.Column | sa.Constraint]:
    """Return a column that points at a row of the same neighbourhood."""
    return [
        sa.Column(name, sa.Integer, nullable=may_be_none, index=index),
        sa.ForeignKeyConstraint([*TENANT, name], [f"{table}.{column}" for column in [*TENANT, "id"]]),
    ]


def _id() -> sa.Column:
    return sa.Column("id", sa.Integer, primary_key=True)


def _make_photos() -> None:
    op.create_table(
        "photo",
        _id(),
        sa.Column("public_id", sa.String(12), nullable=False, unique=True),
        *_tenant(),
        *_row("meeting_id", "meeting", may_be_none=True),
        *_row("spot_id", "spot", may_be_none=True),
        *_row("taken_by_id", "player", may_be_none=True),
        *_row("picture_id", "picture", may_be_none=True),
        sa.Column("sent", sa.String(64)),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.Column("shows_on", sa.Date),
        sa.Column("gone_at", MOMENT),
        sa.Column("hidden_at", MOMENT),
        sa.Column("verdict", sa.String(200)),
        sa.UniqueConstraint(*TENANT, "id"),
        sa.Index(None, "neighbourhood_id", "shows_on"),
    )
    op.create_index(
        "uq_photo_meeting_id", "photo", ["meeting_id"], unique=True, sqlite_where=LIVE, postgresql_where=LIVE
    )


def _make_people() -> None:
    op.create_table(
        "photo_person",
        _id(),
        *_tenant(),
        *_row("photo_id", "photo"),
        *_row("player_id", "player", index=True),
        sa.UniqueConstraint("photo_id", "player_id"),
    )


def _make_consents() -> None:
    op.create_table(
        "photo_consent",
        _id(),
        *_tenant(),
        *_row("photo_id", "photo"),
        *_row("player_id", "player", index=True),
        sa.Column("purpose", sa.String(10), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT),
        sa.Index(None, "photo_id", "player_id", "purpose"),
    )


def _make_flags() -> None:
    op.create_table(
        "photo_flag",
        _id(),
        *_tenant(),
        *_row("photo_id", "photo"),
        *_row("player_id", "player", may_be_none=True, index=True),
        sa.Column("weight", sa.Integer, nullable=False),
        sa.Column("words", sa.String(400), nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.Column("looked_at", MOMENT, index=True),
        sa.Column("looked_by", sa.String(80)),
        sa.Column("outcome", sa.String(200)),
        sa.UniqueConstraint("photo_id", "player_id"),
    )
