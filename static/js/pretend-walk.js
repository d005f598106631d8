// A walker who is not there, for a neighbourhood that is made up: goes along a way, eight times as fast as people walk.
// A source of fixes like the phone's sensor, so that all that follows a real walker follows this one.
import { placeAt } from "way";

const SPEED = 8 * 1.4; // metres a second
const ACCURACY = 5; // metres
const REST = 3_000; // milliseconds at a stop, to read what appears there
const STEP = 250; // milliseconds
const LARGE_STEP = 1_500; // for who asked for less motion: the dot is put down anew now and then

export class PretendWalk {
  constructor(way, { from = 0, to = way.at(-1).along } = {}) {
    Object.assign(this, { way, to, gone: from, resting: 0 });
  }

  start(fix, _trouble, end) {
    const step = matchMedia("(prefers-reduced-motion: reduce)").matches ? LARGE_STEP : STEP;
    const tell = () => fix({ ...placeAt(this.way, this.gone), accuracy: ACCURACY });
    tell();
    this.timer = setInterval(() => {
      const walks = Math.max(0, step - this.resting);
      this.resting = Math.max(0, this.resting - step);
      const isThere = this.gone >= this.to;
      this.gone = Math.min(this.to, this.gone + (SPEED * walks) / 1_000);
      tell();
      if (isThere && !this.resting) end();
    }, step);
  }

  rest() {
    this.resting = REST;
  }

  stop() {
    clearInterval(this.timer);
  }
}
