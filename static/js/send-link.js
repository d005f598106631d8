// A link to send to somebody: by the phone's own way of sending where it has one, else copied. Without script it is
// read and selected; when neither works it is selected, to be copied by hand.
customElements.define("send-link", class extends HTMLElement {
  connectedCallback() {
    this.link = this.querySelector("[data-link]");
    for (const [key, works, act] of [
      ["send", navigator.share, () => this.#send()],
      ["copy", navigator.clipboard, () => this.#copy()],
    ]) {
      const button = this.querySelector(`[data-key=${key}]`);
      button.hidden = !works;
      button.addEventListener("click", act);
    }
  }

  async #send() {
    try {
      await navigator.share({ url: this.link.textContent });
    } catch (error) {
      if (error.name !== "AbortError") this.#select(); // somebody who changed their mind is not asked again
    }
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.link.textContent);
      this.querySelector("[data-says=copied]").hidden = false;
    } catch {
      this.#select();
    }
  }

  #select() {
    getSelection().selectAllChildren(this.link);
  }
});
