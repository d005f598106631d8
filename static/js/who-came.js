// The screen of whoever invites: asks every one and a half seconds who confirmed, as long as the invitation is open and
// somebody looks. A network that fails is asked again; what stood there stays.
const EVERY = 1500;

customElements.define("who-came", class extends HTMLElement {
  connectedCallback() {
    document.addEventListener("visibilitychange", this);
    this.#again();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this);
    clearTimeout(this.timer);
  }

  handleEvent() {
    if (!document.hidden) this.#ask();
  }

  #again() {
    clearTimeout(this.timer);
    if (!this.querySelector("[data-over]")) this.timer = setTimeout(() => this.#ask(), EVERY);
  }

  async #ask() {
    clearTimeout(this.timer);
    if (document.hidden) return;
    try {
      const answer = await fetch(this.dataset.src, { cache: "no-store", signal: AbortSignal.timeout(8000) });
      if (answer.ok) this.#show(await answer.text());
    } catch {
      // Without a network the invitation stands all the same; the other phone needs it, not this one.
    }
    this.#again();
  }

  // What a screen reader reads out by itself stays the same node until there is something new to say.
  #show(html) {
    const said = this.querySelector(".play__came");
    this.innerHTML = html;
    const now = this.querySelector(".play__came");
    if (now.innerHTML === said.innerHTML) now.replaceWith(said);
    else this.#tell();
  }

  // Whoever holds the square up sees the square, and what happened stands below it.
  #tell() {
    navigator.vibrate?.(80);
    this.scrollIntoView({ block: "nearest" });
  }
});
