"use strict";
// The inspector at work: it links segments with their places, searches, walks, and loads pictures when they come in
// sight. Everything of the document stands in the page as text; nothing here makes HTML of it.

const one = (id) => document.getElementById(id);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const panes = document.querySelector(".panes");
const source = one("source");
const list = one("list");
const segments = all("#list > li");
const REST = 250; // milliseconds

// ------------------------------------------------------------------------------------------------- pictures of pages

/** Put the picture of a page behind its boxes. */
function unveil(sheet) {
  const data = one(sheet.dataset.picture);
  if (!data || sheet.src) return;
  sheet.src = `data:${data.type};base64,${data.textContent}`;
  data.remove();
}

const pictures = new IntersectionObserver(
  (seen) => {
    for (const { target, isIntersecting } of seen) {
      if (!isIntersecting) continue;
      unveil(target);
      pictures.unobserve(target);
    }
  },
  { root: source, rootMargin: "100% 0px" },
);
const bottom = source.getBoundingClientRect().bottom;
for (const sheet of all("img[data-picture]")) {
  // what is in sight from the beginning does not wait to be seen: a screenshot may be taken before that
  if (sheet.getBoundingClientRect().top < bottom) {
    sheet.decoding = "sync";
    unveil(sheet);
  } else pictures.observe(sheet);
}

// ------------------------------------------------------------------------------------- a segment and where it stands

const places = new Map();
for (const place of all("[data-for]")) {
  if (!places.has(place.dataset.for)) places.set(place.dataset.for, []);
  places.get(place.dataset.for).push(place);
}
const placesOf = (key) => places.get(key) ?? [];
let lit = null;
let here = segments[0] ?? null;

function light(key) {
  if (key === lit) return;
  for (const [name, on] of [[lit, false], [key, true]]) {
    if (!name) continue;
    one(name)?.classList.toggle("lit", on);
    placesOf(name).forEach((place) => place.classList.toggle("lit", on));
  }
  lit = key;
}

const keyOf = (node) => node.closest?.("[data-for]")?.dataset.for ?? node.closest?.("#list > li")?.id ?? null;
for (const kind of ["pointerover", "focusin"]) {
  panes.addEventListener(kind, ({ target }) => {
    const key = keyOf(target);
    if (key) light(key);
    if (key && kind === "pointerover") bring(key, source.contains(target));
    spot(target.closest?.("[data-box]"));
  });
}
panes.addEventListener("pointerleave", () => {
  clearTimeout(waiting);
  light(here?.id ?? null);
});

let waiting = 0;

/** Bring the other half of what is pointed at in sight, when the pointer has come to rest. */
function bring(key, pointsAtPlace) {
  clearTimeout(waiting);
  const other = pointsAtPlace ? one(key) : placesOf(key)[0];
  waiting = setTimeout(() => other?.scrollIntoView({ block: "nearest" }), REST);
}

/** Draw a frame around one line of a page, or take the last one away. */
function spot(line) {
  all("rect.spot").forEach((rect) => rect.remove());
  const drawing = line && document.querySelector(`#p${line.dataset.page} svg`);
  if (!drawing) return;
  const [x0, top, x1, bottom] = line.dataset.box.split(" ").map(Number);
  const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const sides = { x: x0 - 2, y: top - 2, width: x1 - x0 + 4, height: bottom - top + 4 };
  for (const [name, value] of Object.entries(sides)) rect.setAttribute(name, value);
  rect.classList.add("spot");
  drawing.append(rect);
}

/** Bring a page, or a place on it, in sight, with its picture at once: nothing waits to be seen. */
function turn(place, block) {
  const picture = place?.closest(".sheet")?.querySelector("img[data-picture]");
  if (picture && !picture.src) {
    picture.decoding = "sync";
    unveil(picture);
  }
  place?.scrollIntoView({ block });
}

/** Bring a segment in sight; the sizes of those between are estimates until they are seen. */
function reveal(segment, tries = 8) {
  segment.scrollIntoView({ block: "nearest" });
  if (tries && segment === here) requestAnimationFrame(() => reveal(segment, tries - 1));
}

/** Make a segment the current one; it takes the focus unless another field keeps it. */
function go(segment, { focus = true, page = true, name = true } = {}) {
  if (!segment) return;
  if (segment.hidden) filter("all");
  reachable(here, false);
  here = segment;
  reachable(here, true);
  if (focus) view("text");
  if (focus) here.focus({ preventScroll: true });
  reveal(here);
  if (page) turn(placesOf(here.id)[0], "center");
  light(here.id);
  if (name) remember(here);
}

