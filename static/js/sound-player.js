// <sound-player>: a large play button, a place to seek, 15 seconds back and a speed, over the browser's own <audio>.
// The server draws all of it; without this script the browser's controls stand there and work.
import { inDigits } from "digits";
import { announce } from "media-session";
import { markSentences } from "sentences";

const SPEEDS = [1, 1.25, 1.5, 0.8];
const SPEED = "speed";

class SoundPlayer extends HTMLElement {
  connectedCallback() {
    this.audio = this.querySelector("audio");
    this.play = this.querySelector(".sound__play");
    this.seek = this.querySelector(".sound__seek");
    this.now = this.querySelector("[data-now]");
    this.speed = this.querySelector("[data-speed]");
    this.wrong = this.querySelector(".sound__wrong");
    this.play.addEventListener("click", () => this.toggle());
    this.querySelector(".sound__back").addEventListener("click", () => this.goTo(this.audio.currentTime - 15));
    this.querySelector(".sound__speed").addEventListener("click", () => this.changeSpeed());
    this.seek.addEventListener("input", () => this.goTo(Number(this.seek.value)));
    for (const name of ["play", "pause", "ended"]) this.audio.addEventListener(name, () => this.showState());
    this.audio.addEventListener("timeupdate", () => this.showTime());
    this.audio.addEventListener("ended", () => remember(this.dataset.sound, 0));
    this.audio.addEventListener("error", () => this.fail());
    markSentences(this.audio, this.dataset.sound, (seconds) => this.goTo(seconds));
    this.goOnWhereItWas();
  }

  toggle() {
    if (!this.audio.paused) return this.audio.pause();
    for (const other of document.querySelectorAll("sound-player")) if (other !== this) other.audio?.pause();
    this.wrong.hidden = true;
    announce(this);
    return this.audio.play().catch((error) => error.name === "AbortError" || this.fail());
  }

  // Before the first play nothing is fetched: the place is only noted, and sought once the browser knows the sound.
  goTo(seconds) {
    const to = Math.min(Math.max(0, seconds), Number(this.seek.max));
    if (this.audio.readyState) this.audio.currentTime = to;
    else this.audio.addEventListener("loadedmetadata", () => (this.audio.currentTime = to), { once: true });
    this.showTime(to);
  }

  goOnWhereItWas() {
    const seconds = Number(recall(this.dataset.sound) ?? 0);
    if (seconds > 5 && seconds < this.seek.max - 5) this.goTo(seconds);
    this.useSpeed(Number(recall(SPEED) ?? 1));
  }

  changeSpeed() {
    this.useSpeed(SPEEDS[(SPEEDS.indexOf(this.audio.playbackRate) + 1) % SPEEDS.length]);
    remember(SPEED, this.audio.playbackRate);
  }

  useSpeed(speed) {
    this.audio.defaultPlaybackRate = speed;
    this.audio.playbackRate = speed;
    this.speed.textContent = inDigits(`${speed}×`);
  }

  showState() {
    this.play.setAttribute("aria-pressed", String(!this.audio.paused));
  }

  showTime(at = this.audio.currentTime) {
    const seconds = Math.floor(at);
    this.seek.value = seconds;
    this.now.textContent = inDigits(`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
    this.seek.setAttribute("aria-valuetext", this.now.textContent);
    if (!this.audio.paused) remember(this.dataset.sound, seconds);
  }

  fail() {
    this.wrong.hidden = false;
    this.showState();
  }
}

// A browser that keeps nothing for us (private mode, storage off) simply starts at the beginning.
function remember(key, value) {
  try {
    localStorage.setItem(`sound:${key}`, value);
  } catch {}
}

function recall(key) {
  try {
    return localStorage.getItem(`sound:${key}`);
  } catch {
    return null;
  }
}

customElements.define("sound-player", SoundPlayer);
