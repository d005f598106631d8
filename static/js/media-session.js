// Tells the phone what is playing, for its lock screen and the buttons of a headset; "next" walks on to the next stop.

export function announce(player) {
  if (!("mediaSession" in navigator)) return;
  const { title, artist, picture } = player.dataset;
  const artwork = picture ? [{ src: picture, sizes: "800x520", type: "image/jpeg" }] : [];
  const album = document.querySelector(".dock .onward__what")?.innerText ?? document.title; // “Next: the lock”
  navigator.mediaSession.metadata = new MediaMetadata({ title, artist, album, artwork });
  const next = document.querySelector('.dock a[rel="next"]');
  const actions = {
    play: () => player.audio.play(),
    pause: () => player.audio.pause(),
    seekbackward: () => player.goTo(player.audio.currentTime - 15),
    seekforward: () => player.goTo(player.audio.currentTime + 15),
    seekto: ({ seekTime }) => player.goTo(seekTime),
    nexttrack: next && (() => location.assign(next.href)),
  };
  for (const [action, handler] of Object.entries(actions)) {
    try {
      navigator.mediaSession.setActionHandler(action, handler ?? null);
    } catch {
      // An older browser does not know every action; the others still work.
    }
  }
}