const idOf = (segment) => segment.querySelector(".id").textContent;

/** Put the segment's id into the address, so that it can be passed on. */
function remember(segment) {
  try {
    history.replaceState(null, "", `#${encodeURIComponent(idOf(segment))}`);
  } catch {
    // pages without an address of their own have no history
  }
}

/** Go to the segment, or the page, that the address names. */
function follow() {
  const named = location.hash.slice(1);
  if (!named) return;
  const segment = segments.find((other) => [idOf(other), encodeURIComponent(idOf(other))].includes(named));
  const sheet = /^p\d+$/.test(named) ? one(named) : null;
  if (segment || !sheet) return go(segment);
  const first = all("[data-for]", sheet).sort(inOrder)[0];
  if (first) go(one(first.dataset.for), { focus: false, page: false, name: false });
  turn(sheet, "start");
}
addEventListener("hashchange", follow);

/** Only the current segment, and what opens in it, is in the order of tabs. */
function reachable(segment, on) {
  if (!segment) return;
  segment.classList.toggle("here", on);
  for (const part of [segment, ...all("summary", segment)]) part.tabIndex = on ? 0 : -1;
}

function goToPlace(segment) {
  const place = segment && placesOf(segment.id)[0];
  if (!place) return;
  view("source");
  place.scrollIntoView({ block: "center" });
  if (place.tabIndex >= -1) reach(place);
}

/** Give the focus to a box; it alone is in the order of tabs. */
function reach(place) {
  all("[data-for][tabindex='0']").forEach((other) => (other.tabIndex = -1));
  place.tabIndex = 0;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "nearest" });
}

source.addEventListener("click", ({ target }) => {
  const key = keyOf(target);
  if (key) go(one(key), { page: false });
});
source.addEventListener("keydown", (event) => {
  const place = event.target.closest("[data-for]");
  if (!place) return;
  const near = all("[data-for]", source);
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (step) {
    const next = near.sort(inOrder)[near.indexOf(place) + step];
    if (next) reach(next);
  } else if (event.key === "Enter" || event.key === " ") {
    go(one(place.dataset.for), { page: false });
  } else return;
  event.preventDefault();
  event.stopPropagation();
});
const inOrder = (a, b) => Number(a.dataset.for.slice(1)) - Number(b.dataset.for.slice(1));
const placed = segments.find((segment) => placesOf(segment.id).length);
if (placed) placesOf(placed.id)[0].tabIndex = 0;

list.addEventListener("click", ({ target }) => {
  const segment = target.closest("li.segment");
  if (target.closest("summary") || !segment || !getSelection().isCollapsed) return;
  if (target.closest(".page")) goToPlace(segment);
  else go(segment, { focus: segment !== here });
});
list.addEventListener("focusin", ({ target }) => {
  if (target.matches("li.segment") && target !== here) go(target, { focus: false });
});

// -------------------------------------------------------------------------------- lines and weighing, when opened

let folded = null;

/** Make elements of a tree: a text, or [tag, attributes, ...children]. */
function grow(tree) {
  if (typeof tree === "string") return document.createTextNode(tree);
  const [tag, attributes, ...children] = tree;
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.map(grow));
  return element;
}
list.addEventListener(
  "toggle",
  ({ target }) => {
    if (!target.open || target.children.length > 1) return;
    folded ??= JSON.parse(one("folded").textContent);
    target.append(grow(folded[target.closest("li.segment").id][target.className]));
  },
  true,
);

// --------------------------------------------------------------------------------------------------- what is shown

function view(name) {
  panes.dataset.view = name;
  if (matchMedia("(max-width: 56rem)").matches) check(false);
  all("[data-view]", document.querySelector(".views")).forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.view === name));
  });
}
all(".views button").forEach((button) => button.addEventListener("click", () => view(button.dataset.view)));

