// The camera of this phone on a <video>: the one at the back first, another one when asked, and its light if it has one.

// What went wrong, by the name of the error that browsers give; anything else is `failed`.
const TROUBLE = { NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "none", OverconstrainedError: "none", NotReadableError: "busy", AbortError: "busy" };

export function troubleOf(error) {
  return TROUBLE[error?.name] ?? "failed";
}

export class Camera {
  constructor(video) {
    this.video = video;
  }

  get isOn() {
    return Boolean(this.stream);
  }

  get hasLight() {
    return Boolean(this.#track?.getCapabilities?.().torch);
  }

  get #track() {
    return this.stream?.getVideoTracks()[0];
  }

  // Two calls at once are one camera: the later one wins, and what the earlier one got is let go.
  async start() {
    const wish = this.which ? { deviceId: { exact: this.which } } : { facingMode: { ideal: "environment" } };
    const asked = (this.asked = navigator.mediaDevices.getUserMedia({ audio: false, video: { ...wish, width: { ideal: 1280 }, height: { ideal: 720 } } }));
    const stream = await asked;
    if (this.asked !== asked) return letGo(stream);
    this.stream = stream;
    this.which = this.#track.getSettings().deviceId;
    this.video.srcObject = stream;
    await this.video.play();
  }

  stop() {
    this.asked = null;
    letGo(this.stream);
    this.stream = this.video.srcObject = null;
  }

  async others() {
    const all = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === "videoinput");
    return all.map(({ deviceId }) => deviceId).filter((id) => id !== this.which);
  }

  // The next camera in the phone's own order, and after the last one the first.
  async change() {
    const all = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === "videoinput").map(({ deviceId }) => deviceId);
    this.which = all[(all.indexOf(this.which) + 1) % all.length];
    this.stop();
    await this.start();
  }

  async light(on) {
    await this.#track.applyConstraints({ advanced: [{ torch: on }] });
  }
}

function letGo(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
