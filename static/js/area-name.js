// Writes the name of a water, a park or a square inside it, where it is widest, once for each stretch of it on the screen.
import { CenteredTextSymbolizer } from "protomaps-leaflet";

const ROWS = 9; // heights at which the width is tried
const TRIES = 5;
const APART = 420; // pixels between two of the same name

export class AreaName {
  constructor(letters) {
    this.text = new CenteredTextSymbolizer({ ...letters, lineHeight: 1.1, maxLineChars: 18 });
  }

  // Several places, widest first: the map takes the first that is free, and the others are too close to it.
  place(layout, rings, feature) {
    if (!feature.props.name) return undefined;
    const stretches = stretchesIn(rings).slice(0, TRIES);
    const labels = stretches.flatMap(({ middle, width }) => {
      const [label] = this.text.place(layout, [[middle]], feature) ?? [];
      if (!label || label.bboxes[0].maxX - label.bboxes[0].minX > width) return [];
      return [Object.assign(label, { deduplicationKey: feature.props.name, deduplicationDistance: APART })];
    });
    return labels.length ? labels : undefined;
  }
}

// The stretches inside an area on a few horizontal lines through it, widest first.
function stretchesIn(rings) {
  const Point = rings[0][0].constructor;
  const heights = rings[0].map(({ y }) => y);
  const [top, bottom] = [Math.min(...heights), Math.max(...heights)];
  const found = [];
  for (let row = 1; row <= ROWS; row += 1) {
    const y = top + ((bottom - top) * row) / (ROWS + 1);
    const edges = crossings(rings, y);
    for (let i = 0; i + 1 < edges.length; i += 2) {
      found.push({ width: edges[i + 1] - edges[i], middle: new Point((edges[i] + edges[i + 1]) / 2, y) });
    }
  }
  return found.toSorted((a, b) => b.width - a.width);
}

function crossings(rings, y) {
  const found = [];
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i += 1) {
      const [a, b] = [ring[i - 1], ring[i]];
      if (a.y > y !== b.y > y) found.push(a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x));
    }
  }
  return found.toSorted((a, b) => a - b);
}