function filter(name) {
  for (const segment of segments) segment.hidden = name !== "all" && !segment.classList.contains(name);
  all("[data-filter]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.filter === name)));
  if (!here?.hidden) return;
  reachable(here, false);
  here = segments.find((segment) => !segment.hidden) ?? null;
  reachable(here, true);
}
all("[data-filter]").forEach((button) => button.addEventListener("click", () => filter(button.dataset.filter)));
one("boxes").addEventListener("change", ({ target }) => source.classList.toggle("plain", !target.checked));

const THEMES = { auto: ["light", "◐", "as the system has them"], light: ["dark", "○", "light"], dark: ["auto", "●", "dark"] };
let theme = "auto";
function paint(name) {
  theme = name in THEMES ? name : "auto";
  const [, sign, said] = THEMES[theme];
  document.documentElement.style.colorScheme = theme === "auto" ? "" : theme;
  document.documentElement.dataset.theme = theme;
  one("theme").firstChild.data = sign;
  one("theme").lastChild.textContent = theme;
  one("theme").setAttribute("aria-label", `Colours: ${said}`);
}
one("theme").addEventListener("click", () => {
  paint(THEMES[theme][0]);
  keep("theme", theme);
});
function keep(name, value) {
  try {
    if (value !== undefined) localStorage.setItem(`inspector.${name}`, value);
    return localStorage.getItem(`inspector.${name}`);
  } catch {
    return null; // pages from files may have no storage
  }
}
paint(keep("theme") ?? "auto");

// ------------------------------------------------------------------------------------------------------- to check

const found = all(".finding");
let checked = -1;
function check(open = one("check").hidden) {
  one("check").hidden = !open;
  one("check-toggle").setAttribute("aria-expanded", String(open));
}
function walk(to) {
  if (!found.length) return check(true);
  found[checked]?.removeAttribute("aria-current");
  checked = (to + found.length) % found.length;
  const finding = found[checked];
  finding.setAttribute("aria-current", "true");
  const wide = !matchMedia("(max-width: 56rem)").matches;
  if (wide) check(true);
  finding.scrollIntoView({ block: "nearest" });
  const target = one(finding.dataset.target ?? "");
  if (target?.matches("li.segment")) go(target);
  else {
    target?.scrollIntoView({ block: "start" });
    if (!wide) check(true);
    finding.focus({ preventScroll: true });
  }
}
one("check-toggle").addEventListener("click", () => check());
one("check-next").addEventListener("click", () => walk(checked + 1));
one("check-previous").addEventListener("click", () => walk(Math.max(checked, 0) - 1));
found.forEach((finding, at) => finding.addEventListener("click", () => walk(at)));
if (found.length && matchMedia("(min-width: 88rem)").matches) check(true);

// --------------------------------------------------------------------------------------------------------- search

// What is left of a letter when spelling does not count: marks and hamzas are gone after decomposition, presentation
// forms are letters, tatweel and controls nothing; digits of all scripts are 0 to 9.
const ALIKE = { "ٱ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ہ": "ه" };
const DIGITS = [0x660, 0x6f0, 0x966, 0xff10];
const QUOTES = { "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-" };

function letters(character) {
  const bare = character.normalize("NFKD").replace(/[\p{M}\p{Cf}\u0640]/gu, "").toLowerCase();
  return [...bare].map((letter) => {
    if (/\s/u.test(letter)) return " ";
    const zero = /\p{Nd}/u.test(letter) && DIGITS.find((code) => letter.codePointAt(0) - code >= 0 && letter.codePointAt(0) - code < 10);
    return zero ? String(letter.codePointAt(0) - zero) : (ALIKE[letter] ?? QUOTES[letter] ?? letter);
  }).join("");
}

/** Fold a text: the folded letters, and where each of them began in the text; runs of spaces are one. */
function fold(text) {
  let folded = "";
  const starts = [];
  let at = 0;
  for (const character of text) {
    for (const letter of letters(character)) {
      if (letter !== " " || !folded.endsWith(" ")) {
        folded += letter;
        for (let unit = 0; unit < letter.length; unit++) starts.push(at);
      }
    }
    at += character.length;
  }
  starts.push(at);
  return { folded, starts };
}

let index = null;
let matches = [];
let match = -1;

function build() {
  index = segments.map((segment) => {
    const text = segment.querySelector(".text");
    return { segment, text, id: segment.querySelector(".id").textContent.toLowerCase(), ...fold(text.textContent) };
  });
}

function search(query) {
  index ?? build();
  const wanted = fold(query.trim()).folded.trim();
  const id = query.trim().toLowerCase();
  segments.forEach((segment) => segment.classList.remove("matched"));
  matches = [];
  match = -1;
  for (const entry of wanted || id ? index : []) {
    if (entry.id === id) {
      entry.segment.classList.add("matched");
      matches.push({ segment: entry.segment, range: null });
    }
    for (let at = wanted ? entry.folded.indexOf(wanted) : -1; at >= 0; at = entry.folded.indexOf(wanted, at + wanted.length)) {
      matches.push({ segment: entry.segment, range: rangeOf(entry, at, at + wanted.length) });
    }
  }
  highlight();
  if (matches.length) step(0);
  else say(wanted);
}

function rangeOf({ text, starts }, from, to) {
  const range = document.createRange();
  const end = starts.slice(to).find((start) => start > starts[to - 1]) ?? text.textContent.length;
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let passed = 0;
  let open = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const next = passed + node.data.length;
    if (!open && starts[from] < next) {
      range.setStart(node, starts[from] - passed);
      open = true;
    }
    if (open && end <= next) {
      range.setEnd(node, end - passed);
      return range;
    }
    passed = next;
  }
  range.setEnd(text, text.childNodes.length);
  return range;
}

