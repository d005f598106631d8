// <tour-map>: a drawn map that becomes one that moves, in the same place, when somebody asks for it. What that takes is
// fetched only then; when it does not come, the drawn map stays and a sentence says so.

class TourMap extends HTMLElement {
  connectedCallback() {
    const part = (name) => this.querySelector(`[data-part="${name}"]`);
    this.parts = { drawn: this.querySelector("picture"), moving: part("moving"), stage: part("stage"), wrong: part("wrong") };
    this.toggle = part("toggle");
    this.full = part("full");
    this.toggle.addEventListener("click", () => (this.map ? this.close() : this.open()));
    this.full.addEventListener("click", () => this.fill(!this.isFull));
    part("nearer").addEventListener("click", () => this.map.nearer());
    part("farther").addEventListener("click", () => this.map.farther());
    this.addEventListener("keydown", ({ key }) => key === "Escape" && this.isFull && this.fill(false));
    document.addEventListener("whereabouts", ({ detail }) => this.map?.showWhere((this.fix = detail)));
  }

  async open() {
    if (this.isOpening) return;
    this.isOpening = true;
    this.parts.wrong.hidden = true;
    this.setAttribute("aria-busy", "true");
    try {
      const { openMap } = await import("moving-map");
      this.map = await openMap(this.parts.moving, this);
      this.show(true);
      this.map.begin();
      if (this.fix) this.map.showWhere(this.fix);
    } catch (reason) {
      console.warn(reason);
      this.parts.wrong.hidden = false;
    }
    this.removeAttribute("aria-busy");
    this.isOpening = false;
  }

  close() {
    this.fill(false);
    this.map.remove();
    this.map = null;
    this.show(false);
  }

  show(moves) {
    this.toggle.querySelectorAll("span").forEach((words, number) => (words.hidden = Boolean(number) !== moves));
    this.parts.drawn.hidden = moves;
    this.parts.stage.hidden = !moves;
  }

  // Over the whole screen but the dock, which says what comes next. Not the browser's own full screen: an iPhone has none.
  get isFull() {
    return this.classList.contains("moving--full");
  }

  fill(full) {
    if (full === this.isFull) return;
    const dock = document.querySelector(".dock");
    const leaveTheDock = () => this.style.setProperty("--dock", `${dock?.offsetHeight ?? 0}px`);
    leaveTheDock(); // at once, since the map is fitted into what is left; and again when the dock grows
    this.beside ??= new ResizeObserver(leaveTheDock);
    if (dock && full) this.beside.observe(dock);
    else this.beside.disconnect();
    this.classList.toggle("moving--full", full);
    this.full.setAttribute("aria-pressed", String(full));
    for (const other of this.others(dock)) other.inert = full;
    this.map?.fit();
  }

  // All that lies behind a map that fills the screen.
  others(dock) {
    const found = [];
    for (let here = this; here !== document.body; here = here.parentElement) {
      found.push(...[...here.parentElement.children].filter((other) => other !== here && other !== dock));
    }
    return found.filter((other) => !other.matches("script, style, [data-renew]"));
  }
}

customElements.define("tour-map", TourMap);
