// What the site does beyond plain HTML: color scheme, search, copy, edit links. Nothing of it is needed to read.
"use strict";

const root = document.documentElement;
const lang = root.lang;

for (const button of document.querySelectorAll("[data-theme-toggle]")) {
  button.addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* not kept */ }
  });
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) { button.hidden = true; continue; }
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    const words = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = words; }, 1500);
  });
}

// "Edit this entry" opens the entry's file at its line, which lines.json knows.
for (const link of document.querySelectorAll("a[data-entry]")) {
  const aim = async () => {
    if (link.hash) return;
    try {
      const site = new URL(document.querySelector("#search").dataset.index, location.href);
      const lines = await (await fetch(new URL("lines.json", site))).json();
      if (lines[link.dataset.entry]) link.hash = `L${lines[link.dataset.entry].line}`;
    } catch { /* the file opens at its head */ }
  };
  link.addEventListener("pointerenter", aim);
  link.addEventListener("focus", aim);
}

// --- search -----------------------------------------------------------------------------
const dialog = document.querySelector("#search");
const input = dialog.querySelector("input");
const note = dialog.querySelector(".search-note");
const list = dialog.querySelector("#search-results");
const MOST = { paper: 12, term: 5, page: 5 };
let index;

const CJK = /[\u3400-\u9fff\uf900-\ufaff]+/gu;

// Latin words as they are; Chinese as single characters and pairs, so that any part of a text is found.
function tokens(text) {
  const found = text.normalize("NFKC").toLowerCase().match(/[\u3400-\u9fff\uf900-\ufaff]+|(?:(?![\u3400-\u9fff\uf900-\ufaff])[\p{L}\p{N}])+/gu) || [];
  return found.flatMap((word) => {
    if (!CJK.test(word)) return [word];
    CJK.lastIndex = 0;
    const chars = [...word];
    return chars.length === 1 ? chars : chars.flatMap((char, n) => (n + 1 < chars.length ? [char, char + chars[n + 1]] : [char]));
  });
}

// A query asks for pairs only: single characters would find half the catalogue.
function queryTokens(text) {
  return tokens(text).filter((token, _, all) => !(CJK_ONE.test(token) && all.some((other) => other.length > 1 && other.includes(token))));
}
const CJK_ONE = /^[\u3400-\u9fff\uf900-\ufaff]$/u;

function load() {
  index ??= (async () => {
    const script = new Promise((done, failed) => {
      const tag = document.createElement("script");
      Object.assign(tag, { src: dialog.dataset.library, onload: done, onerror: failed });
      document.head.append(tag);
    });
    const [answer] = await Promise.all([fetch(dialog.dataset.index), script]);
    const data = await answer.json();
    const mini = new MiniSearch({
      idField: "i",
      fields: ["n", "t", "a", "d", "w", "x", "s"],
      storeFields: ["u", "h", "k", "n", "t", "v", "x"],
      stringifyField: (value) => (Array.isArray(value) ? value.join("\n") : value),
      tokenize: tokens,
      processTerm: (term) => term,
    });
    data.forEach((each, i) => { each.i = i; });
    mini.addAll(data.filter((each) => !each.h));
    setTimeout(() => { // sections a moment later: papers and terms need not wait for them
      mini.addAll(data.filter((each) => each.h));
      list.dataset.whole = "";
      find();
    });
    return mini;
  })();
  return index;
}

const own = (value) => (Array.isArray(value) ? value[lang === "zh" ? 1 : 0] || value.find(Boolean) : value);

function marked(text, words) {
  const span = document.createElement("span");
  const spots = words.filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const parts = spots.length ? text.split(new RegExp(`(${spots.join("|")})`, "iu")) : [text];
  parts.forEach((part, n) => {
    if (n % 2) {
      const mark = document.createElement("mark");
      mark.textContent = part;
      span.append(mark);
    } else span.append(part);
  });
  return span;
}

