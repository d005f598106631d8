// The screen of a spot: asks every minute how things stand, for days. A network that fails or a server that restarts is
// asked again, and what stood there stays; a page of a new release is fetched whole, once the server surely has it.
import { keepAwake } from "wake-lock";

const EVERY = 60_000;
const PATIENCE = 10_000;

customElements.define("spot-screen", class extends HTMLElement {
  connectedCallback() {
    keepAwake();
    this.#again();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  // Also for a test, which has no hour to wait.
  async renew() {
    clearTimeout(this.timer);
    try {
      const answer = await this.#ask(this.dataset.src);
      if (answer.ok) await this.#show(await answer.text());
    } catch {
      // Without a network the square and the question stand all the same.
    }
    this.#again();
  }

  #again() {
    this.timer = setTimeout(() => this.renew(), EVERY);
  }

  #ask(address) {
    return fetch(address, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  }

  async #show(html) {
    const part = document.createElement("template");
    part.innerHTML = html;
    const state = part.content.firstElementChild;
    if (state?.dataset.release === undefined) return; // somebody else answered, such as a proxy
    if (state.dataset.release !== this.dataset.release) await this.#begin_anew();
    this.replaceChildren(part.content);
  }

  async #begin_anew() {
    const page = await this.#ask(location.href);
    if (!page.ok) return;
    const registration = await navigator.serviceWorker?.getRegistration();
    registration?.waiting?.postMessage("renew");
    location.reload();
  }
});
