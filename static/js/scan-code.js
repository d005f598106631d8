// <scan-code>: the scanner. On a tap it opens the camera and looks for a square; one of ours opens its page, anything else is
// shown as text, never opened, and looking goes on. A page that nobody looks at has its camera off.
import { Camera, troubleOf } from "camera";
import { ownPath } from "own-code";

const EVERY = 120; // milliseconds between two looks, so that a cheap phone stays cool
const LATE = 8_000; // milliseconds without a camera and without a no: a question that was overlooked, or a phone that hangs

customElements.define("scan-code", class extends HTMLElement {
  connectedCallback() {
    const key = (name) => document.querySelector(`[data-key="${name}"]`);
    this.keys = { open: key("open"), other: key("other"), light: key("light"), stop: key("stop") };
    this.video = this.querySelector("video");
    this.camera = new Camera(this.video);
    this.keys.open.addEventListener("click", () => this.#open());
    this.keys.other.addEventListener("click", () => this.#change());
    this.keys.light.addEventListener("click", () => this.#light(this.keys.light.getAttribute("aria-pressed") !== "true"));
    this.keys.stop.addEventListener("click", () => this.#end());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.#sleep() : this.#wake()));
    addEventListener("pagehide", () => this.#sleep());
    addEventListener("pageshow", () => this.#wake());
    this.keys.open.disabled = false; // a tap before this moment would be lost
    this.#show("idle");
    if (!isSecureContext || !navigator.mediaDevices) this.#give("insecure");
  }

  async #open() {
    this.#show("going");
    this.#opening();
    this.scrollIntoView({ block: "start" });
    await this.#run(() => this.camera.start());
  }

  async #change() {
    this.#opening();
    await this.#run(() => this.camera.change());
  }

  async #light(on) {
    try {
      await this.camera.light(on);
      this.keys.light.setAttribute("aria-pressed", String(on));
    } catch {
      this.keys.light.hidden = true; // it said that it had one
    }
  }

  #opening() {
    this.#say("opening");
    clearTimeout(this.late);
    this.late = setTimeout(() => this.#says() === "opening" && this.#say("late"), LATE);
  }

  // Starts the camera in one way or another, and looks until somebody stops it or a page of ours is found.
  async #run(start) {
    const turn = (this.turn = Symbol("turn"));
    const goesOn = () => this.turn === turn && this.state === "going" && this.camera.isOn;
    try {
      await start();
      this.reader ??= await (await import("qr-reader")).readerOfSquares(this.dataset.worker);
      if (!goesOn()) return;
      await this.#equip();
      if (["opening", "late"].includes(this.#says())) this.#say("looking");
      while (goesOn()) {
        const text = await this.reader.read(this.video);
        if (text && goesOn()) this.#found(text);
        await new Promise((later) => setTimeout(later, EVERY));
      }
    } catch (error) {
      if (this.turn === turn && this.state === "going" && !document.hidden) this.#end(troubleOf(error));
    }
  }

  async #equip() {
    this.keys.other.hidden = (await this.camera.others()).length === 0;
    this.keys.light.hidden = !this.camera.hasLight;
    this.keys.light.setAttribute("aria-pressed", "false");
  }

  #found(text) {
    const path = ownPath(text, [location.origin, this.dataset.origin]);
    if (path === null) return this.#foreign(text);
    this.#end("found");
    navigator.vibrate?.(80);
    location.assign(path + location.search); // what stands behind our own address is the language of this reader
  }

  #foreign(text) {
    const shown = this.querySelector("[data-text]");
    if (this.#says() !== "foreign" || shown.textContent !== text.slice(0, 120)) shown.textContent = text.slice(0, 120);
    this.#say("foreign");
  }

  #sleep() {
    this.camera.stop();
  }

  #wake() {
    if (this.state === "going" && !document.hidden && !this.camera.isOn && !this.camera.asked) this.#run(() => this.camera.start());
  }

  #end(last = "") {
    this.camera.stop();
    this.#show("idle");
    this.#say(last);
  }

  #give(why) {
    for (const key of Object.values(this.keys)) key.hidden = true;
    this.#say(why);
  }

  #show(state) {
    const hadFocus = Object.values(this.keys).includes(document.activeElement);
    this.state = state;
    this.querySelector("[data-frame]").hidden = state === "idle";
    this.keys.open.hidden = state === "going";
    this.keys.stop.hidden = state === "idle";
    this.keys.other.hidden = this.keys.light.hidden = true;
    for (const why of document.querySelectorAll("[data-why]")) why.hidden = state === "going";
    if (hadFocus) (state === "going" ? this.keys.stop : this.keys.open).focus({ preventScroll: true });
  }

  #says() {
    return [...this.querySelectorAll("[data-says]")].find((words) => !words.hidden)?.dataset.says;
  }

  #say(name) {
    for (const words of this.querySelectorAll("[data-says]")) words.hidden = words.dataset.says !== name;
  }
});
