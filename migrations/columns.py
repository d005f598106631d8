"""What most tables of a neighbourhood are made of: their tenant, keys that stay inside it, and names.

A step that has run somewhere says what a table looked like then, so what these return never changes; a table that wants
something else gets a function of its own.
"""

import sqlalchemy as sa

TENANT = ("organisation_id", "neighbourhood_id")
MOMENT = sa.DateTime(timezone=True)


def row_id() -> sa.Column:
    """Return the number of a row."""
    return sa.Column("id", sa.Integer, primary_key=True)


def public_id() -> sa.Column:
    """Return the random name of a row in addresses."""
    return sa.Column("public_id", sa.String(12), nullable=False, unique=True)


def tenant() -> list[sa.Column | sa.ForeignKeyConstraint]:
    """Return the columns by which a row belongs to one neighbourhood of one organisation."""
    return [
        sa.Column("organisation_id", sa.Integer, sa.ForeignKey("organisation.id"), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(TENANT, [f"neighbourhood.{name}" for name in ("organisation_id", "id")]),
    ]


def points_at(
    table: str, name: str, *, may_be_none: bool = False, index: bool = False
) -> list[sa.Column | sa.ForeignKeyConstraint]:
    """Return a column that points at a row of a table, of the same neighbourhood."""
    return [
        sa.Column(name, sa.Integer, nullable=may_be_none, index=index),
        sa.ForeignKeyConstraint([*TENANT, name], [f"{table}.{column}" for column in [*TENANT, "id"]]),
    ]


def one_of_its_neighbourhood() -> sa.UniqueConstraint:
    """Return what lets rows of other tables point at this one."""
    return sa.UniqueConstraint(*TENANT, "id")


def moment(name: str, *, may_be_none: bool = False) -> sa.Column:
    """Return a column that holds a moment."""
    return sa.Column(name, MOMENT, nullable=may_be_none)
