"""The game: players and their phones, rounds and their ledger, presences, invitations and meetings."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import moment, one_of_its_neighbourhood, points_at, public_id, row_id, tenant

revision = "20261126_0540"
down_revision = "20261126_0530"
branch_labels = None
depends_on = None

TABLES = (
    "complaint",
    "block",
    "standing",
    "point_entry",
    "presence",
    "invitation",
    "pair",
    "met",
    "meeting",
    "round",
    "played_on",
    "device",
    "player",
)


def upgrade() -> None:
    _make_players()
    _make_rounds()
    _make_meetings()
    _make_invitations()
    _make_ledger()
    _make_standings()
    _make_complaints()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _make_players() -> None:
    op.create_table(
        "player",
        row_id(),
        public_id(),
        *tenant(),
        sa.Column("nickname", sa.String(72)),
        sa.Column("skeleton", sa.String(120)),
        sa.Column("is_grown_up", sa.Boolean(create_constraint=False)),
        *points_at("spot", "home_spot_id", may_be_none=True),
        moment("home_chosen_at", may_be_none=True),
        sa.Column("phrase_key", sa.String(64), unique=True),
        moment("began_at"),
        moment("gone_at", may_be_none=True),
        one_of_its_neighbourhood(),
        sa.UniqueConstraint("neighbourhood_id", "skeleton"),
    )
    op.create_table(
        "device",
        row_id(),
        *tenant(),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        *points_at("player", "player_id", may_be_none=True),
        sa.Column("seen_on", sa.Date, nullable=False),
        one_of_its_neighbourhood(),
    )
    op.create_table(
        "played_on",
        row_id(),
        *tenant(),
        *points_at("device", "device_id"),
        *points_at("player", "player_id", index=True),
        sa.UniqueConstraint("device_id", "player_id"),
    )


def _make_rounds() -> None:
    op.create_table(
        "round",
        row_id(),
        public_id(),
        *tenant(),
        sa.Column("names", sa.JSON, nullable=False),
        sa.Column("goal", sa.Integer, nullable=False),
        sa.Column("reward", sa.JSON, nullable=False),
        sa.Column("rules", sa.JSON, nullable=False),
        moment("announced_at", may_be_none=True),
        sa.Column("announced_by", sa.String(80)),
        *(moment(turn) for turn in ("opens_at", "freezes_at", "closes_at", "cleans_at")),
        moment("cleaned_at", may_be_none=True),
        one_of_its_neighbourhood(),
    )


def _make_meetings() -> None:
    op.create_table(
        "meeting",
        row_id(),
        public_id(),
        *tenant(),
        *points_at("round", "round_id"),
        *points_at("spot", "spot_id"),
        moment("began_at"),
        one_of_its_neighbourhood(),
    )
    op.create_table(
        "met",
        row_id(),
        *tenant(),
        *points_at("meeting", "meeting_id"),
        *points_at("player", "player_id", index=True),
        moment("confirmed_at"),
        sa.UniqueConstraint("meeting_id", "player_id"),
    )
    op.create_table(
        "pair",
        row_id(),
        *tenant(),
        *points_at("meeting", "meeting_id"),
        *points_at("round", "round_id"),
        *points_at("player", "low_id"),
        *points_at("player", "high_id"),
        sa.Column("outcome", sa.String(20), nullable=False),
        moment("at"),
        sa.UniqueConstraint("meeting_id", "low_id", "high_id"),
        sa.Index(None, "round_id", "low_id", "high_id"),
        sa.Index(None, "round_id", "high_id"),
    )


def _make_invitations() -> None:
    op.create_table(
        "invitation",
        row_id(),
        *tenant(),
        sa.Column("token", sa.String(24), nullable=False, unique=True),
        *points_at("player", "player_id"),
        *points_at("spot", "spot_id"),
        sa.Column("digits", sa.String(4), nullable=False),
        sa.Column("first_sign", sa.String(20), nullable=False),
        sa.Column("second_sign", sa.String(20), nullable=False),
        sa.Column("assignment", sa.String(60)),
        moment("made_at"),
        moment("until"),
        *points_at("meeting", "meeting_id", may_be_none=True),
        sa.Index(None, "spot_id", "until"),
        sa.Index(None, "player_id", "until"),
    )
    op.create_table(
        "presence",
        row_id(),
        *tenant(),
        *points_at("player", "player_id"),
        *points_at("spot", "spot_id"),
        sa.Column("how", sa.String(10), nullable=False),
        moment("at"),
        sa.Index(None, "player_id", "at"),
    )


def _make_ledger() -> None:
    op.create_table(
        "point_entry",
        row_id(),
        *tenant(),
        *points_at("round", "round_id"),
        *points_at("player", "player_id"),
        *points_at("meeting", "meeting_id", may_be_none=True),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("points", sa.Integer, nullable=False),
        sa.Column("claim_key", sa.String(120), nullable=False, unique=True),
        moment("at"),
        sa.Index(None, "round_id", "player_id"),
    )


def _make_standings() -> None:
    op.create_table(
        "standing",
        row_id(),
        *tenant(),
        *points_at("round", "round_id"),
        *points_at("player", "player_id"),
        sa.Column("points", sa.Integer, nullable=False),
        sa.Column("shown", sa.Integer, nullable=False),
        sa.UniqueConstraint("round_id", "player_id"),
    )


def _make_complaints() -> None:
    op.create_table(
        "block",
        row_id(),
        *tenant(),
        *points_at("player", "player_id"),
        *points_at("player", "other_id", index=True),
        moment("since"),
        sa.UniqueConstraint("player_id", "other_id"),
    )
    op.create_table(
        "complaint",
        row_id(),
        public_id(),
        *tenant(),
        *points_at("player", "player_id"),
        *points_at("player", "other_id"),
        *points_at("meeting", "meeting_id", may_be_none=True),
        sa.Column("words", sa.String(400), nullable=False),
        moment("said_at"),
        moment("looked_at", may_be_none=True),
        sa.Column("looked_by", sa.String(80)),
        sa.Column("outcome", sa.String(200)),
    )
