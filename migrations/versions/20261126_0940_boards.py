"""Boards: points of teams, who shows up among neighbours, how a round ended, corrections, and flags on nicknames."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_0940"
down_revision = "20261126_0930"
branch_labels = None
depends_on = None

TENANT = ["organisation_id", "neighbourhood_id"]
MOMENT = sa.DateTime(timezone=True)
# Teams begin with what their players have now: until then a player's points moved along with the player.
_SHARES = """INSERT INTO team_share
    (organisation_id, neighbourhood_id, round_id, player_id, spot_id, points, shown, bridges)
    SELECT standing.organisation_id, standing.neighbourhood_id, standing.round_id, standing.player_id,
        player.home_spot_id, standing.points, standing.shown,
        (SELECT count(*) FROM point_entry WHERE point_entry.round_id = standing.round_id
            AND point_entry.player_id = standing.player_id AND point_entry.reason = 'bridge')
    FROM standing JOIN player ON player.id = standing.player_id WHERE player.home_spot_id IS NOT NULL"""


def upgrade() -> None:
    # The default lets a server of before go on adding players until it is replaced.
    around = sa.Column("is_around", sa.Boolean(create_constraint=False), nullable=False, server_default=sa.false())
    op.add_column("player", around)
    op.add_column("player", sa.Column("nickname_state", sa.String(10)))
    op.add_column("point_entry", sa.Column("words", sa.String(200)))
    op.add_column("round", sa.Column("closing", sa.JSON))
    _make_shares()
    _make_flags()
    op.execute(_SHARES)


def downgrade() -> None:
    op.drop_table("nickname_flag")
    op.drop_table("team_share")
    op.drop_column("round", "closing")
    op.drop_column("point_entry", "words")
    op.drop_column("player", "nickname_state")
    op.drop_column("player", "is_around")


def _make_shares() -> None:
    op.create_table(
        "team_share",
        sa.Column("id", sa.Integer, primary_key=True),
        *_tenant(),
        *_row("round_id", "round"),
        *_row("player_id", "player"),
        *_row("spot_id", "spot"),
        sa.Column("points", sa.Integer, nullable=False),
        sa.Column("shown", sa.Integer, nullable=False),
        sa.Column("bridges", sa.Integer, nullable=False),
        sa.UniqueConstraint("round_id", "player_id", "spot_id"),
    )


def _make_flags() -> None:
    op.create_table(
        "nickname_flag",
        sa.Column("id", sa.Integer, primary_key=True),
        *_tenant(),
        *_row("player_id", "player"),
        *_row("other_id", "player", index=True),
        sa.Column("nickname", sa.String(72), nullable=False),
        sa.Column("skeleton", sa.String(120), nullable=False),
        sa.Column("reason", sa.String(20)),
        sa.Column("weight", sa.Integer, nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        sa.Column("looked_at", MOMENT),
        sa.Column("looked_by", sa.String(80)),
        sa.Column("outcome", sa.String(10)),
        sa.UniqueConstraint("player_id", "other_id", "skeleton"),
    )


def _tenant() -> list[sa.Column | sa.ForeignKeyConstraint]:
    return [
        sa.Column("organisation_id", sa.Integer, sa.ForeignKey("organisation.id"), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(TENANT, [f"neighbourhood.{name}" for name in ("organisation_id", "id")]),
    ]


def _row(name: str, table: str, *, index: bool = False) -> list[sa.Column | sa.ForeignKeyConstraint]:
    """Return a column that points at a row of the same neighbourhood."""
    return [
        sa.Column(name, sa.Integer, nullable=False, index=index),
        sa.ForeignKeyConstraint([*TENANT, name], [f"{table}.{column}" for column in [*TENANT, "id"]]),
    ]
