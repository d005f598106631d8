// Keeps names from the stops: a name that would lie under a number is left out, and a street has other places for it.
import L from "leaflet";

const FREE = 17; // pixels around the middle of a stop

export class LabelRoom {
  constructor(symbolizer, places) {
    Object.assign(this, { symbolizer, places });
  }

  place(layout, geometry, feature) {
    const taken = this.places.map((place) => L.CRS.EPSG3857.latLngToPoint(place, layout.zoom));
    const isFree = ({ bboxes }) => !bboxes.some((box) => taken.some((at) => isWithin(box, at)));
    const labels = this.symbolizer.place(layout, geometry, feature)?.filter(isFree);
    return labels?.length ? labels : undefined;
  }
}

function isWithin(box, { x, y }) {
  return x > box.minX - FREE && x < box.maxX + FREE && y > box.minY - FREE && y < box.maxY + FREE;
}
