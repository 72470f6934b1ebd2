// A board: sorted by any column, own rows only, one setting only; all of it stands in the address.
"use strict";

const boards = [...document.querySelectorAll("table[data-board]")];
const tools = document.querySelector("[data-board-tools]");
const order = new Map(boards.flatMap((table) => [...table.tBodies[0].rows].map((row, n) => [row, n])));
const ranks = new Map([...order.keys()].map((row) => [row, row.cells[0].textContent]));
const wanted = new URLSearchParams(location.search);

const words = ({ dataset, textContent }) => dataset.value ?? textContent.trim();

// Sorts a table by a column; rows without a value stand last, either way.
function sort(table, column, down) {
  const heads = [...table.tHead.rows[0].cells];
  for (const head of heads) head.removeAttribute("aria-sort");
  heads[column].setAttribute("aria-sort", down ? "descending" : "ascending");
  const numeric = heads[column].dataset.sort === "number";
  const value = (row) => (numeric ? parseFloat(words(row.cells[column])) : words(row.cells[column]));
  const missing = (it) => it === "" || Number.isNaN(it);
  const rows = [...table.tBodies[0].rows].sort((a, b) => order.get(a) - order.get(b)).map((row) => [value(row), row]);
  rows.sort(([a], [b]) => {
    if (missing(a) || missing(b)) return missing(a) - missing(b);
    const found = numeric ? a - b : a.localeCompare(b, document.documentElement.lang);
    return down ? -found : found;
  });
  table.tBodies[0].append(...rows.map(([, row]) => row));
}

// Shows the rows that are asked for and ranks them anew; rows that shared a rank share it still.
function filter(own, setting) {
  for (const table of boards) {
    const shown = [...table.tBodies[0].rows].filter((row) => {
      const other = setting && "setting" in row.dataset && (row.dataset.setting || "-") !== setting;
      row.hidden = other || (own && row.dataset.kind === "cited");
      return !row.hidden;
    });
    const able = shown.map((row) => Number(ranks.get(row))).filter(Boolean).sort((a, b) => a - b);
    for (const row of shown) row.cells[0].textContent = ranks.get(row) && able.indexOf(Number(ranks.get(row))) + 1;
  }
}

function keep(changes) {
  for (const [key, value] of Object.entries(changes)) {
    if (value) wanted.set(key, value);
    else wanted.delete(key);
  }
  const query = wanted.toString();
  history.replaceState(null, "", location.pathname + (query ? `?${query}` : "") + location.hash);
}

boards.forEach((table, place) => {
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    if (!head.dataset.sort) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.ariaSort ? head.ariaSort === "ascending" : head.dataset.sort === "number" && column > 0;
      sort(table, column, down);
      keep({ sort: `${place}.${column}${down ? "-" : ""}` });
    });
  });
});

if (tools) {
  const own = tools.querySelector("input[value=own]");
  const setting = tools.querySelector("select");
  own.checked = wanted.get("rows") === "own";
  if (setting && [...setting.options].some(({ value }) => value === wanted.get("setting"))) setting.value = wanted.get("setting");
  const apply = () => filter(own.checked, setting?.value ?? "");
  tools.addEventListener("change", () => {
    apply();
    keep({ rows: own.checked ? "own" : "", setting: setting?.value ?? "" });
  });
  apply();
}
const [, place, column, down] = /^(\d+)\.(\d+)(-?)$/.exec(wanted.get("sort") ?? "") ?? [];
if (boards[place]?.tHead.rows[0].cells[column]?.dataset.sort) sort(boards[place], Number(column), Boolean(down));
