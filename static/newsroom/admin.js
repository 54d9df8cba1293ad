// Names what scripts put in the place of a field, so that it can be found and told by ear; and opens a
// folded group that an address leads to.
const labelled = (element, ids) => element?.setAttribute("aria-labelledby", ids);

const nameEditor = (editor) => {
  const textarea = editor.querySelector("textarea");
  const box = editor.querySelector("[contenteditable]");
  if (!textarea || !box || box.hasAttribute("aria-labelledby")) return;
  labelled(box, `${textarea.id}_label`);
  box.setAttribute("aria-multiline", "true");
  box.setAttribute("dir", "auto");
  const help = textarea.getAttribute("aria-describedby");
  if (help) box.setAttribute("aria-describedby", help);
  document.getElementById(`${textarea.id}_label`)?.addEventListener("click", () => box.focus());
};

const nameSelect = (select) => {
  const label = `${select.id}_label`;
  const shown = select.nextElementSibling;
  if (!shown?.classList.contains("select2")) return;
  const text = shown.querySelector(".select2-selection__rendered");
  labelled(shown.querySelector(".select2-selection"), text?.id ? `${label} ${text.id}` : label);
  if (text?.getAttribute("role")) labelled(text, label);
  labelled(shown.querySelector(".select2-search__field"), label);
};

const nameAll = () => {
  document.querySelectorAll(".prose-editor").forEach(nameEditor);
  document.querySelectorAll("select.admin-autocomplete").forEach(nameSelect);
};

const openGroup = () => {
  const group = location.hash && document.getElementById(location.hash.slice(1));
  if (group instanceof HTMLDetailsElement) group.open = true;
};

// They appear when their own scripts are ready, before this one or after, and with every new row.
new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
nameAll();
addEventListener("hashchange", openGroup);
openGroup();
