// How the map that moves is painted: the layers in the order and the colours of its sister, the drawn map.
import { CircleSymbolizer, LineLabelSymbolizer, LineSymbolizer, PolygonSymbolizer } from "protomaps-leaflet";
import { AreaName } from "area-name";
import { LabelRoom } from "label-room";

const PIXELS_PER_METRE = 1 / (156_543.034 * Math.cos((52.2 * Math.PI) / 180)); // at zoom 0, in the middle of the Netherlands
const WIDE = { main: [15, 5, 30], street: [10.5, 3.4, 22], alley: [6, 2.4, 14], path: [3.2, 1.4, 7], rail: [4, 2.4, 8], tree: [4.5, 1.8, 9] };
const EDGE = 1.3;
const LANDMARKS = ["public", "school", "church", "mosque", "temple", "synagogue", "chapel", "library", "train_station", "tower"];

// `box` is where the colours hold: what sketch.css says there, by day or by night. `places` are those no name may cover.
export function rulesIn(box, places) {
  const style = getComputedStyle(box);
  const colour = (name) => style.getPropertyValue(`--sketch-${name}`).trim();
  const labelRules = lettered(colour).map((rule) => ({ ...rule, symbolizer: new LabelRoom(rule.symbolizer, places) }));
  return { paintRules: painted(colour), labelRules, backgroundColor: colour("ground") };
}

// As wide as so many metres, but never thinner or wider than this on the screen; the same rule as for the drawn map.
function metres(kind, more = 0) {
  const [wide, least, most] = WIDE[kind];
  return (zoom) => Math.min(most, Math.max(least, wide * PIXELS_PER_METRE * 2 ** zoom)) + more;
}

const ofKind = (...kinds) => (_zoom, { props }) => kinds.includes(props.kind);
const isLandmark = (_zoom, { props }) => LANDMARKS.includes(props.kind);
const isHouse = (zoom, feature) => !isLandmark(zoom, feature);

function painted(colour) {
  const area = (dataLayer, fill, stroke, width = 1, more = {}) => ({
    dataLayer,
    symbolizer: new PolygonSymbolizer({ fill: colour(fill), stroke: colour(stroke ?? fill), width }),
    ...more,
  });
  const line = (kinds, tint, width, more = {}, dataLayer = "streets") => ({
    dataLayer,
    symbolizer: new LineSymbolizer({ color: colour(tint), width, lineCap: "round", lineJoin: "round", ...more }),
    filter: ofKind(...kinds),
  });
  const bridge = (tint, width, lineCap) => ({
    dataLayer: "bridges",
    symbolizer: new LineSymbolizer({ color: colour(tint), width, lineCap }),
    filter: (_zoom, { geomType }) => geomType === 2,
  });
  const tree = (tint, share) => ({
    dataLayer: "trees",
    minzoom: 15,
    symbolizer: new CircleSymbolizer({ fill: colour(tint), radius: (zoom) => share * metres("tree")(zoom) }),
  });
  return [
    area("green", "green", null, 0),
    area("water", "water", "bank", 1.4),
    line(["river", "canal", "stream", "ditch", "drain"], "water", 3, {}, "water"),
    area("squares", "square", "stone", 1),
    area("buildings", "brick", "roof", 0.9, { minzoom: 14, filter: isHouse }),
    area("buildings", "landmark", "landmark-roof", 1.2, { filter: isLandmark }),
    line(["path"], "street", metres("path", 1.6)),
    line(["path"], "path", 1.1, { dash: [3, 3], dashColor: colour("path"), dashWidth: 1.1, lineCap: "butt" }),
    line(["rail"], "rail", metres("rail")),
    line(["alley"], "edge", metres("alley", 2 * EDGE)),
    line(["street"], "edge", metres("street", 2 * EDGE)),
    line(["main"], "main-edge", metres("main", 2 * EDGE)),
    bridge("landmark", metres("street", 2 * EDGE + 2.4), "butt"),
    line(["alley"], "street", metres("alley")),
    line(["street"], "street", metres("street")),
    bridge("street", metres("street"), "round"),
    line(["main"], "main", metres("main")),
    tree("shade", 1.15),
    tree("tree", 1),
  ];
}

function lettered(colour) {
  const letters = (fill, halo, size) => ({
    labelProps: ["name"],
    fontFamily: "Atkinson, Readex, sans-serif",
    fontWeight: 650,
    fontSize: (zoom) => size + Math.min(3, Math.max(0, zoom - 16)),
    fill: colour(fill),
    stroke: colour(halo),
    width: 3.5,
  });
  const across = (dataLayer, fill, halo) => ({ dataLayer, symbolizer: new AreaName(letters(fill, halo, 12)), minzoom: 14 });
  const along = (kind, minzoom) => ({
    dataLayer: "streets",
    minzoom,
    filter: ofKind(kind),
    symbolizer: new LineLabelSymbolizer({ ...letters("name", "halo", 11.5), position: 2, repeatDistance: 300 }),
  });
  return [
    across("water", "water-name", "water"),
    across("green", "green-name", "green"),
    across("squares", "name", "halo"),
    along("main", 14),
    along("street", 15),
    along("alley", 17),
    along("path", 17),
  ];
}
