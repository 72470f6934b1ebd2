// The papers list as an explorer: filters that combine, counts, sorting; the state stands in the URL.
"use strict";

const AT_ONCE = 60; // rows that a filter shows at once

for (const explorer of document.querySelectorAll("[data-explorer]")) {
  const form = explorer.querySelector("form");
  const bar = explorer.querySelector(".found-bar");
  const sort = bar.querySelector("select");
  const found = bar.querySelector("[data-found]");
  const body = explorer.querySelector("tbody");
  const none = explorer.querySelector(".none-found");
  const boxes = [...form.querySelectorAll("input[value]:not([name=q])")].map((box) => ({ box, facet: box.name, word: box.value, count: box.parentElement.querySelector("[data-count]") }));
  const papers = [...body.rows].map((row, place) => ({
    row,
    place,
    id: row.dataset.id,
    words: new Set(row.dataset.words.split(" ")),
    text: row.cells[0].textContent.toLowerCase(),
    name: row.querySelector(".name").textContent,
    venue: row.cells[1].textContent.trim(),
    boards: new Map((row.dataset.boards ?? "").trim().split(/\s+/).map((each) => each.split(":"))),
  }));

  let waiting;

  // The chosen words by facet, from the form.
  const chosen = () => {
    const facets = new Map();
    for (const { box, facet, word } of boxes) if (box.checked) facets.set(facet, [...(facets.get(facet) ?? []), word]);
    return facets;
  };
  const passes = (paper, facets, terms, except) => {
    for (const term of terms) if (!paper.text.includes(term)) return false;
    for (const [facet, words] of facets) if (facet !== except && !words.some((word) => paper.words.has(word))) return false;
    return true;
  };

  function show() {
    const facets = chosen();
    const terms = form.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    const later = []; // rows far below the fold come a moment after the answer
    for (const paper of papers) {
      const pass = passes(paper, facets, terms);
      count += pass;
      if (pass && paper.row.hidden && count > AT_ONCE) later.push(paper.row);
      else if (paper.row.hidden === pass) paper.row.hidden = !pass;
    }
    clearTimeout(waiting);
    body.dataset.busy = "";
    waiting = setTimeout(() => {
      for (const row of later) row.hidden = false;
      delete body.dataset.busy;
    });
    // What each option would give beside the other facets; one that would give none cannot be chosen.
    const left = new Map();
    for (const facet of new Set(boxes.map((each) => each.facet))) {
      const counts = new Map();
      for (const paper of papers) {
        if (passes(paper, facets, terms, facet)) for (const word of paper.words) counts.set(word, (counts.get(word) ?? 0) + 1);
      }
      left.set(facet, counts);
    }
    for (const { box, facet, word, count: shown } of boxes) {
      const number = left.get(facet).get(word) ?? 0;
      if (shown.textContent !== String(number)) shown.textContent = number;
      box.disabled = !number && !box.checked;
    }
    found.textContent = (count === 1 ? found.dataset.one : found.dataset.many).replace("{n}", count);
    none.hidden = count > 0;
  }

  function order() {
    const by = sort.value;
    const sign = sort.selectedOptions[0]?.dataset.better === "lower" ? 1 : -1;
    const value = {
      "": (paper) => paper.place,
      public: (paper) => -Number(paper.row.dataset.public.replace("-", "")),
      name: (paper) => paper.name,
      venue: (paper) => paper.venue,
      params: (paper) => Number(paper.row.dataset.params ?? Infinity),
    }[by] ?? ((paper) => (paper.boards.has(by) ? sign * Number(paper.boards.get(by)) : Infinity));
    const sorted = [...papers].sort((a, b) => {
      const [x, y] = [value(a), value(b)];
      return (typeof x === "string" ? x.localeCompare(y, document.documentElement.lang) : x - y || 0) || a.place - b.place;
    });
    body.append(...sorted.map((paper) => paper.row));
  }

  // The state in the URL: one parameter a facet, words parted by commas.
  function write(push) {
    const query = new URLSearchParams();
    for (const [facet, words] of chosen()) query.set(facet, words.map((word) => word.slice(facet.length + 1)).join(","));
    if (form.q.value.trim()) query.set("words", form.q.value.trim());
    if (sort.value) query.set("sort", sort.value);
    const url = `${location.pathname}${query.size ? `?${query.toString().replaceAll("%2C", ",")}` : ""}`;
    if (url !== location.pathname + location.search) history[push ? "pushState" : "replaceState"](null, "", url);
  }
  function read() {
    const query = new URLSearchParams(location.search);
    const wanted = new Set([...query].flatMap(([facet, words]) => words.split(",").map((word) => `${facet}:${word}`)));
    for (const { box, word } of boxes) {
      box.checked = wanted.has(word);
      if (box.checked) box.closest("details").open = true;
    }
    form.q.value = query.get("words") ?? "";
    sort.value = query.get("sort") ?? "";
    if (sort.selectedIndex < 0) sort.value = "";
    show();
    order();
  }

  form.addEventListener("change", (event) => { if (event.target.name !== "q") { show(); write(true); } });
  form.q.addEventListener("input", () => { show(); write(false); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { show(); write(true); }));
  // A chosen radio is let go by a second click.
  form.addEventListener("click", (event) => {
    const box = event.target;
    if (box.type !== "radio") return;
    if (box.dataset.was === "yes") { box.checked = false; box.dataset.was = ""; show(); write(true); return; }
    for (const other of form.querySelectorAll(`[name=${box.name}]`)) other.dataset.was = "";
    box.dataset.was = "yes";
  });
  sort.addEventListener("change", () => { order(); write(true); });
  addEventListener("popstate", read);

  const copy = bar.querySelector("[data-copy-bibtex]");
  if (!navigator.clipboard) copy.hidden = true;
  copy.addEventListener("click", async () => {
    const all = await (await fetch(new URL(copy.dataset.copyBibtex, location.href))).text();
    const shown = new Set([...body.rows].filter((row) => !row.hidden).map((row) => row.dataset.id));
    const entries = all.split(/\n(?=@)/).filter((entry) => shown.has(/^@\w+\{([^,\s]+)/.exec(entry)?.[1]));
    await navigator.clipboard.writeText(entries.join("\n"));
    const words = copy.textContent;
    copy.textContent = copy.dataset.copied;
    setTimeout(() => { copy.textContent = words; }, 1500);
  });
  read();
}
