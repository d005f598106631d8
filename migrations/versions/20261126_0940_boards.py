"""Boards: points of teams, who shows up among neighbours, how a round ended, corrections, and flags on nicknames."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import moment, points_at, row_id, tenant

revision = "20261126_0940"
down_revision = "20261126_0930"
branch_labels = None
depends_on = None

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
        row_id(),
        *tenant(),
        *points_at("round", "round_id"),
        *points_at("player", "player_id"),
        *points_at("spot", "spot_id"),
        sa.Column("points", sa.Integer, nullable=False),
        sa.Column("shown", sa.Integer, nullable=False),
        sa.Column("bridges", sa.Integer, nullable=False),
        sa.UniqueConstraint("round_id", "player_id", "spot_id"),
    )


def _make_flags() -> None:
    op.create_table(
        "nickname_flag",
        row_id(),
        *tenant(),
        *points_at("player", "player_id"),
        *points_at("player", "other_id", index=True),
        sa.Column("nickname", sa.String(72), nullable=False),
        sa.Column("skeleton", sa.String(120), nullable=False),
        sa.Column("reason", sa.String(20)),
        sa.Column("weight", sa.Integer, nullable=False),
        moment("said_at"),
        moment("looked_at", may_be_none=True),
        sa.Column("looked_by", sa.String(80)),
        sa.Column("outcome", sa.String(10)),
        sa.UniqueConstraint("player_id", "other_id", "skeleton"),
    )
