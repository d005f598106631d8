"""Tours with their stops, decisions about tours, when each sentence of a sound is spoken, a map for a neighbourhood."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_0230"
down_revision = "20261122_0330"
branch_labels = None
depends_on = None

TENANT = ["organisation_id", "neighbourhood_id"]
MAP = (("basemap", 12), ("basemap_by", 200), ("raster", 20))


def upgrade() -> None:
    _make_tours()
    op.add_column("sound", sa.Column("cues", sa.JSON))
    for name, length in MAP:
        op.add_column("neighbourhood", sa.Column(name, sa.String(length)))
    with op.batch_alter_table("decision") as decision:
        decision.alter_column("story_id", existing_type=sa.Integer, nullable=True)
        decision.add_column(sa.Column("tour_id", sa.Integer))
        decision.create_foreign_key(
            "fk_decision_organisation_id_neighbourhood_id_tour_id",
            "tour",
            [*TENANT, "tour_id"],
            [*TENANT, "id"],
        )
        decision.create_check_constraint("about_one_thing", "(story_id IS NULL) <> (tour_id IS NULL)")
        decision.create_index("ix_decision_tour_id", ["tour_id"])


def downgrade() -> None:
    op.execute("DELETE FROM decision WHERE story_id IS NULL")
    with op.batch_alter_table("decision") as decision:
        decision.drop_index("ix_decision_tour_id")
        decision.drop_constraint("about_one_thing", type_="check")
        decision.drop_constraint("fk_decision_organisation_id_neighbourhood_id_tour_id", type_="foreignkey")
        decision.drop_column("tour_id")
        decision.alter_column("story_id", existing_type=sa.Integer, nullable=False)
    for name, _ in MAP:
        op.drop_column("neighbourhood", name)
    op.drop_column("sound", "cues")
    op.drop_table("stop")
    op.drop_table("tour")


def _tenant() -> list[sa.Column | sa.ForeignKeyConstraint]:
    return [
        sa.Column("organisation_id", sa.Integer, sa.ForeignKey("organisation.id"), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(TENANT, [f"neighbourhood.{name}" for name in ("organisation_id", "id")]),
    ]


def _same_neighbourhood(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([*TENANT, column], [f"{table}.{name}" for name in [*TENANT, "id"]])


def _make_tours() -> None:
    op.create_table(
        "tour",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("public_id", sa.String(12), nullable=False, unique=True),
        *_tenant(),
        sa.Column("slug", sa.String(60), nullable=False),
        sa.Column("place_in_order", sa.Integer, nullable=False),
        sa.Column("theme", sa.String(20), nullable=False),
        sa.Column("names", sa.JSON, nullable=False),
        sa.Column("intros", sa.JSON, nullable=False),
        sa.Column("plain_intro", sa.String(1000), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("metres", sa.Integer, nullable=False),
        sa.Column("stop_count", sa.Integer, nullable=False),
        sa.Column("step_free", sa.Boolean),
        sa.UniqueConstraint(*TENANT, "id"),
        sa.UniqueConstraint("neighbourhood_id", "slug"),
    )
    op.create_table(
        "stop",
        sa.Column("id", sa.Integer, primary_key=True),
        *_tenant(),
        sa.Column("tour_id", sa.Integer, nullable=False),
        sa.Column("spot_id", sa.Integer, nullable=False, index=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("radius", sa.Integer, nullable=False),
        sa.Column("path", sa.JSON),
        sa.Column("metres", sa.Integer),
        sa.Column("step_free", sa.Boolean),
        sa.Column("benches", sa.Integer),
        sa.Column("toilets", sa.Integer),
        sa.Column("towards", sa.JSON, nullable=False),
        _same_neighbourhood("tour_id", "tour"),
        _same_neighbourhood("spot_id", "spot"),
        sa.UniqueConstraint("tour_id", "number"),
    )
