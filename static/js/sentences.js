// Marks the sentence that is being spoken in the text beside the sound, and lets a tap on a sentence go there.

export function markSentences(audio, sound, goTo) {
  const text = document.querySelector(`[data-spoken-by="${sound}"]`);
  const sentences = [...(text?.querySelectorAll("[data-at]") ?? [])];
  if (!sentences.length) return;
  const begins = sentences.map((sentence) => Number(sentence.dataset.at));
  let marked = null;

  const mark = () => {
    const number = audio.ended ? -1 : begins.findLastIndex((begin) => begin <= audio.currentTime + 0.05);
    const spoken = audio.currentTime > 0 ? sentences[number] : undefined;
    if (spoken === marked) return;
    marked?.removeAttribute("aria-current");
    spoken?.setAttribute("aria-current", "true");
    marked = spoken;
  };

  for (const name of ["timeupdate", "seeked", "ended"]) audio.addEventListener(name, mark);
  text.addEventListener("click", (event) => {
    const sentence = event.target.closest("[data-at]");
    if (sentence && !getSelection().toString()) goTo(Number(sentence.dataset.at));
  });
}
