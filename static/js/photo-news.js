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
      const html = answer.ok ? await answer.text() : this.html;
      if (html !== this.html && this.html !== undefined) this.innerHTML = html;
      this.html = html;
    } catch {
      // Without a network what stands there stays.
    }
  }
});
