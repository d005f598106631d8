// What a square may open: a sticker or a page of the game, on this very site. Anything else is a text, and no address.
const STICKER = /^\/q\/[a-z0-9-]{1,20}$/i;
const GAME = /^\/[a-z0-9]+(?:-[a-z0-9]+)*\/spel(?:\/[\w-]+)*$/;

// Where on this site the text of a square leads, as a path without anything behind it; null when it is not ours.
export function ownPath(text, origins) {
  const address = read(text);
  if (!address || !origins.includes(address.origin)) return null;
  return STICKER.test(address.pathname) || GAME.test(address.pathname) ? address.pathname : null;
}

function read(text) {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
