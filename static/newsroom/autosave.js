// Keeps what is typed into a release's form every few seconds, and says that the form is open. What is
// typed stays in the page whatever the answer; opening the form again offers what was kept.
const box = document.querySelector("[data-autosave]");
const form = box.closest("form");
const others = document.getElementById("others");
const problem = document.getElementById("not-kept");
const { autosave, presence, signedOut, failed } = box.dataset;
let gone = new AbortController();
let known, leaving, out;

const typed = () => {
  const data = new URLSearchParams(new FormData(form));
  data.delete("csrfmiddlewaretoken");
  return data.toString();
};
// Read from the cookie each time: signing in again, in another tab too, makes another token.
const freshen = () => {
  const field = form.elements.csrfmiddlewaretoken;
  field.value = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? field.value;
  return `&csrfmiddlewaretoken=${field.value}`;
};
const signed = (text) => new URLSearchParams(text + freshen());
const say = (text) => {
  if (problem.textContent !== text) problem.textContent = text;
  problem.hidden = !text;
};

const post = async (url, text) => {
  try {
    const answer = await fetch(url, { method: "POST", body: signed(text), redirect: "manual", signal: gone.signal });
    out = answer.type === "opaqueredirect";
    if (answer.status === 413) known = text;
    const said = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
    say(out ? signedOut : answer.ok ? "" : said.said || failed);
    return answer.ok && said;
  } catch {
    if (!leaving) say(failed);
  }
};
const keep = async () => {
  const text = typed();
  if (known === undefined || leaving || (text === known && !out)) return;
  const said = await post(autosave, text);
  if (!said) return;
  known = text;
  box.textContent = said.said;
};
const announce = async () => {
  const said = presence && !leaving && (await post(presence, ""));
  if (!said) return;
  others.textContent = said.others.join(" · ");
  others.parentElement.hidden = !said.others.length;
};

// What the editors make of a text before anybody touches it is no typing.
for (const touch of ["keydown", "pointerdown", "paste", "drop"]) addEventListener(touch, () => (known ??= typed()), true);
setInterval(keep, 3000);
setInterval(announce, 20000);
setTimeout(announce, 2000); // the page before this one may have said that it was left

form.addEventListener("submit", async (event) => {
  freshen();
  leaving = !out;
  if (leaving) return gone.abort();
  event.preventDefault();
  known ??= "";
  await keep();
  if (!out) form.requestSubmit(event.submitter);
});
addEventListener("pagehide", () => {
  if (!leaving && known !== undefined && typed() !== known) navigator.sendBeacon(autosave, signed(typed()));
  if (presence) navigator.sendBeacon(presence, signed("gone=1"));
});
addEventListener("pageshow", () => {
  gone = new AbortController();
  leaving = false;
});
