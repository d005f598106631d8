"""The life of stickers: printed, hung by whom and with whose permission, replaced; scan counts and reports."""

import sqlalchemy as sa
from alembic import op

revision = "20261126_0230"
down_revision = "20261124_0230"
branch_labels = None
depends_on = None

TENANT = ["organisation_id", "neighbourhood_id"]
LIFE = (
    ("printed_at", sa.DateTime(timezone=True)),
    ("hung_at", sa.DateTime(timezone=True)),
    ("hung_by", sa.String(80)),
    ("hung_where", sa.String(200)),
    ("permission", sa.String(200)),
    ("retired_by", sa.String(80)),
    ("replaces_id", sa.Integer),
)
ONE_OF_ITS_NEIGHBOURHOOD = "uq_sticker_organisation_id_neighbourhood_id_id"
REPLACED_ONCE = "uq_sticker_replaces_id"
REPLACES = "fk_sticker_organisation_id_neighbourhood_id_replaces_id"


def upgrade() -> None:
    with op.batch_alter_table("sticker") as sticker:
        for name, kind in LIFE:
            sticker.add_column(sa.Column(name, kind))
        sticker.create_unique_constraint(ONE_OF_ITS_NEIGHBOURHOOD, [*TENANT, "id"])
        sticker.create_unique_constraint(REPLACED_ONCE, ["replaces_id"])
    # Apart from the rest: the table has to be unique by its neighbourhood before it can point at itself.
    with op.batch_alter_table("sticker") as sticker:
        sticker.create_foreign_key(REPLACES, "sticker", [*TENANT, "replaces_id"], [*TENANT, "id"])
    _make_counts_and_reports()


def downgrade() -> None:
    op.drop_table("sticker_report")
    op.drop_table("scan_count")
    with op.batch_alter_table("sticker") as sticker:
        sticker.drop_constraint(REPLACES, type_="foreignkey")
    with op.batch_alter_table("sticker") as sticker:
        sticker.drop_constraint(REPLACED_ONCE, type_="unique")
        sticker.drop_constraint(ONE_OF_ITS_NEIGHBOURHOOD, type_="unique")
        for name, _ in LIFE:
            sticker.drop_column(name)


def _tenant() -> list[sa.Column | sa.ForeignKeyConstraint]:
    return [
        sa.Column("organisation_id", sa.Integer, sa.ForeignKey("organisation.id"), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(TENANT, [f"neighbourhood.{name}" for name in ("organisation_id", "id")]),
    ]


def _same_neighbourhood(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([*TENANT, column], [f"{table}.{name}" for name in [*TENANT, "id"]])


def _make_counts_and_reports() -> None:
    op.create_table(
        "scan_count",
        sa.Column("id", sa.Integer, primary_key=True),
        *_tenant(),
        sa.Column("sticker_id", sa.Integer, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        _same_neighbourhood("sticker_id", "sticker"),
        sa.UniqueConstraint("sticker_id", "day"),
    )
    op.create_table(
        "sticker_report",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("public_id", sa.String(12), nullable=False, unique=True),
        *_tenant(),
        sa.Column("spot_id", sa.Integer, nullable=False, index=True),
        sa.Column("sticker_id", sa.Integer, index=True),
        sa.Column("reason", sa.String(12), nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True)),
        sa.Column("looked_by", sa.String(80)),
        sa.Column("outcome", sa.String(200)),
        _same_neighbourhood("spot_id", "spot"),
        _same_neighbourhood("sticker_id", "sticker"),
    )
