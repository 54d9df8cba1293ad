// The review of an import: a field and its words in the source light up together, and words selected in
// the source are ready to be given to a field. Everything works without it, by links and by pasting.
const pane = document.querySelector(".nr-text");
const cards = [...document.querySelectorAll("[data-card]")];
const marksOf = (number) => pane.querySelectorAll(`[data-fields~="${number}"], [data-field="${number}"]`);

const light = (numbers) => {
  document.querySelectorAll(".is-linked").forEach((one) => one.classList.remove("is-linked"));
  numbers.forEach((number) => {
    document.getElementById(`f${number}`)?.classList.add("is-linked");
    marksOf(number).forEach((mark) => mark.classList.add("is-linked"));
  });
};

const numbersOf = (target) => {
  const card = target.closest?.("[data-card]");
  if (card) return [card.dataset.card];
  const mark = target.closest?.("[data-fields], [data-field]");
  return mark ? (mark.dataset.fields || mark.dataset.field).split(" ") : [];
};

["mouseover", "focusin"].forEach((event) =>
  document.getElementById("review").addEventListener(event, ({ target }) => light(numbersOf(target))),
);

cards.forEach((card) =>
  card.addEventListener("change", ({ target }) => {
    if (target.name === `decide:${card.dataset.unit}`) {
      card.classList.toggle("nr-x--out", target.value === "reject");
    }
  }),
);

// Python counts characters, JavaScript UTF-16 units: a text is measured by its characters.
const length = (text) => [...text].length;

const selected = () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!pane.contains(range.commonAncestorContainer)) return null;
  const pieces = [...pane.querySelectorAll("[data-start]")].filter((one) => range.intersectsNode(one));
  let words = "";
  let line = null;
  let start = null;
  let end = null;
  pieces.forEach((piece) => {
    const text = piece.textContent;
    const from = piece.contains(range.startContainer) ? range.startOffset : 0;
    const to = piece.contains(range.endContainer) ? range.endOffset : text.length;
    if (from >= to) return;
    if (line && line !== piece.parentElement) words += "\n";
    line = piece.parentElement;
    words += text.slice(from, to);
    start ??= Number(piece.dataset.start) + length(text.slice(0, from));
    end = Number(piece.dataset.start) + length(text.slice(0, to));
  });
  return words.trim() && { words, start, end };
};

document.addEventListener("selectionchange", () => {
  const found = document.getElementById("words") && selected();
  if (!found) return;
  document.getElementById("give").open = true;
  document.getElementById("words").value = found.words;
  document.getElementById("words-start").value = found.start;
  document.getElementById("words-end").value = found.end;
});

document.getElementById("words")?.addEventListener("input", () => {
  document.getElementById("words-start").value = document.getElementById("words-end").value = "";
});
