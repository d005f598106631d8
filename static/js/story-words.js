// <story-words>: the words of a story, that become other words, plain or as told, without ending the sound that plays.

class StoryWords extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const link = event.target.closest("[data-words]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !isHeard()) return;
      event.preventDefault();
      this.become(link.href);
    });
  }

  async become(address) {
    this.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const other = page.getElementById(this.id);
      document.getElementById(this.dataset.title).textContent = page.getElementById(this.dataset.title).textContent;
      this.replaceChildren(...other.childNodes);
      history.replaceState(history.state, "", address);
      this.querySelector("[data-words]")?.focus();
    } catch {
      location.assign(address);
    }
    this.removeAttribute("aria-busy");
  }
}

function isHeard() {
  return [...document.querySelectorAll("audio")].some((audio) => !audio.paused);
}

customElements.define("story-words", StoryWords);
