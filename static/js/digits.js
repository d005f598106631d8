// Numbers as readers of this page write them: with Arabic digits, and a comma where English has a point.

const ARABIC = "٠١٢٣٤٥٦٧٨٩";

export function inDigits(text) {
  const { lang } = document.documentElement;
  if (lang === "ar") return text.replace(/\d/g, (digit) => ARABIC[digit]).replace(".", "٫");
  return lang === "en" ? text : text.replace(".", ",");
}

// A distance as one says it, by the rule of the server's `far`: to ten metres, and in kilometres from a thousand.
export function far(metres, words) {
  if (metres < 995) return words.metres.replace("{}", inDigits(String(Math.max(10, Math.round(metres / 10) * 10))));
  return words.kilometres.replace("{}", inDigits((metres / 1000).toFixed(1)));
}
