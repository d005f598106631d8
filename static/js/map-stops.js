// The stops on the map that moves: the server's own links, each on its place, in the order of the walk for a keyboard.
import { apart } from "apart";
import L from "leaflet";

const TAP = 48; // pixels
const GAP = 34; // pixels between the middles of two numbers, so that none covers another

export function stopsOf(map, leaflet) {
  const list = map.querySelector("[data-stops]");
  const items = [...list.children];
  const markers = items.map((item) => {
    const link = item.querySelector("a");
    const icon = L.divIcon({ html: link, className: "moving__stop", iconSize: [TAP, TAP] });
    const place = [Number(link.dataset.lat), Number(link.dataset.lon)];
    link.draggable = false;
    link.addEventListener("focus", () => comeIntoView(leaflet, link, place));
    link.addEventListener("click", (event) => leaflet.dragging.moved() && event.preventDefault());
    return L.marker(place, { icon, interactive: false, keyboard: false, zIndexOffset: -link.dataset.stop });
  });
  const places = markers.map((marker) => marker.getLatLng());
  const spread = () => {
    const shown = apart(places.map((place) => leaflet.latLngToLayerPoint(place)), GAP);
    markers.forEach((marker, number) => marker.setLatLng(leaflet.layerPointToLatLng(shown[number])));
  };
  leaflet.on("zoomend", spread);
  return {
    places,
    addTo: () => markers.forEach((marker) => marker.addTo(leaflet)) ?? spread(),
    bringBack: () => items.forEach((item, number) => item.append(markers[number].options.icon.options.html)),
  };
}

// A keyboard walks from stop to stop, and the map goes along; the browser itself would push the map out of its box.
function comeIntoView(leaflet, link, place) {
  const box = leaflet.getContainer();
  box.scrollTop = box.scrollLeft = 0;
  if (link.matches(":focus-visible")) leaflet.panInside(place, { padding: [TAP, TAP] });
}