function shown(results, query) {
  const words = query.split(/\s+/);
  const links = () => [...list.querySelectorAll("a")];
  const at = links().indexOf(document.activeElement); // whoever walks the results keeps the place when they are drawn anew
  const href = links()[at]?.href;
  list.replaceChildren();
  list.dataset.query = query;
  for (const kind of new Set(results.map((each) => each.k))) { // the group of the best result first
    const some = results.filter((each) => each.k === kind).slice(0, MOST[kind]);
    if (!some.length) continue;
    const head = document.createElement("h2");
    head.textContent = dialog.dataset[kind];
    const ul = document.createElement("ul");
    for (const each of some) {
      const a = document.createElement("a");
      a.href = new URL(each.h ? `${each.u}#${own(each.h)}` : each.u, new URL(dialog.dataset.root, location.href));
      a.dataset.searchResult = "";
      const name = own(each.n);
      a.append(marked(name, words));
      const title = own(each.t);
      if (title && title !== name) {
        const small = marked(title, words);
        small.className = "title";
        a.append(small);
      }
      if (each.v) {
        const venue = document.createElement("span");
        venue.className = "quiet";
        venue.textContent = each.v;
        a.append(venue);
      }
      const li = document.createElement("li");
      li.append(a);
      ul.append(li);
    }
    list.append(head, ul);
  }
  if (at >= 0) (links().find((link) => link.href === href) ?? links()[at] ?? input).focus();
  note.textContent = results.length ? "" : dialog.dataset.none;
}

async function find() {
  const query = input.value.trim();
  if (!query) {
    list.replaceChildren();
    note.textContent = note.dataset.hint;
    return;
  }
  let mini;
  try { mini = await load(); } catch { note.textContent = dialog.dataset.failed; return; }
  if (query !== input.value.trim()) return;
  const options = {
    tokenize: queryTokens,
    boost: { n: 8, d: 8, t: 4, x: 4, a: 3, w: 2 },
    prefix: (term) => !CJK_ONE.test(term[0]),
    fuzzy: (term) => (/^[a-z]{4,}$/.test(term) ? 0.2 : false),
    boostDocument: (_, __, stored) => (stored.k === "paper" ? 1 : 1.2),
    combineWith: "AND",
  };
  let results = mini.search(query, options);
  if (!results.length) results = mini.search(query, { ...options, combineWith: "OR" });
  const plain = query.normalize("NFKC").toLowerCase();
  const exact = (each) => !each.h && (each.u.split("/")[1] === plain || [each.n, each.t, each.x].flat().some((name) => name?.toLowerCase() === plain));
  results.sort((a, b) => exact(b) - exact(a) || b.score - a.score);
  const seen = new Set(); // of a page's sections the best one
  shown(results.filter((each) => !seen.has(each.u) && seen.add(each.u)), query);
}

function open() {
  if (!dialog.open) dialog.showModal();
  input.select();
  load().catch(() => {});
}

for (const button of document.querySelectorAll("[data-search-open]")) {
  button.addEventListener("click", open);
}
input.addEventListener("input", find);
dialog.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault(); // Enter in the field goes to the first result
  list.querySelector("a")?.click();
});
dialog.addEventListener("click", (event) => {
  if (event.target === dialog || event.target.closest("[data-search-close]")) dialog.close();
});
document.addEventListener("keydown", (event) => {
  if (dialog.open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    (links[at] ?? (at < 0 ? input : null))?.focus();
    event.preventDefault();
  } else if (dialog.open && event.key === "Escape" && !event.isComposing) {
    event.preventDefault(); // a search field would only be emptied by it
    dialog.close();
  } else if (!dialog.open && ["/", "s", "f"].includes(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const typing = /^(input|textarea|select)$/i.test(event.target.tagName) || event.target.isContentEditable;
    if (typing && !dialog.contains(event.target)) return; // the closed dialog keeps the focus for a moment
    event.preventDefault();
    open();
  }
});
const asked = new URLSearchParams(location.search).get("q");
if (asked) {
  open();
  input.value = asked;
  find();
}
