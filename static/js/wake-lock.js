// Keeps the screen from going dark while somebody walks. The phone takes it back whenever the page is hidden.

let wanted = false;
let lock = null;

export function keepAwake() {
  wanted = true;
  ask();
}

export function letSleep() {
  wanted = false;
  lock?.release();
  lock = null;
}

async function ask() {
  if (!wanted || document.hidden || !navigator.wakeLock) return;
  try {
    lock = await navigator.wakeLock.request("screen");
    if (!wanted) letSleep();
  } catch {
    // A phone that saves its battery may refuse; the walk goes on.
  }
}

document.addEventListener("visibilitychange", ask);
