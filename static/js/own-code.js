// What a square may open: a sticker or a page of the game, on this very site. Anything else is a text, and no address.
const STICKER = /^\/q\/[a-z0-9-]{1,20}$/i;
const GAME = /^\/[a-z0-9]+(?:-[a-z0-9]+)*\/spel(?:\/[\w-]+)*$/;

// Where on this site the text of a square leads, as a path without anything behind it; null when it is not ours.
export function ownPath(text, origins) {
  if (!URL.canParse(text)) return null;
  const { origin, pathname } = new URL(text);
  const isOurs = origins.includes(origin) && (STICKER.test(pathname) || GAME.test(pathname));
  return isOurs ? pathname : null;
}
