// The map that moves: Leaflet over our own tiles, which are read into memory whole, with the way, the stops and the walker.
import L from "leaflet";
import { baseOf, fetched } from "map-base";
import { stopsOf } from "map-stops";
import { Walker } from "map-walker";
import { stopsOnPage } from "stops";

const MOST_ZOOM = 19;
const FREE = { paddingTopLeft: [26, 26], paddingBottomRight: [26, 64] }; // pixels around the way; below lie the buttons

// Fills `box`; `map` is the element with the addresses in its data. Fails when anything that it takes does not come.
export async function openMap(box, map) {
  const { dataset } = map;
  const places = stopsOnPage().map(({ lat, lon }) => L.latLng(lat, lon));
  const styles = Promise.all(dataset.styles.split(" ").map(stylesheet));
  const [way, base] = await Promise.all([wayOf(dataset.way), baseOf(dataset, box, places, styles)]);
  return new MovingMap(box, map, way, base);
}

class MovingMap {
  constructor(box, map, way, base) {
    const [west, south, east, north] = map.dataset.box.split(",").map(Number);
    this.bounds = L.latLngBounds([south, west], [north, east]);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.leaflet = L.map(box, {
      zoomControl: false,
      attributionControl: false,
      maxBounds: this.bounds.pad(0.15),
      maxBoundsViscosity: 0.9,
      maxZoom: MOST_ZOOM,
      zoomSnap: 0.25,
      zoomAnimation: !calm,
      fadeAnimation: !calm,
      markerZoomAnimation: !calm,
      inertia: !calm,
    });
    this.base = base;
    this.way = L.polyline(way.map(([lon, lat]) => [lat, lon]), { className: "moving__route", interactive: false });
    this.halo = L.polyline(this.way.getLatLngs(), { className: "moving__halo", interactive: false });
    this.stops = stopsOf(map, this.leaflet);
    this.walker = new Walker(this.leaflet, this.bounds);
  }

  // Once the box is on the page, what is on it can be put there.
  begin() {
    this.fit();
    for (const layer of [this.base, this.halo, this.way, this.stops]) layer.addTo(this.leaflet);
    this.sized = new ResizeObserver(() => this.leaflet.invalidateSize({ animate: false }));
    this.sized.observe(this.leaflet.getContainer());
  }

  // The whole walk in view, and never farther away than the whole neighbourhood.
  fit() {
    this.leaflet.invalidateSize({ animate: false });
    const shown = L.latLngBounds([...this.way.getLatLngs(), ...this.stops.places]);
    this.leaflet.setMinZoom(0).fitBounds(shown, { ...FREE, animate: false });
    this.leaflet.setMinZoom(Math.min(this.leaflet.getBoundsZoom(this.bounds), this.leaflet.getZoom()));
  }

  nearer() {
    this.leaflet.zoomIn();
  }

  farther() {
    this.leaflet.zoomOut();
  }

  showWhere(fix) {
    this.walker.show(fix);
  }

  remove() {
    this.sized.disconnect();
    this.base.forget();
    this.stops.bringBack();
    this.leaflet.remove();
  }
}

async function wayOf(address) {
  const { features } = await (await fetched(address)).json();
  return features.find(({ geometry }) => geometry.type === "LineString").geometry.coordinates;
}

function stylesheet(href) {
  if (document.querySelector(`link[rel="stylesheet"][href="${href}"]`)) return null;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  return new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => link.remove() ?? reject(new Error(`${href} did not come`));
    document.head.append(link);
  });
}
