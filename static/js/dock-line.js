// What the dock says while somebody walks: how far it still is to the next stop, and the card of a stop that is reached.
import { far } from "digits";

export class DockLine {
  // `page` has the words in its data, and the card.
  constructor(page) {
    this.words = page.dataset;
    this.dock = document.querySelector(".dock");
    this.line = this.dock.querySelector("[data-far]");
    this.before = { text: this.line?.textContent, hidden: this.line?.hidden };
    this.place = this.dock.querySelector("[data-arrival]") ?? page.querySelector("[data-arrival]");
    this.dock.prepend(this.place);
    this.card = this.place.firstElementChild;
  }

  say(next, metres) {
    if (!this.line || !next) return;
    this.line.hidden = false;
    const words = this.words[this.line.dataset.far];
    this.line.textContent = words.replace("{stop}", next.name).replace("{far}", far(metres, this.words));
  }

  // The card tells and leads on; it never begins the sound. The phone shivers once, for who does not look at it.
  arrive(stop) {
    this.reached = stop;
    this.card.querySelector("p").textContent = this.words.there.replace("{stop}", stop.name);
    this.card.querySelector("a").href = stop.link.href;
    this.card.hidden = false;
    navigator.vibrate?.(200);
  }

  leave(stop) {
    if (stop === this.reached) this.card.hidden = true;
  }

  // The card stays where a walk ends: it is the way into the story.
  rest() {
    if (!this.line) return;
    this.line.hidden = this.before.hidden;
    this.line.textContent = this.before.text;
  }
}
