// <far-away> in a form: lets a phone that already may tell where it is say whether this is far from the spot. It stands
// where somebody says “I am here”, and where an invitation is confirmed, of which a photo can be sent to anywhere.
// Nobody is asked for anything, and no place leaves the phone: “far=yes” or “far=no” is all that is sent.
import { isFarAway, tellsFar } from "nearness";

const OPTIONS = { enableHighAccuracy: true, maximumAge: 30_000, timeout: 20_000 };

customElements.define("far-away", class extends HTMLElement {
  async connectedCallback() {
    if (!(await mayTell())) return;
    navigator.geolocation.getCurrentPosition(({ coords }) => this.#look(coords), () => {}, OPTIONS);
  }

  #look({ longitude, latitude, accuracy }) {
    const fix = { lon: longitude, lat: latitude, accuracy };
    if (!tellsFar(fix)) return;
    const spot = { lon: Number(this.dataset.lon), lat: Number(this.dataset.lat) };
    const said = document.createElement("input");
    Object.assign(said, { type: "hidden", name: "far", value: isFarAway(fix, spot) ? "yes" : "no" });
    this.replaceChildren(said);
  }
});

async function mayTell() {
  try {
    return (await navigator.permissions.query({ name: "geolocation" })).state === "granted";
  } catch {
    return false; // a browser that cannot say is not asked
  }
}
