// A journey on a page: which source it follows, and what of it the page says, shows and keeps awake for.
import { DockLine } from "dock-line";
import { Journey } from "journey";
import { PhoneSensor } from "phone-sensor";
import { PretendWalk } from "pretend-walk";
import { stopsOnPage } from "stops";
import { keepAwake, letSleep } from "wake-lock";
import { alongOf, measured } from "way";

// `page` is the element that was tapped: it says sentences by their name, and knows the way and which stop this is.
export async function begin(kind, page) {
  const stops = stopsOnPage();
  const at = page.dataset.at ? Number(page.dataset.at) : null;
  const source = kind === "phone" ? new PhoneSensor() : await pretendWalk(page.dataset.way, stops, at);
  return new UnderWay(source, stops, at, page);
}

class UnderWay {
  constructor(source, stops, at, page) {
    this.dock = new DockLine(page);
    this.journey = new Journey(source, stops, at, {
      moved: (fix, next, metres) => {
        page.say(source instanceof PretendWalk ? "pretending" : "");
        this.dock.say(next, metres);
        show(fix);
      },
      unsure: (fix) => {
        page.say("unsure");
        show(fix);
      },
      arrived: (stop) => this.dock.arrive(stop),
      left: (stop) => this.dock.leave(stop),
      trouble: (why) => (why === "denied" ? page.end(why) : page.say(why)),
      ended: () => page.end("there"),
    });
  }

  // Asked twice, for instance by a page that comes back, it goes on as it was.
  start() {
    if (this.goes) return;
    this.goes = true;
    this.journey.start();
    keepAwake();
  }

  stop() {
    if (!this.goes) return;
    this.goes = false;
    this.journey.stop();
    letSleep();
  }

  forget() {
    this.dock.rest();
    show(null);
  }
}

function show(fix) {
  document.dispatchEvent(new CustomEvent("whereabouts", { detail: fix }));
}

// The whole way on the page of a tour; on the page of a stop the leg to the next one. A tour of which nobody drew the way
// goes straight from stop to stop.
async function pretendWalk(address, stops, at) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`the way did not come: ${answer.status}`);
  const { features } = await answer.json();
  const drawn = features.find(({ geometry }) => geometry.type === "LineString").geometry.coordinates;
  const way = measured(drawn.length > 1 ? drawn : stops.map(({ lon, lat }) => [lon, lat]));
  if (at === null) return new PretendWalk(way);
  const along = alongOf(way, stops);
  const here = stops.findIndex((stop) => stop.number === at);
  return new PretendWalk(way, { from: along[here], to: along[here + 1] ?? along[here] });
}
