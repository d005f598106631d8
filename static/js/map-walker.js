// The walker on the map: a dot, and around it as far as the sensor may be off. The map follows when the dot leaves its view.
import L from "leaflet";

const DOT = 24; // pixels
const EDGE = 48; // pixels that stay free around a dot that the map follows

export class Walker {
  constructor(leaflet, bounds) {
    Object.assign(this, { leaflet, bounds });
    const icon = L.divIcon({ className: "moving__walker", iconSize: [DOT, DOT] });
    this.dot = L.marker([0, 0], { icon, interactive: false, keyboard: false, zIndexOffset: 1_000 });
    this.around = L.circle([0, 0], { radius: 1, className: "moving__around", interactive: false });
  }

  show(fix) {
    if (!fix) {
      this.dot.remove();
      this.around.remove();
      return;
    }
    const place = [fix.lat, fix.lon];
    this.around.setLatLng(place).setRadius(fix.accuracy).addTo(this.leaflet);
    this.dot.setLatLng(place).addTo(this.leaflet);
    if (this.bounds.contains(place)) this.leaflet.panInside(place, { padding: [EDGE, EDGE], animate: this.leaflet.options.zoomAnimation });
  }
}
