// How it stands with the photo of a meeting: two people stand beside each other, and the one sees what the other does.
// Asked every few seconds for as long as they may stand there, and while somebody looks.
const EVERY = 4000, MOST = 75;

customElements.define("photo-news", class extends HTMLElement {
  connectedCallback() {
    this.asked = 0;
    this.timer = setInterval(() => this.#ask(), EVERY);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async #ask() {
    if (document.hidden || this.contains(document.activeElement)) return;
    if (++this.asked > MOST) return clearInterval(this.timer);
    try {
      const answer = await fetch(this.dataset.src, { cache: "no-store", signal: AbortSignal.timeout(8000) });
      if (answer.ok) this.#show(await answer.text());
    } catch {
      // Without a network what stands there stays.
    }
  }

  // What did not change is not drawn anew: a picture would blink, and a screen reader lose its place.
  #show(html) {
    const now = document.createElement("template");
    now.innerHTML = html;
    if (now.innerHTML.trim() !== this.innerHTML.trim()) this.replaceChildren(now.content);
  }
});
