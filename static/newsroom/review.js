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

// By keyboard: the arrows go from word to word and from line to line, with Shift they take more words. The
// word where one stands is shown as selected.
let words = null;
let from = -1;
let to = -1;

const wordsOf = (piece) =>
  [...piece.textContent.matchAll(/\S+/g)].map((found) => ({
    node: piece.firstChild,
    line: piece.parentElement,
    start: found.index,
    end: found.index + found[0].length,
  }));

const box = ({ node, start, end }) => {
  const range = document.createRange();
  range.setStart(node, start);
  range.setEnd(node, end);
  return range.getBoundingClientRect();
};

// The word above or below this one, wherever the browser broke the lines.
const onRow = (at, step) => {
  const here = box(words[at]);
  const isPast = (rect) => (step > 0 ? rect.top >= here.bottom - 2 : rect.bottom <= here.top + 2);
  let next = at + step;
  while (words[next] && !isPast(box(words[next]))) next += step;
  if (!words[next]) return at;
  const middle = (rect) => (rect.left + rect.right) / 2;
  const gap = (index) => Math.abs(middle(box(words[index])) - middle(here));
  const { top } = box(words[next]);
  const isBeside = (index) => words[index] && Math.abs(box(words[index]).top - top) < 4;
  while (isBeside(next + step) && gap(next + step) < gap(next)) next += step;
  return next;
};

const WAYS = {
  ArrowLeft: (at, toLeft) => at + toLeft,
  ArrowRight: (at, toLeft) => at - toLeft,
  ArrowUp: (at) => onRow(at, -1),
  ArrowDown: (at) => onRow(at, 1),
  Home: (at) => words.findIndex(({ line }) => line === words[at].line),
  End: (at) => words.findLastIndex(({ line }) => line === words[at].line),
};

const walk = (key, takesMore) => {
  words ??= [...pane.querySelectorAll("[data-start]")].flatMap(wordsOf);
  if (!words.length) return;
  const toLeft = getComputedStyle(pane).direction === "rtl" ? 1 : -1;
  const next = to < 0 ? 0 : Math.min(Math.max(WAYS[key](to, toLeft), 0), words.length - 1);
  if (!takesMore || from < 0) from = next;
  to = next;
  const [first, last] = from <= to ? ["start", "end"] : ["end", "start"];
  getSelection().setBaseAndExtent(words[from].node, words[from][first], words[to].node, words[to][last]);
  words[to].line.scrollIntoView({ block: "nearest" });
};

pane.addEventListener("keydown", (event) => {
  if (event.target !== pane || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key in WAYS) {
    event.preventDefault();
    walk(event.key, event.shiftKey);
  } else if (event.key === "Enter" && document.getElementById("words")?.value) {
    event.preventDefault();
    document.getElementById("target").focus();
  }
});

document.getElementById("words")?.addEventListener("input", () => {
  document.getElementById("words-start").value = document.getElementById("words-end").value = "";
});
