// The stops of the walk on this page, as the server wrote them into its map: links that know where they lead and lie.

export function stopsOnPage() {
  return [...document.querySelectorAll("a[data-stop]")].map((link) => ({
    number: Number(link.dataset.stop),
    name: link.dataset.name,
    lon: Number(link.dataset.lon),
    lat: Number(link.dataset.lat),
    radius: Number(link.dataset.radius),
    link,
  }));
}
