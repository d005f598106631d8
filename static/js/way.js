// A way as a measured line: where one is after so many metres, and at how many metres the stops lie along it.
import { metresBetween } from "nearness";

const AS_NEAR = 5; // metres; a way that comes by twice passes a stop the first time

// Takes [lon, lat] pairs; returns points that know how far along they are, without those that repeat the one before.
export function measured(coordinates) {
  const points = [];
  for (const [lon, lat] of coordinates) {
    const last = points.at(-1);
    const along = last ? last.along + metresBetween(last, { lon, lat }) : 0;
    if (!last || along > last.along) points.push({ lon, lat, along });
  }
  return points;
}

export function placeAt(way, metres) {
  const next = way.findIndex((point) => point.along >= metres);
  if (next <= 0) return next === 0 ? way[0] : way.at(-1);
  const [a, b] = [way[next - 1], way[next]];
  const part = (metres - a.along) / (b.along - a.along);
  return { lon: a.lon + part * (b.lon - a.lon), lat: a.lat + part * (b.lat - a.lat) };
}

// How far along the way each stop lies: the first place that is about as near as the nearest one after the stop before.
export function alongOf(way, stops) {
  let from = 0;
  return stops.map((stop) => {
    const ahead = way.filter((point) => point.along >= from).map((point) => [metresBetween(point, stop), point.along]);
    const nearest = Math.min(...ahead.map(([away]) => away));
    from = ahead.find(([away]) => away <= nearest + AS_NEAR)[1];
    return from;
  });
}
