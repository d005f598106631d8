// <sound-player>: a large play button, a place to seek, and 15 seconds back, over the browser's own <audio>.
// The server draws all of it; without this script the browser's controls stand there and work.

const ARABIC = "٠١٢٣٤٥٦٧٨٩";

class SoundPlayer extends HTMLElement {
  connectedCallback() {
    this.audio = this.querySelector("audio");
    this.play = this.querySelector(".sound__play");
    this.seek = this.querySelector(".sound__seek");
    this.now = this.querySelector("[data-now]");
    this.wrong = this.querySelector(".sound__wrong");
    this.play.addEventListener("click", () => this.toggle());
    this.querySelector(".sound__back").addEventListener("click", () => this.goTo(this.audio.currentTime - 15));
    this.seek.addEventListener("input", () => this.goTo(Number(this.seek.value)));
    for (const name of ["play", "pause", "ended"]) this.audio.addEventListener(name, () => this.showState());
    this.audio.addEventListener("timeupdate", () => this.showTime());
    this.audio.addEventListener("error", () => this.fail());
  }

  toggle() {
    if (!this.audio.paused) return this.audio.pause();
    for (const other of document.querySelectorAll("sound-player")) if (other !== this) other.audio?.pause();
    this.wrong.hidden = true;
    return this.audio.play().catch((error) => error.name === "AbortError" || this.fail());
  }

  goTo(seconds) {
    this.audio.currentTime = Math.max(0, seconds);
    this.showTime();
  }

  showState() {
    this.play.setAttribute("aria-pressed", String(!this.audio.paused));
  }

  showTime() {
    const seconds = Math.floor(this.audio.currentTime);
    this.seek.value = seconds;
    this.now.textContent = this.written(seconds);
    this.seek.setAttribute("aria-valuetext", this.now.textContent);
  }

  written(seconds) {
    const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    return document.documentElement.lang === "ar" ? text.replace(/\d/g, (digit) => ARABIC[digit]) : text;
  }

  fail() {
    this.wrong.hidden = false;
    this.showState();
  }
}

customElements.define("sound-player", SoundPlayer);
