// Marks the sentence that is being spoken in the text beside the sound, and lets a tap on a sentence go there. The text is
// looked for each time, since it may have become other words in the meantime.

export function markSentences(audio, sound, goTo) {
  const sentences = () => [...document.querySelectorAll(`[data-spoken-by="${sound}"] [data-at]`)];
  let marked = null;

  const mark = () => {
    const spoken = audio.ended || !audio.currentTime ? undefined : sentences().findLast((one) => one.dataset.at <= audio.currentTime + 0.05);
    if (spoken === marked) return;
    marked?.removeAttribute("aria-current");
    spoken?.setAttribute("aria-current", "true");
    marked = spoken;
  };

  for (const name of ["timeupdate", "seeked", "ended"]) audio.addEventListener(name, mark);
  document.addEventListener("click", ({ target }) => {
    const sentence = target.closest(`[data-spoken-by="${sound}"] [data-at]`);
    if (sentence && !getSelection().toString()) goTo(Number(sentence.dataset.at));
  });
}
