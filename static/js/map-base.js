// What lies under everything else on the map that moves: our own tiles in the colours of the drawn map, or the online
// layer that the neighbourhood chose in their place.
import L from "leaflet";
import { rulesIn } from "map-paint";

const NEAREST_TILES = 16; // the zoom that the tiles end at; the map enlarges those itself
const NIGHT = matchMedia("(prefers-color-scheme: dark)");

// `styles` is a promise of the colours in `box`.
export async function baseOf({ tiles, raster }, box, places, styles) {
  if (raster || !tiles) await styles;
  if (raster) return withoutMemory(L.tileLayer(raster, { maxZoom: 19, className: "moving__raster" }));
  if (!tiles) return withoutMemory(L.layerGroup());
  const [{ PMTiles }, { leafletLayer }, bytes] = await Promise.all([
    import("pmtiles"),
    import("protomaps-leaflet"),
    fetched(tiles).then((answer) => answer.arrayBuffer()),
    document.fonts.load('650 16px "Atkinson"'),
    styles,
  ]);
  const url = new PMTiles(inMemory(tiles, bytes));
  const layer = leafletLayer({ url, maxDataZoom: NEAREST_TILES, ...rulesIn(box, places) });
  const repaint = () => {
    Object.assign(layer, rulesIn(box, places));
    layer.clearLayout();
    layer.rerenderTiles();
  };
  NIGHT.addEventListener("change", repaint);
  layer.forget = () => NIGHT.removeEventListener("change", repaint);
  return layer;
}

function withoutMemory(layer) {
  return Object.assign(layer, { forget: () => {} });
}

export async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} did not come: ${answer.status}`);
  return answer;
}

// One file, read whole, so that nothing has to ask for parts of it: neither this map nor the memory of a phone.
function inMemory(key, bytes) {
  return { getKey: () => key, getBytes: async (from, length) => ({ data: bytes.slice(from, from + length) }) };
}
