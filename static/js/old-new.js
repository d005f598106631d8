// <old-new>: moves the edge between then and now. The slider is a range input, so that fingers, keys and screen readers know it.

class OldNew extends HTMLElement {
  connectedCallback() {
    this.slide = this.querySelector(".pair__slide");
    this.frames = this.querySelector(".pair__frames");
    this.frames.removeAttribute("tabindex"); // only without this script there is something to scroll
    this.slide.addEventListener("input", () => this.show());
    this.show();
  }

  show() {
    const then = this.slide.value;
    this.frames.style.setProperty("--cut", `${then}%`);
    this.slide.setAttribute("aria-valuetext", this.slide.dataset.then.replace("{}", then));
  }
}

customElements.define("old-new", OldNew);
