"""The game: players and their phones, rounds and their ledger, presences, invitations and meetings."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_0540"
down_revision = "20261126_0530"
branch_labels = None
depends_on = None

TENANT = ["organisation_id", "neighbourhood_id"]
MOMENT = sa.DateTime(timezone=True)
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


def _one_of_its_neighbourhood() -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*TENANT, "id")


def _id() -> sa.Column:
    return sa.Column("id", sa.Integer, primary_key=True)


def _public_id() -> sa.Column:
    return sa.Column("public_id", sa.String(12), nullable=False, unique=True)


def _make_players() -> None:
    op.create_table(
        "player",
        _id(),
        _public_id(),
        *_tenant(),
        sa.Column("nickname", sa.String(72)),
        sa.Column("skeleton", sa.String(120)),
        sa.Column("is_grown_up", sa.Boolean(create_constraint=False)),
        *_row("home_spot_id", "spot", may_be_none=True),
        sa.Column("home_chosen_at", MOMENT),
        sa.Column("phrase_key", sa.String(64), unique=True),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("gone_at", MOMENT),
        _one_of_its_neighbourhood(),
        sa.UniqueConstraint("neighbourhood_id", "skeleton"),
    )
    op.create_table(
        "device",
        _id(),
        *_tenant(),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        *_row("player_id", "player", may_be_none=True),
        sa.Column("seen_on", sa.Date, nullable=False),
        _one_of_its_neighbourhood(),
    )
    op.create_table(
        "played_on",
        _id(),
        *_tenant(),
        *_row("device_id", "device"),
        *_row("player_id", "player", index=True),
        sa.UniqueConstraint("device_id", "player_id"),
    )


def _make_rounds() -> None:
    op.create_table(
        "round",
        _id(),
        _public_id(),
        *_tenant(),
        sa.Column("names", sa.JSON, nullable=False),
        sa.Column("goal", sa.Integer, nullable=False),
        sa.Column("reward", sa.JSON, nullable=False),
        sa.Column("rules", sa.JSON, nullable=False),
        sa.Column("announced_at", MOMENT),
        sa.Column("announced_by", sa.String(80)),
        *(sa.Column(turn, MOMENT, nullable=False) for turn in ("opens_at", "freezes_at", "closes_at", "cleans_at")),
        sa.Column("cleaned_at", MOMENT),
        _one_of_its_neighbourhood(),
    )


def _make_meetings() -> None:
    op.create_table(
        "meeting",
        _id(),
        _public_id(),
        *_tenant(),
        *_row("round_id", "round"),
        *_row("spot_id", "spot"),
        sa.Column("began_at", MOMENT, nullable=False),
        _one_of_its_neighbourhood(),
    )
    op.create_table(
        "met",
        _id(),
        *_tenant(),
        *_row("meeting_id", "meeting"),
        *_row("player_id", "player", index=True),
        sa.Column("confirmed_at", MOMENT, nullable=False),
        sa.UniqueConstraint("meeting_id", "player_id"),
    )
    op.create_table(
        "pair",
        _id(),
        *_tenant(),
        *_row("meeting_id", "meeting"),
        *_row("round_id", "round"),
        *_row("low_id", "player"),
        *_row("high_id", "player"),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.UniqueConstraint("meeting_id", "low_id", "high_id"),
        sa.Index(None, "round_id", "low_id", "high_id"),
        sa.Index(None, "round_id", "high_id"),
    )


def _make_invitations() -> None:
    op.create_table(
        "invitation",
        _id(),
        *_tenant(),
        sa.Column("token", sa.String(24), nullable=False, unique=True),
        *_row("player_id", "player"),
        *_row("spot_id", "spot"),
        sa.Column("digits", sa.String(4), nullable=False),
        sa.Column("first_sign", sa.String(20), nullable=False),
        sa.Column("second_sign", sa.String(20), nullable=False),
        sa.Column("assignment", sa.String(60)),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        *_row("meeting_id", "meeting", may_be_none=True),
        sa.Index(None, "spot_id", "until"),
        sa.Index(None, "player_id", "until"),
    )
    op.create_table(
        "presence",
        _id(),
        *_tenant(),
        *_row("player_id", "player"),
        *_row("spot_id", "spot"),
        sa.Column("how", sa.String(10), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Index(None, "player_id", "at"),
    )


def _make_ledger() -> None:
    op.create_table(
        "point_entry",
        _id(),
        *_tenant(),
        *_row("round_id", "round"),
        *_row("player_id", "player"),
        *_row("meeting_id", "meeting", may_be_none=True),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("points", sa.Integer, nullable=False),
        sa.Column("claim_key", sa.String(120), nullable=False, unique=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Index(None, "round_id", "player_id"),
    )


def _make_standings() -> None:
    op.create_table(
        "standing",
        _id(),
        *_tenant(),
        *_row("round_id", "round"),
        *_row("player_id", "player"),
        sa.Column("points", sa.Integer, nullable=False),
        sa.Column("shown", sa.Integer, nullable=False),
        sa.UniqueConstraint("round_id", "player_id"),
    )


def _make_complaints() -> None:
    op.create_table(
        "block",
        _id(),
        *_tenant(),
        *_row("player_id", "player"),
        *_row("other_id", "player", index=True),
        sa.Column("since", MOMENT, nullable=False),
        sa.UniqueConstraint("player_id", "other_id"),
    )
    op.create_table(
        "complaint",
        _id(),
        _public_id(),
        *_tenant(),
        *_row("player_id", "player"),
        *_row("other_id", "player"),
        *_row("meeting_id", "meeting", may_be_none=True),
        sa.Column("words", sa.String(400), nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.Column("looked_at", MOMENT),
        sa.Column("looked_by", sa.String(80)),
        sa.Column("outcome", sa.String(200)),
    )
