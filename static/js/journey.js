// One walk: takes fixes from a source, whichever it is, and tells where the walker is, what comes next, and what is reached.
//   on.moved(fix, next, metres), on.unsure(fix), on.arrived(stop), on.left(stop), on.trouble(why), on.ended()
import { afterFix, afterWhile, isSure, metresBetween, UNKNOWN } from "nearness";

const TICK = 1_000; // milliseconds

export class Journey {
  // `at` is the number of the stop whose page this is, or null on the page of the whole tour.
  constructor(source, stops, at, on) {
    Object.assign(this, { source, on, at, last: null });
    this.stops = stops.filter((stop) => stop.number !== at);
    this.known = new Map(this.stops.map((stop) => [stop, UNKNOWN]));
  }

  start() {
    this.source.start(
      (fix) => this.take(fix),
      (why) => this.on.trouble(why),
      () => this.on.ended(),
    );
    this.timer = setInterval(() => this.learn((known) => afterWhile(known, performance.now())), TICK);
  }

  stop() {
    this.source.stop();
    clearInterval(this.timer);
  }

  take(fix) {
    this.learn((known, stop) => afterFix(known, fix, stop, performance.now()));
    if (!isSure(fix)) return this.on.unsure(fix);
    const next = this.next(fix);
    return this.on.moved(fix, next, next && metresBetween(fix, next));
  }

  learn(change) {
    for (const stop of this.stops) {
      const before = this.known.get(stop);
      const after = change(before, stop);
      this.known.set(stop, after);
      if (after.here && !before.here) this.arrive(stop);
      if (before.here && !after.here) this.on.left(stop);
    }
  }

  arrive(stop) {
    this.last = stop.number;
    this.source.rest?.();
    this.on.arrived(stop);
  }

  // On the page of a stop the one after it, as its dock says. Else the one after the stop where the walker was last, and
  // before any was reached whichever is nearest: every stop is a good first one.
  next(fix) {
    if (this.at !== null) return this.stops.find((stop) => stop.number === this.at + 1);
    if (this.last !== null) return this.stops.find((stop) => stop.number === this.last + 1);
    return this.stops.toSorted((a, b) => metresBetween(fix, a) - metresBetween(fix, b))[0];
  }
}
