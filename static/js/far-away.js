// <far-away> in the form “I am here”: lets a phone that already may tell where it is say that this is far from the spot.
// Nobody is asked for anything, and no place leaves the phone: “far=yes” is all that is sent.
import { isFarAway } from "nearness";

const OPTIONS = { enableHighAccuracy: true, maximumAge: 30_000, timeout: 20_000 };

customElements.define("far-away", class extends HTMLElement {
  async connectedCallback() {
    if (!(await mayTell())) return;
    navigator.geolocation.getCurrentPosition(({ coords }) => this.#look(coords), () => {}, OPTIONS);
  }

  #look({ longitude, latitude, accuracy }) {
    const { lon, lat } = this.dataset;
    if (!isFarAway({ lon: longitude, lat: latitude, accuracy }, { lon: Number(lon), lat: Number(lat) })) return;
    const said = document.createElement("input");
    Object.assign(said, { type: "hidden", name: "far", value: "yes" });
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
