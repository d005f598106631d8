// <near-stops>: on a tap, follows where the walker is: by this phone's sensor, or in a made-up neighbourhood by a pretend
// walk. All the rest is fetched at the first tap. What is shown on the map goes there as the event "whereabouts".

const TROUBLE = ["denied", "unavailable", "failed"];

class NearStops extends HTMLElement {
  connectedCallback() {
    const key = (name) => this.querySelector(`[data-key="${name}"]`);
    this.keys = { phone: key("phone"), pretend: key("pretend"), pause: key("pause"), on: key("on"), stop: key("stop") };
    const canAsk = "geolocation" in navigator && isSecureContext;
    this.can = { phone: canAsk, pretend: Boolean(this.keys.pretend) };
    this.keys.phone.addEventListener("click", () => this.walk("phone"));
    this.keys.pretend?.addEventListener("click", () => this.walk("pretend"));
    this.keys.pause?.addEventListener("click", () => this.pause());
    this.keys.on?.addEventListener("click", () => this.goOn());
    this.keys.stop.addEventListener("click", () => this.end());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.sleep() : this.wake()));
    addEventListener("pagehide", () => this.sleep());
    addEventListener("pageshow", () => this.wake());
    for (const key of Object.values(this.keys)) if (key) key.disabled = false; // a tap before this moment would be lost
    this.show("idle");
  }

  async walk(kind) {
    this.show("going", kind === "pretend");
    this.say(kind === "phone" ? "looking" : "");
    try {
      const { begin } = await import("walking");
      this.journey = await begin(kind, this);
      this.wake();
    } catch {
      this.show("idle");
      this.say("failed");
    }
  }

  pause() {
    this.sleep();
    this.show("paused");
  }

  goOn() {
    this.show("going", true);
    this.wake();
  }

  end(last = "") {
    this.sleep();
    this.journey?.forget();
    this.journey = null;
    this.show("idle");
    this.say(last);
  }

  // A page that nobody looks at asks no sensor.
  sleep() {
    this.journey?.stop();
  }

  wake() {
    if (this.state === "going" && !document.hidden) this.journey?.start();
  }

  show(state, pretends = state === "paused") {
    const hadFocus = this.contains(document.activeElement);
    this.state = state;
    const shown = {
      phone: state === "idle" && this.can.phone,
      pretend: state === "idle" && this.can.pretend,
      pause: state === "going" && pretends,
      on: state === "paused",
      stop: state !== "idle",
    };
    for (const [name, key] of Object.entries(this.keys)) if (key) key.hidden = !shown[name];
    for (const why of this.querySelectorAll("[data-why]")) why.hidden = !shown[why.dataset.why];
    if (hadFocus) Object.values(this.keys).find((key) => key && !key.hidden)?.focus();
  }

  say(name) {
    for (const words of this.querySelectorAll("[data-says]")) words.hidden = words.dataset.says !== name;
    // What went wrong is worth a look, also when it stands below the screen.
    if (TROUBLE.includes(name)) this.querySelector(`[data-says="${name}"]`).scrollIntoView({ block: "nearest" });
  }
}

customElements.define("near-stops", NearStops);
