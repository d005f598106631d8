// When somebody is near a stop, and when no longer. Pure functions: no clock, no sensor, no page.
//   near: the distance, less what the sensor may be off, is within the stop's radius
//   arrived: near at two fixes in a row, or for five seconds; left: twenty metres farther than that, for ten seconds
// What the sensor may be off counts for both, or a fix between the two borders would be arriving and leaving at once.

const EARTH = 6_371_008.8; // metres, its mean radius
const MOST_SLACK = 25; // metres
const FARTHER = 20; // metres
const ARRIVES = { fixes: 2, after: 5_000 }; // milliseconds
const LEAVES_AFTER = 10_000;
const WORST = 60; // metres; a position that may be farther off says nothing
const FAR = { metres: 300, worst: 200 };

export const UNKNOWN = Object.freeze({ here: false, fixes: 0, nearSince: null, farSince: null });

export function isSure(fix) {
  return fix.accuracy <= WORST;
}

// The great circle between two places with lon and lat in degrees, by the haversine formula.
export function metresBetween(a, b) {
  const [south, north, turn] = [a.lat, b.lat, b.lon - a.lon].map((degrees) => (degrees * Math.PI) / 180);
  const half = Math.sin((north - south) / 2) ** 2 + Math.cos(south) * Math.cos(north) * Math.sin(turn / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(half)));
}

// What is known of a stop after a fix at a moment in milliseconds.
export function afterFix(known, fix, stop, now) {
  if (!isSure(fix)) return { ...known, fixes: 0, nearSince: null, farSince: null };
  const away = metresBetween(fix, stop) - Math.min(fix.accuracy, MOST_SLACK);
  const isNear = away <= stop.radius;
  const isFar = away > stop.radius + FARTHER;
  return afterWhile(
    {
      here: known.here || (isNear && known.fixes + 1 >= ARRIVES.fixes),
      fixes: isNear ? known.fixes + 1 : 0,
      nearSince: isNear ? (known.nearSince ?? now) : null,
      farSince: isFar ? (known.farSince ?? now) : null,
    },
    now,
  );
}

// What is known when time has passed and no fix came: a phone that lies still sends none.
export function afterWhile(known, now) {
  if (known.here) {
    const left = known.farSince !== null && now - known.farSince >= LEAVES_AFTER;
    return left ? UNKNOWN : known;
  }
  const arrived = known.nearSince !== null && now - known.nearSince >= ARRIVES.after;
  return arrived ? { ...known, here: true } : known;
}

// Whether a fix can say that somebody is far from a spot, or not far. One that may be far off says nothing.
export function tellsFar(fix) {
  return fix.accuracy < FAR.worst;
}

// Whether a fix says that nobody who holds this phone stands at a spot.
export function isFarAway(fix, spot) {
  return tellsFar(fix) && metresBetween(fix, spot) - Math.min(fix.accuracy, MOST_SLACK) > FAR.metres;
}
