// Where this phone is, by its own sensor. A source of fixes: start(fix, trouble) and stop(). Nothing of it leaves the phone.

const OPTIONS = { enableHighAccuracy: true, maximumAge: 5_000, timeout: 20_000 };
const TROUBLE = { 1: "denied", 2: "unavailable", 3: "slow" };

export class PhoneSensor {
  start(fix, trouble) {
    this.watch = navigator.geolocation.watchPosition(
      ({ coords }) => fix({ lon: coords.longitude, lat: coords.latitude, accuracy: coords.accuracy }),
      ({ code }) => trouble(TROUBLE[code] ?? "unavailable"),
      OPTIONS,
    );
  }

  stop() {
    navigator.geolocation.clearWatch(this.watch);
  }
}
