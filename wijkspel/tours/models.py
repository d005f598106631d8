"""Tables of tours and their stops."""

from typing import Any

from sqlalchemy import JSON, Boolean, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wijkspel.db import Base, OfNeighbourhood, in_its_neighbourhood, one_by, public_id, same_neighbourhood
from wijkspel.places.models import Neighbourhood, Spot


class Tour(OfNeighbourhood, Base):
    """A walk: its name and introduction in each language, its theme, and how long it is in metres."""

    __tablename__ = "tour"
    __table_args__ = (
        in_its_neighbourhood(),
        UniqueConstraint("organisation_id", "neighbourhood_id", "id"),
        UniqueConstraint("neighbourhood_id", "slug"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = public_id()
    slug: Mapped[str] = mapped_column(String(60))
    order: Mapped[int] = mapped_column("place_in_order")
    theme: Mapped[str] = mapped_column(String(20))
    names: Mapped[dict[str, str]]
    intros: Mapped[dict[str, str]]
    plain_intro: Mapped[str] = mapped_column(String(1000))
    status: Mapped[str] = mapped_column(String(12), default="draft")
    metres: Mapped[int]
    stop_count: Mapped[int]
    step_free: Mapped[bool | None] = mapped_column(Boolean(create_constraint=False))

    neighbourhood: Mapped[Neighbourhood] = one_by("Tour.neighbourhood_id", "Neighbourhood")
    stops: Mapped[list["Stop"]] = relationship(
        primaryjoin="Tour.id == foreign(Stop.tour_id)", order_by="Stop.number", viewonly=True
    )

    @property
    def is_published(self) -> bool:
        """Whether anybody may walk this tour."""
        return self.status == "published"

    @property
    def route(self) -> list[tuple[float, float]]:
        """The whole way as (lon, lat), leg after leg; a straight line where no way was drawn."""
        return [(point[0], point[1]) for stop in self.stops for point in stop.way]


class Stop(OfNeighbourhood, Base):
    """One spot on a tour, and the leg from it to the next: its way, its metres, and what a walker meets on it."""

    __tablename__ = "stop"
    __table_args__ = (
        in_its_neighbourhood(),
        same_neighbourhood("tour_id", "tour"),
        same_neighbourhood("spot_id", "spot"),
        UniqueConstraint("tour_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tour_id: Mapped[int]
    spot_id: Mapped[int] = mapped_column(index=True)
    number: Mapped[int]
    radius: Mapped[int]
    path: Mapped[list[list[float]] | None] = mapped_column(JSON(none_as_null=True))
    metres: Mapped[int | None]
    step_free: Mapped[bool | None] = mapped_column(Boolean(create_constraint=False))
    benches: Mapped[int | None]
    toilets: Mapped[int | None]
    towards: Mapped[dict[str, str]]

    tour: Mapped[Tour] = one_by("Stop.tour_id", "Tour")
    spot: Mapped[Spot] = one_by("Stop.spot_id", "Spot")

    @property
    def way(self) -> list[Any]:
        """The points of the leg to the next stop, or this stop alone where no way was drawn."""
        return self.path or [[self.spot.lon, self.spot.lat]]
