// <on-the-way>: on the page of a stop, fetches the map of the whole walk and the finding of the walker from the page of the
// walk when somebody asks for either, and puts them here. So the page of a stop weighs no more, and nobody leaves it.

class OnTheWay extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const wish = event.target.closest("[data-open]")?.dataset.open;
      if (!wish || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.open(wish);
    });
  }

  async open(wish) {
    if (this.isOpening) return;
    this.isOpening = true;
    this.setAttribute("aria-busy", "true");
    try {
      await Promise.all([import("tour-map"), import("near-stops")]);
      const [map, near] = await partsOf(this.dataset.from);
      map.querySelector(`[data-stop="${this.dataset.at}"]`)?.setAttribute("aria-current", "page");
      near.dataset.at = this.dataset.at;
      if (!this.querySelector('[data-open="pretend"]')) near.querySelector('[data-key="pretend"]')?.remove();
      this.replaceWith(map, near);
      const opened = wish === "map" ? map.open() : near.walk(wish);
      (wish === "map" ? map.toggle : near.keys.stop).focus();
      await opened;
    } catch {
      // Without a network the page of the walk may not come. The link leads there all the same, and there it says why.
      if (this.isConnected) location.assign(this.querySelector("a").href);
    }
  }
}

async function partsOf(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return ["tour-map", "near-stops"].map((name) => document.adoptNode(page.querySelector(name)));
}

customElements.define("on-the-way", OnTheWay);
