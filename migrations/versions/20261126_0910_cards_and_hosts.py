"""Cards, hosts, parents who said yes, and who saw a doubtful meeting."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_0910"
down_revision = "20261126_0650"
branch_labels = None
depends_on = None

TENANT = ["organisation_id", "neighbourhood_id"]
MOMENT = sa.DateTime(timezone=True)


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


def _moment(name: str, *, may_be_none: bool = False) -> sa.Column:
    return sa.Column(name, MOMENT, nullable=may_be_none)


def _make_cards() -> None:
    op.create_table(
        "card",
        sa.Column("id", sa.Integer, primary_key=True),
        *_tenant(),
        *_row("player_id", "player", index=True),
        sa.Column("code", sa.String(12), nullable=False, unique=True),
        sa.Column("photo_choice", sa.String(10), nullable=False),
        _moment("made_at"),
        _moment("handed_out_at", may_be_none=True),
        _moment("revoked_at", may_be_none=True),
        sa.UniqueConstraint(*TENANT, "id"),
    )


def _make_hosts() -> None:
    op.create_table(
        "host",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("public_id", sa.String(12), nullable=False, unique=True),
        *_tenant(),
        *_row("spot_id", "spot"),
        sa.Column("first_name", sa.String(40)),
        sa.Column("code_hash", sa.String(64), nullable=False, unique=True),
        _moment("invited_at"),
        _moment("until"),
        *_row("device_id", "device", may_be_none=True, index=True),
        _moment("began_at", may_be_none=True),
        _moment("ended_at", may_be_none=True),
        *_row("first_card_id", "card", may_be_none=True),
        _moment("first_card_at", may_be_none=True),
        sa.UniqueConstraint(*TENANT, "id"),
    )


def _make_guardianships() -> None:
    op.create_table(
        "guardianship",
        sa.Column("id", sa.Integer, primary_key=True),
        *_tenant(),
        *_row("child_id", "player"),
        *_row("parent_id", "player", may_be_none=True, index=True),
        *_row("host_id", "host", may_be_none=True),
        _moment("said_at"),
        sa.UniqueConstraint("child_id", "parent_id"),
    )


def _make_vouches() -> None:
    op.create_table(
        "vouch",
        sa.Column("id", sa.Integer, primary_key=True),
        *_tenant(),
        sa.Column("token", sa.String(24), nullable=False, unique=True),
        *_row("meeting_id", "meeting"),
        *_row("low_id", "player"),
        *_row("high_id", "player"),
        _moment("made_at"),
        _moment("until"),
        *_row("player_id", "player", may_be_none=True),
        *_row("host_id", "host", may_be_none=True),
        _moment("vouched_at", may_be_none=True),
        sa.Index(None, "meeting_id", "low_id", "high_id"),
        sa.Index(None, "player_id", "vouched_at"),
    )