function highlight() {
  if (!CSS.highlights) return matches.forEach(({ segment }) => segment.classList.add("matched"));
  const ranges = matches.filter(({ range }) => range).map(({ range }) => range);
  CSS.highlights.set("found", new Highlight(...ranges));
  const current = matches[match]?.range;
  const shown = new Highlight(...(current ? [current] : []));
  shown.priority = 1;
  CSS.highlights.set("here", shown);
}

function step(to) {
  if (!matches.length) return;
  match = (to + matches.length) % matches.length;
  go(matches[match].segment, { focus: false });
  if (matchMedia("(max-width: 56rem)").matches) view("text");
  highlight();
  say(true);
}

function say(wanted) {
  const none = !matches.length;
  one("matches").classList.toggle("none", Boolean(wanted) && none);
  one("matches").textContent = !wanted ? "" : none ? "no match" : `${match + 1} of ${matches.length}`;
}

one("query").addEventListener("input", ({ target }) => search(target.value));
one("query").addEventListener("keydown", (event) => {
  if (event.key === "Enter") step(match + (event.shiftKey ? -1 : 1));
  else if (event.key === "Escape") {
    event.target.value = "";
    search("");
    here?.focus({ preventScroll: true });
  } else if (event.key === "ArrowDown") here?.focus({ preventScroll: true });
  else return;
  event.preventDefault();
  event.stopPropagation();
});
one("match-next").addEventListener("click", () => step(match + 1));
one("match-previous").addEventListener("click", () => step(match - 1));

// ----------------------------------------------------------------------------------------------------------- keys

function neighbour(step) {
  const shown = segments.filter((segment) => !segment.hidden);
  const at = shown.indexOf(here);
  go(shown[Math.min(Math.max(at + step, 0), shown.length - 1)]);
}
const openOrClose = (kind) => {
  const part = here?.querySelector(`details.${kind}`);
  if (part) part.open = !part.open;
};
const LETTERS = {
  "/": () => one("query").select() ?? one("query").focus(),
  "?": () => one("keys").showModal(),
  j: () => neighbour(1),
  k: () => neighbour(-1),
  n: () => walk(checked + 1),
  p: () => walk(Math.max(checked, 0) - 1),
  l: () => openOrClose("lines"),
  w: () => openOrClose("why"),
  b: () => one("boxes").click(),
  t: () => one("theme").click(),
};
one("help").addEventListener("click", () => one("keys").showModal());
one("keys-close").addEventListener("click", () => one("keys").close());

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || one("keys").open) return;
  const field = event.target.matches("input:not([type=checkbox])");
  const inside = event.target.matches("li.segment");
  if (event.key === "Escape" && !one("check").hidden) check(false);
  else if (inside && event.key === "ArrowDown") neighbour(1);
  else if (inside && event.key === "ArrowUp") neighbour(-1);
  else if (inside && event.key === "Home") go(segments.find((segment) => !segment.hidden));
  else if (inside && event.key === "End") go(segments.findLast((segment) => !segment.hidden));
  else if (inside && event.key === "Enter") goToPlace(event.target);
  else if (!field && one("keys-on").checked && LETTERS[event.key.toLowerCase()]) LETTERS[event.key.toLowerCase()]();
  else return;
  event.preventDefault();
});

follow();
if (here) for (const part of [here, ...all("summary", here)]) part.tabIndex = 0;
