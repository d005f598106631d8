// Makes a photo ready to send: small, upright and without where it was taken, and with the faces hidden that are tapped.
// Without this script the form sends the photo as it is. What was chosen stays chosen when the network is gone.
import { Circles } from "photo-circles";

const SIDE = 1600, QUALITY = 0.88, HEAVY = 15 * 1024 ** 2;

customElements.define("photo-maker", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.inputs = [...this.querySelectorAll("input[type=file]")];
    this.circles = new Circles(this.#part("stage"), this.#part("faces"), {
      circle: this.#part("circle"), row: this.#part("row"), changed: (areas) => { this.form.elements.areas.value = JSON.stringify(areas); },
    });
    this.ready = Promise.resolve();
    for (const input of this.inputs) {
      const take = () => { if (input.files.length) this.ready = this.#take(input); };
      input.addEventListener("change", take);
      take(); // somebody may have chosen before this script came, and a face is hidden all the same
    }
    this.#part("add").addEventListener("click", () => this.circles.add(0.5, 0.5, { focus: true }));
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.#send(); });
  }

  #part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  #say(what) {
    for (const line of this.querySelectorAll("[data-says]")) line.hidden = line.dataset.says !== what;
  }

  #wrong(words) {
    const line = this.#part("wrong");
    line.hidden = !words;
    line.querySelector("span").textContent = words;
    if (words) line.scrollIntoView({ block: "center" });
  }

  async #take(input) {
    const [file] = input.files;
    for (const other of this.inputs) if (other !== input) other.value = "";
    this.#wrong("");
    this.#say("");
    this.circles.clear();
    try {
      const small = await this.#shrink(file);
      const chosen = new DataTransfer();
      chosen.items.add(small);
      input.files = chosen.files;
      this.#part("look").hidden = false;
      this.circles.shape(this.#part("canvas"));
    } catch {
      // A photo that this phone cannot draw (HEIC, on some) goes as it is: the server knows more of them.
      this.#part("look").hidden = true;
      this.#say(file.size > HEAVY ? "heavy" : "unseen");
    }
  }

  async #shrink(file) {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = this.#part("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    return new File([blob], "foto.jpg", { type: "image/jpeg" });
  }

  async #send() {
    if (this.busy) return;
    this.busy = true;
    this.#wrong("");
    this.#say("sending");
    try {
      await this.ready;
      const answer = await fetch(this.form.action, { method: "POST", body: new FormData(this.form), cache: "no-store" });
      if (answer.redirected && answer.ok) return location.assign(answer.url);
      this.#say("");
      this.#wrong(wordsOf(await answer.text()));
    } catch {
      this.#say("lost");
    }
    this.busy = false;
  }
});

// What an answer says: on the form itself, or on the page that came in its place.
function wordsOf(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const own = page.querySelector('[data-part="wrong"] span')?.textContent.trim();
  if (own) return own;
  return [...page.querySelectorAll("main h1, main h1 ~ p")].map((line) => line.textContent.trim().replace(/[^.?!]$/, "$&.")).join(" ");
}
