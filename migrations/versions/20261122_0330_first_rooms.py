"""The first rooms: organisations, neighbourhoods, people, media, spots, stickers, stories, decisions."""

import sqlalchemy as sa
from alembic import op

from migrations import spatial

revision = "20261122_0330"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    *("organisation", "neighbourhood", "person", "picture", "sound", "spot", "sticker"),
    *("story", "story_text", "consent", "decision"),
)


def upgrade() -> None:
    _make_places()
    _make_people_and_media()
    _make_spots()
    _make_stories()


def downgrade() -> None:
    spatial.drop_geometry("spot", "point")
    spatial.drop_geometry("neighbourhood", "boundary")
    for table in reversed(TABLES):
        op.drop_table(table)


def _tenant() -> list[sa.Column | sa.ForeignKeyConstraint]:
    return [
        sa.Column("organisation_id", sa.Integer, sa.ForeignKey("organisation.id"), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "neighbourhood_id"], ["neighbourhood.organisation_id", "neighbourhood.id"]
        ),
    ]


def _same_neighbourhood(column: str, table: str) -> sa.ForeignKeyConstraint:
    tenant = ["organisation_id", "neighbourhood_id"]
    return sa.ForeignKeyConstraint([*tenant, column], [f"{table}.{name}" for name in [*tenant, "id"]])


def _can_be_pointed_at() -> sa.UniqueConstraint:
    return sa.UniqueConstraint("organisation_id", "neighbourhood_id", "id")


def _public_id() -> sa.Column:
    return sa.Column("public_id", sa.String(12), nullable=False, unique=True)


def _make_places() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer, primary_key=True),
        _public_id(),
        sa.Column("slug", sa.String(60), nullable=False, unique=True),
        sa.Column("name", sa.String(120), nullable=False),
    )
    op.create_table(
        "neighbourhood",
        sa.Column("id", sa.Integer, primary_key=True),
        _public_id(),
        sa.Column("organisation_id", sa.Integer, sa.ForeignKey("organisation.id"), nullable=False),
        sa.Column("slug", sa.String(60), nullable=False, unique=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("names", sa.JSON, nullable=False),
        sa.Column("about", sa.JSON, nullable=False),
        sa.Column("languages", sa.JSON, nullable=False),
        sa.Column("timezone", sa.String(60), nullable=False),
        sa.Column("made_up", sa.Boolean, nullable=False),
        sa.Column("publication_version", sa.Integer, nullable=False),
        sa.UniqueConstraint("organisation_id", "id"),
    )
    spatial.add_geometry("neighbourhood", "boundary", "POLYGON")


def _make_people_and_media() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer, primary_key=True),
        _public_id(),
        *_tenant(),
        sa.Column("first_name", sa.String(40), nullable=False),
        _can_be_pointed_at(),
    )
    op.create_table(
        "picture",
        sa.Column("id", sa.Integer, primary_key=True),
        _public_id(),
        *_tenant(),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
        sa.Column("year", sa.Integer),
        sa.Column("maker", sa.String(120), nullable=False),
        sa.Column("licence", sa.String(120), nullable=False),
        sa.Column("alternative", sa.JSON, nullable=False),
        sa.Column("checksum", sa.String(64), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        _can_be_pointed_at(),
    )
    op.create_table(
        "sound",
        sa.Column("id", sa.Integer, primary_key=True),
        _public_id(),
        *_tenant(),
        sa.Column("seconds", sa.Integer, nullable=False),
        sa.Column("by_computer", sa.Boolean, nullable=False),
        sa.Column("checksum", sa.String(64), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        _can_be_pointed_at(),
    )


def _make_spots() -> None:
    op.create_table(
        "spot",
        sa.Column("id", sa.Integer, primary_key=True),
        _public_id(),
        *_tenant(),
        sa.Column("slug", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("names", sa.JSON, nullable=False),
        sa.Column("hints", sa.JSON, nullable=False),
        sa.Column("host_id", sa.Integer),
        sa.Column("hours", sa.JSON, nullable=False),
        sa.Column("coffee", sa.JSON),
        *[sa.Column(fact, sa.Boolean, nullable=False) for fact in ("step_free", "bench", "toilet", "quiet")],
        _same_neighbourhood("host_id", "person"),
        _can_be_pointed_at(),
        sa.UniqueConstraint("neighbourhood_id", "slug"),
    )
    spatial.add_geometry("spot", "point", "POINT")
    op.create_table(
        "sticker",
        sa.Column("id", sa.Integer, primary_key=True),
        *_tenant(),
        sa.Column("spot_id", sa.Integer, nullable=False, index=True),
        sa.Column("code", sa.String(12), nullable=False, unique=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True)),
        _same_neighbourhood("spot_id", "spot"),
    )


def _make_stories() -> None:
    op.create_table(
        "story",
        sa.Column("id", sa.Integer, primary_key=True),
        _public_id(),
        *_tenant(),
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("spot_id", sa.Integer, nullable=False, index=True),
        sa.Column("teller_id", sa.Integer, nullable=False),
        sa.Column("year", sa.Integer),
        sa.Column("place_in_order", sa.Integer, nullable=False),
        sa.Column("recorded", sa.JSON, nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("old_picture_id", sa.Integer, index=True),
        sa.Column("new_picture_id", sa.Integer, index=True),
        _same_neighbourhood("spot_id", "spot"),
        _same_neighbourhood("teller_id", "person"),
        _same_neighbourhood("old_picture_id", "picture"),
        _same_neighbourhood("new_picture_id", "picture"),
        _can_be_pointed_at(),
        sa.UniqueConstraint("neighbourhood_id", "slug"),
    )
    op.create_table(
        "story_text",
        sa.Column("id", sa.Integer, primary_key=True),
        *_tenant(),
        sa.Column("story_id", sa.Integer, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("sound_id", sa.Integer, index=True),
        _same_neighbourhood("story_id", "story"),
        _same_neighbourhood("sound_id", "sound"),
        sa.UniqueConstraint("story_id", "language", "kind"),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer, primary_key=True),
        *_tenant(),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("story_id", sa.Integer, nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("how", sa.String(200), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True)),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        _same_neighbourhood("person_id", "person"),
        _same_neighbourhood("story_id", "story"),
    )
    op.create_index(None, "consent", ["story_id", "purpose"])
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer, primary_key=True),
        *_tenant(),
        sa.Column("story_id", sa.Integer, nullable=False, index=True),
        sa.Column("step", sa.String(12), nullable=False),
        sa.Column("decided_by", sa.String(80), nullable=False),
        sa.Column("why", sa.String(400), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        _same_neighbourhood("story_id", "story"),
    )
