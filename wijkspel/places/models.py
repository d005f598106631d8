"""Tables of organisations, neighbourhoods, spots and stickers."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from wijkspel import geo
from wijkspel.db import Base, OfNeighbourhood, in_its_neighbourhood, one_by, public_id, same_neighbourhood
from wijkspel.people.models import Person


class Organisation(Base):
    """A housing association, municipality or welfare organisation: the tenant."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id()
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))


class Neighbourhood(Base):
    """A neighbourhood, with its languages and the count of what was published or hidden in it.

    `colours` are those of its stickers.
    `basemap` names the files of its own map in the store, `basemap_by` is who has to be named on it, and `raster` is
    the online layer that the neighbourhood chose in its place.
    """

    __tablename__ = "neighbourhood"
    __table_args__ = (UniqueConstraint("organisation_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id()
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    names: Mapped[dict[str, str]]
    about: Mapped[dict[str, str]]
    languages: Mapped[list[str]]
    timezone: Mapped[str] = mapped_column(String(60))
    made_up: Mapped[bool] = mapped_column(Boolean(create_constraint=False))
    basemap: Mapped[str | None] = mapped_column(String(12))
    basemap_by: Mapped[str | None] = mapped_column(String(200))
    raster: Mapped[str | None] = mapped_column(String(20))
    colours: Mapped[str] = mapped_column(String(12), default="brick")
    publication_version: Mapped[int] = mapped_column(default=1)
    boundary: Mapped[Any] = geo.area_column()
    boundary_geojson: Mapped[str] = column_property(geo.geojson(boundary), deferred=True)

    organisation: Mapped[Organisation] = relationship()


class Spot(OfNeighbourhood, Base):
    """A place where people come: its point, its kind, who is there, when, and how to get in."""

    __tablename__ = "spot"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("host_id", "person"),
        UniqueConstraint("organisation_id", "neighbourhood_id", "id"),
        UniqueConstraint("neighbourhood_id", "slug"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id()
    slug: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(30))
    names: Mapped[dict[str, str]]
    hints: Mapped[dict[str, str]]
    host_id: Mapped[int | None]
    hours: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    coffee: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    step_free: Mapped[bool] = mapped_column(Boolean(create_constraint=False))
    bench: Mapped[bool] = mapped_column(Boolean(create_constraint=False))
    toilet: Mapped[bool] = mapped_column(Boolean(create_constraint=False))
    quiet: Mapped[bool] = mapped_column(Boolean(create_constraint=False))
    point: Mapped[Any] = geo.point_column()
    lon: Mapped[float] = column_property(geo.longitude(point))
    lat: Mapped[float] = column_property(geo.latitude(point))

    neighbourhood: Mapped[Neighbourhood] = one_by("Spot.neighbourhood_id", "Neighbourhood")
    host: Mapped[Person | None] = one_by("Spot.host_id", "Person")
    stickers: Mapped[list["Sticker"]] = relationship(
        primaryjoin="Spot.id == foreign(Sticker.spot_id)", order_by="Sticker.id", viewonly=True
    )

    @property
    def live_sticker(self) -> "Sticker | None":
        """The newest sticker that is not retired, if the spot has one."""
        return next((sticker for sticker in reversed(self.stickers) if not sticker.is_retired), None)


class Sticker(OfNeighbourhood, Base):
    """A printed code at a spot, with its life: made, printed, hung, retired.

    `hung_where` says in words what it hangs on, `permission` who owns that and said yes, and `replaces_id` in the place
    of which sticker it came.
    """

    __tablename__ = "sticker"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("spot_id", "spot"),
        same_neighbourhood("replaces_id", "sticker"),
        UniqueConstraint("organisation_id", "neighbourhood_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    spot_id: Mapped[int] = mapped_column(index=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    made_at: Mapped[datetime]
    printed_at: Mapped[datetime | None]
    hung_at: Mapped[datetime | None]
    hung_by: Mapped[str | None] = mapped_column(String(80))
    hung_where: Mapped[str | None] = mapped_column(String(200))
    permission: Mapped[str | None] = mapped_column(String(200))
    retired_at: Mapped[datetime | None]
    retired_by: Mapped[str | None] = mapped_column(String(80))
    replaces_id: Mapped[int | None] = mapped_column(unique=True)

    spot: Mapped[Spot] = one_by("Sticker.spot_id", "Spot")

    @property
    def is_retired(self) -> bool:
        """Whether this sticker no longer hangs anywhere."""
        return self.retired_at is not None

    @property
    def status(self) -> str:
        """What became of this sticker, in one word."""
        if self.is_retired:
            return "retired"
        if self.hung_at:
            return "hung"
        return "printed" if self.printed_at else "made"
