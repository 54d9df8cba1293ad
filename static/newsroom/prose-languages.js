// Keeps what a text says of its languages, which the editor alone would drop: `lang` and `dir` on any block
// and on words within one, `hreflang` on links, `scope` on table heads.
import { Extension, Mark } from "django-prose-editor/editor";

const BLOCKS = ["paragraph", "heading", "blockquote", "bulletList", "orderedList", "listItem", "table", "tableRow", "tableCell", "tableHeader"];
const kept = (...names) => Object.fromEntries(names.map((name) => [name, { default: null, parseHTML: (element) => element.getAttribute(name) }]));

export const Languages = Extension.create({
  name: "languages",
  addGlobalAttributes: () => [
    { types: BLOCKS, attributes: kept("lang", "dir") },
    { types: ["link"], attributes: kept("lang", "dir", "hreflang") },
    { types: ["tableHeader"], attributes: kept("scope") },
  ],
});

export const ForeignWords = Mark.create({
  name: "foreignWords",
  addAttributes: () => kept("lang", "dir"),
  parseHTML: () => [{ tag: "span[lang]" }, { tag: "span[dir]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
});
