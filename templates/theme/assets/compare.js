// Choosing methods on any page, and compare/, which shows them side by side. Nothing of it is needed to read.
"use strict";

(() => {
  const MOST = 6;
  const KEY = "compare";
  const bar = document.querySelector("#compare-bar");
  const area = document.querySelector("[data-compare-page]");

  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");

  // --- the choice, kept for this tab ------------------------------------------------------
  let choice = []; // where the browser keeps nothing

  function chosen() {
    try {
      const found = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
      choice = found.filter((id) => /^[a-z0-9-]+$/.test(id)).slice(0, MOST);
    } catch { /* as it was */ }
    return choice;
  }

  function choose(ids) {
    choice = ids.slice(0, MOST);
    try { sessionStorage.setItem(KEY, JSON.stringify(choice)); } catch { /* for this page only */ }
  }

  const toggled = (ids, id) => (ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id]);

  // --- buttons and the bar, on every page -------------------------------------------------
  const buttons = document.querySelectorAll("button[data-compare]");

  function showChoice(said = "") {
    const ids = chosen();
    for (const button of buttons) button.setAttribute("aria-pressed", ids.includes(button.dataset.compare));
    bar.hidden = Boolean(area) || !ids.length;
    bar.querySelector("p").textContent = said || fill(bar.dataset.count, { n: ids.length, most: MOST });
    const link = bar.querySelector("a");
    link.search = `?m=${ids.join(",")}`;
  }

  for (const button of buttons) {
    button.setAttribute("aria-label", `${button.textContent} ${button.dataset.name}`);
    button.addEventListener("click", () => {
      const ids = toggled(chosen(), button.dataset.compare);
      if (ids.length > MOST) {
        showChoice(fill(bar.dataset.full, { most: MOST }));
        return;
      }
      choose(ids);
      showChoice();
    });
  }
  bar.querySelector("button").addEventListener("click", () => {
    choose([]);
    showChoice();
    document.querySelector("#content").focus();
  });
  window.addEventListener("pageshow", () => showChoice()); // also when "back" brings the page from memory
  showChoice();
  if (!area) return;

  // --- compare/ ---------------------------------------------------------------------------
  const status = document.querySelector("[data-compare-status]");
  const filter = area.querySelector("#compare-filter");
  const list = area.querySelector("[data-compare-list]");
  const chips = area.querySelector("[data-compare-chosen]");
  const copies = area.querySelector("[data-compare-copies]");
  const place = area.querySelector("[data-compare-table]");
  const title = document.title;
  let data;
  let methods; // id → method
  let shown = []; // the ids on the page, in the order of the columns

  const t = (key, values = {}) => fill(data.words[key], values);
  const page = (path) => new URL(path, new URL(bar.dataset.root, location.href)).href;

  function el(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== "") made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  }

  const inAddress = () =>
    [...new Set((new URLSearchParams(location.search).get("m") ?? "").split(","))].filter((id) => methods.has(id)).slice(0, MOST);

  // --- what is shown: tables as data. A cell is a list of pieces {t, href, lang, best} and what joins them.
  const cell = (pieces, join = t("list_comma")) => ({ pieces: pieces.filter((piece) => piece.t), join });
  const plain = (words) => cell([{ t: words ?? "" }]);
  const textOf = ({ pieces, join }) => pieces.map((piece) => piece.t).join(join);

  function prose(words) {
    const [lang, text] = Array.isArray(words) ? words : [undefined, words ?? ""];
    const pieces = [];
    let at = 0;
    for (const found of text.matchAll(/\{([a-z0-9/-]+)(?:\|([^{}]+))?\}/g)) {
      const [id, said] = [found[1], found[2]];
      const [name, path] = methods.has(id) ? [methods.get(id).n, `papers/${id}/`] : data.names[id] ?? [];
      if (!name) continue;
      pieces.push({ t: text.slice(at, found.index), lang }, { t: said ?? name, href: page(path) });
      at = found.index + found[0].length;
    }
    return cell([...pieces, { t: text.slice(at), lang }], "");
  }

  function link(method, n) {
    const found = method.l?.[n] ?? 0;
    if (found === 0) return plain(t("state_unknown"));
    if (found === 1) return plain(t("state_no", { day: method.c }));
    const [url, day] = Array.isArray(found) ? found : [found];
    return cell([{ t: day ? t("state_announced", { day }) : t("compare_yes"), href: /^https?:/i.test(url) ? url : undefined }]);
  }

  function terms(group, ids = []) {
    return cell(ids.map((id) => ({ t: data.terms[group][id], href: page(`${group}/${id}/`) })));
  }

  const sizes = (method) =>
    cell((method.p ?? []).map(([variant, size]) => ({ t: variant ? `${size} (${variant})` : size })));

  function facts(some) {
    const row = (head, of) => ({ head, cells: some.map(of) });
    const rows = [
      row(t("compare_title_row"), (m) => cell([{ t: m.t ?? m.n, lang: "en" }])),
      row(t("fact_venue"), (m) => plain(m.v)),
      row(t("fact_scope"), (m) => plain(data.scopes[m.s] ?? "")),
      row(t("fact_tasks"), (m) => terms("tasks", m.k)),
      row(t("fact_domains"), (m) => terms("domains", m.d)),
      row(t("fact_techniques"), (m) => terms("techniques", m.h)),
      row(t("compare_params"), sizes),
      row(t("architecture"), (m) => prose(m.a)),
      row(t("adaptation"), (m) => prose(m.b)),
    ].filter((each) => each.cells.some(textOf));
    const links = data.links.map((kind, n) => row(t(`link_${kind}`), (m) => link(m, n)));
    return {
      title: t("compare_about"),
      prose: true,
      heads: some.map((method) => ({ method, variant: "" })),
      groups: [{ rows }, { title: t("availability"), rows: links }],
    };
  }

  // --- results: one section for each benchmark and setting
  const number = (score) => (score && score !== "-" ? Number(score) : undefined);

  function column([at, variant = "", own = 0, rank = 0, average = "", values = [], size = "", marks = "", way = 0]) {
    return { method: data.methods[at], variant, own, rank, average, values, size, marks, way };
  }

  const methodsOf = (columns) => new Set(columns.map((each) => each.method)).size;

  function section(benchmark, [setting, ranked, rows, differences = []], some) {
    const all = rows.map(column).filter((each) => some.includes(each.method));
    all.sort((a, b) => some.indexOf(a.method) - some.indexOf(b.method) || a.variant.localeCompare(b.variant, "en"));
    const metrics = benchmark.metrics.map((id) => data.metrics[id]);
    const labels = [t("compare_average"), ...benchmark.columns];
    const scores = labels.map((head, n) => scoreRow(head, metrics, all, (each) => (n ? each.values[n - 1] : each.average), !n));
    const found = scores.filter((row) => row.cells.some(textOf));
    const count = methodsOf(all);
    return { benchmark, setting, ranked, metrics, columns: all, differences, scores: found, count, whole: count === some.length };
  }

  function scoreRow(head, metrics, columns, of, average) {
    const printed = columns.map((each) => (of(each) || "").split("/"));
    const barred = (at, n) => /[fa]/.test(columns[at].marks) || (n > 0 && columns[at].marks.includes(n));
    const able = (n) => printed.filter((_, at) => !barred(at, n)).map((each) => number(each[n])).filter((v) => v !== undefined);
    const best = metrics.map((metric, n) => bestOf(able(n), metric.better));
    const cells = printed.map((each, at) =>
      cell(each.map((score, n) => ({ t: score, best: number(score) === best[n] && !barred(at, n) })), " / "));
    const first = able(0);
    const having = columns.filter((_, at) => number(printed[at][0]) !== undefined);
    const whole = methodsOf(having) === methodsOf(columns);
    return { head, metrics, cells, average, whole, by: whole && first.length > 1 ? Math.max(...first) - Math.min(...first) : 0 };
  }

  // The best of several values; nothing where there is no choice.
  function bestOf(values, better) {
    if (new Set(values).size < 2) return NaN;
    return better === "lower" ? Math.min(...values) : Math.max(...values);
  }

  const widest = ({ scores }) => scores.reduce((a, b) => (b.by > a.by ? b : a), { by: 0 });

  function sections(some) {
    const found = data.benchmarks.flatMap((each) => each.boards.map((board) => section(each, board, some)));
    const order = Object.keys(data.metrics);
    const metric = (each) => order.indexOf(each.benchmark.metrics[0]);
    const differ = (each) => widest(each).by; // only numbers of one metric can be put in order
    return found.filter((each) => each.count)
      .sort((a, b) => b.count - a.count || (differ(b) > 0) - (differ(a) > 0) || metric(a) - metric(b) || differ(b) - differ(a));
  }

  function results(each) {
    const { benchmark, setting, columns, scores, metrics } = each;
    const row = (head, of) => ({ head, cells: columns.map((one) => plain(of(one))) });
    const rows = scores.filter((one) => one.whole).sort((a, b) => Boolean(b.average) - Boolean(a.average) || b.by - a.by);
    const words = { p: "compare_printed", f: "compare_finding", a: "compare_apart", d: "compare_sources_differ" };
    const about = [
      row(t("compare_rank"), (one) => (one.rank ? t("compare_of", { n: one.rank, all: each.ranked }) : "")),
      row(t("compare_params"), (one) => one.size),
      row(t("compare_kind"), (one) => t(one.own ? "compare_own" : "compare_cited")),
      row(t("compare_remarks"), (one) => [...one.marks].filter((mark) => words[mark]).map((mark) => t(words[mark])).join(t("list_comma"))),
    ].filter((one) => one.cells.some(textOf));
    const partial = scores.filter((one) => !one.whole);
    return {
      title: [benchmark.name, setting].filter(Boolean).join(" · "),
      path: `benchmarks/${benchmark.id}/`,
      notes: notes(each, metrics),
      heads: columns,
      part: [benchmark.name, setting],
      groups: [{ rows }, ...(partial.length ? [{ title: t("compare_some"), rows: partial }] : []), { rows: about }],
    };
  }

  // Whether the rows may be compared, and of the ways in which they came about which two differ and how.
  function verdict({ columns, differences, scores, metrics }) {
    const met = scores.some(({ cells }) => methodsOf(columns.filter((_, at) => textOf(cells[at]))) > 1);
    if (!met) return [t("compare_may_none"), []];
    const of = (way) => columns.filter((each) => each.way === way);
    const name = ({ method, variant }) => (variant.startsWith(method.n) ? variant : [method.n, variant].filter(Boolean).join(" "));
    const names = (way) => of(way).map(name).join(t("list_comma"));
    const worst = (found) => ["no", "unknown", "note"].find((answer) => found.some((each) => each[2] === answer)) ?? "yes";
    const found = differences.filter(([a, b]) => of(a).length && of(b).length && methodsOf([...of(a), ...of(b)]) > 1);
    const beside = (way) => found.filter(([a, b]) => a === 0 && b === way);
    const told = new Map();
    for (const each of found) {
      const [a, b, answer, words] = each;
      const known = a ? [...beside(a), ...beside(b)] : []; // how both differ from those that follow the protocol
      if (known.length && worst([...known, each]) === worst(known)) continue;
      const who = a && a !== b ? `${names(a)} – ${names(b)}` : names(b);
      told.set(words, [...(told.get(words) ?? []), who]);
    }
    const key = { no: "compare_may_not", unknown: "compare_may_unknown", note: "compare_may_noted", yes: "compare_may" }[worst(found)];
    return [t(key, { metric: metrics[0].name }), [...told].map(([words, who]) => `${who.join(t("list_comma"))}${t("colon")}${words}`)];
  }

  const metricName = ({ name, unit }) => (unit ? `${name} (${unit})` : name);

  function notes(each, metrics) {
    const ways = new Set(metrics.map((metric) => metric.better));
    const better = (metric) => t(`compare_better_${metric.better}`);
    const said = ways.size === 1
      ? `${metrics.map(metricName).join(" / ")}${t("aside", { words: better(metrics[0]) })}`
      : metrics.map((metric) => metricName(metric) + t("aside", { words: better(metric) })).join(" / ");
    const most = widest(each);
    const by = `${most.by.toFixed(each.benchmark.digits[0])} ${metrics[0].unit ?? ""}`.trim();
    return [said, most.by ? t("compare_differ", { by, row: most.head }) : ""];
  }

  // --- drawn
  function drawnPiece(piece) {
    const words = piece.href ? el("a", { href: piece.href }, piece.t) : piece.t;
    if (piece.best) return el("b", {}, words, el("span", { class: "only-read" }, ` (${t("compare_best")})`));
    return piece.lang && piece.lang !== document.documentElement.lang ? el("span", { lang: piece.lang }, words) : words;
  }

  function drawnCell(one, scores) {
    const made = el("td", { class: scores ? "number" : "" });
    one.pieces.forEach((piece, n) => made.append(n ? one.join : "", drawnPiece(piece)));
    if (!one.pieces.length) made.append(el("span", { "aria-hidden": "true" }, "–"), el("span", { class: "only-read" }, t("compare_absent")));
    return made;
  }

  function drawnHead({ method, variant }) {
    const name = el("a", { href: page(`papers/${method.id}/`) }, method.n);
    return el("th", { scope: "col" }, name, ...(variant ? [" ", el("small", {}, variant)] : []));
  }

  function drawnGroup(group, width) {
    const body = el("tbody", {});
    if (group.title) body.append(el("tr", {}, el("th", { scope: "rowgroup", colspan: width + 1, class: "part" }, el("span", {}, group.title))));
    for (const row of group.rows) {
      body.append(el("tr", {}, el("th", { scope: "row" }, row.head), ...row.cells.map((one) => drawnCell(one, row.metrics))));
    }
    return body;
  }

  function drawnTable(table) {
    const head = el("tr", {}, el("th", { scope: "col" }, t(table.path ? "compare_column" : "compare_fact")), ...table.heads.map(drawnHead));
    const groups = table.groups.filter((group) => group.rows.length).map((group) => drawnGroup(group, table.heads.length));
    const made = el("table", { class: `compared${table.prose ? " prose" : ""}` }, el("thead", {}, head), ...groups);
    return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": table.title }, made);
  }

  function drawnSection(each) {
    const table = results(each);
    const name = el("a", { href: page(table.path) }, each.benchmark.name);
    const notes = table.notes.filter(Boolean).map((words) => el("p", { class: "quiet" }, words));
    const [answer, why] = verdict(each);
    const list = why.length ? [el("ul", { class: "quiet" }, ...why.map((words) => el("li", {}, words)))] : [];
    const may = each.count > 1 ? [el("p", { class: "may" }, answer), ...list] : [];
    return [el("h3", {}, name, each.setting ? ` · ${each.setting}` : ""), ...may, ...notes, drawnTable(table)];
  }

  function draw() {
    const some = shown.map((id) => methods.get(id));
    copies.hidden = some.length < 2 || !navigator.clipboard;
    place.replaceChildren();
    if (some.length < 2) return;
    const found = sections(some);
    const shared = found.filter((each) => each.whole);
    const others = found.filter((each) => !each.whole && each.count > 1);
    const single = found.filter((each) => each.count === 1);
    place.append(el("h2", {}, t("compare_about")), drawnTable(facts(some)), el("h2", {}, t("compare_results")));
    if (!shared.length) place.append(el("p", {}, t(found.length ? "compare_shared_none" : "compare_results_none")));
    place.append(...shared.flatMap(drawnSection));
    if (others.length) place.append(el("h2", {}, t("compare_others")), ...others.flatMap(drawnSection));
    if (single.length) {
      const summary = el("summary", {}, t("compare_single", { n: single.length }));
      place.append(el("details", {}, summary, ...single.flatMap(drawnSection)));
    }
  }

  // --- the choice on this page
  function drawChips() {
    chips.replaceChildren(...shown.map((id) => {
      const name = methods.get(id).n;
      const button = el("button", { type: "button", "aria-label": t("compare_remove", { name }) }, "×");
      button.addEventListener("click", () => {
        const at = shown.indexOf(id);
        change(id);
        (chips.querySelectorAll("button")[at] ?? chips.querySelector("button:last-of-type") ?? filter).focus();
      });
      return el("li", { class: "tag" }, name, " ", button);
    }));
  }

  function show(said = "") {
    for (const box of list.querySelectorAll("input")) {
      box.checked = shown.includes(box.value);
      box.disabled = !box.checked && shown.length >= MOST;
    }
    const names = shown.map((id) => methods.get(id).n);
    document.title = names.length > 1 ? `${names.join(", ")} – ${title}` : title;
    const few = shown.length < 2 ? t("compare_few") : t("compare_count", { n: shown.length, most: MOST });
    status.textContent = [said, few].filter(Boolean).join(" ");
    drawChips();
    draw();
  }

  const address = (ids) => (ids.length ? `?m=${ids.join(",")}` : location.pathname);

  function change(id) {
    const said = t(shown.includes(id) ? "compare_removed" : "compare_added", { name: methods.get(id).n });
    shown = toggled(shown, id);
    choose(shown);
    history.pushState(null, "", address(shown));
    show(said);
  }

  function drawList() {
    const sorted = [...methods.values()].sort((a, b) => a.n.localeCompare(b.n, "en"));
    list.replaceChildren(...sorted.map((method) => {
      const box = el("input", { type: "checkbox", value: method.id });
      box.addEventListener("change", () => change(method.id));
      const made = el("li", {}, el("label", {}, box, el("span", {}, method.n, " ", el("span", { class: "quiet" }, method.v))));
      made.dataset.words = `${method.n} ${method.t ?? ""} ${method.v}`.toLowerCase();
      return made;
    }));
    filter.addEventListener("input", () => {
      const words = filter.value.toLowerCase().split(/\s+/);
      let some = 0;
      for (const item of list.children) {
        item.hidden = !words.every((word) => item.dataset.words.includes(word));
        some += !item.hidden;
      }
      status.textContent = some ? "" : t("compare_filter_none");
    });
  }

  // --- copied forms
  const compared = (some) => sections(some).filter((each) => each.count > 1); // one method's rows compare with nothing
  const tables = (some) => [facts(some), ...compared(some).map(results)];
  const name = ({ method, variant }) => (variant ? `${method.n} (${variant})` : method.n);
  const line = (words) => words.replace(/\s+/g, " ").trim();

  const inMarkdown = (words) => line(words).replace(/[\\`*_{}[\]<>#|~$&!@]/g, "\\$&");
  const markdownLink = (words, href) => `[${inMarkdown(words)}](${href.replace(/[()]/g, (sign) => (sign === "(" ? "%28" : "%29"))})`;

  function markdownPiece(piece) {
    const words = piece.href && !piece.href.startsWith(page("")) ? markdownLink(piece.t, piece.href) : inMarkdown(piece.t);
    const [, before, , after] = piece.t.match(/^(\s*)([^]*?)(\s*)$/); // spaces beside a link are kept
    return `${before && " "}${piece.best ? `**${words}**` : words}${after && " "}`;
  }

  function markdownTable(table) {
    const cells = (some) => `| ${some.join(" | ")} |`;
    const heads = table.heads.map((head) => markdownLink(name(head), page(`papers/${head.method.id}/`)));
    const rows = table.groups.filter((group) => group.rows.length).flatMap((group) => [
      ...(group.title ? [cells([`*${inMarkdown(group.title)}*`, ...heads.map(() => "")])] : []),
      ...group.rows.map((row) => cells([inMarkdown(row.head), ...row.cells.map((one) => one.pieces.map(markdownPiece).join(one.join))])),
    ]);
    const above = table.path ? markdownLink(table.title, page(table.path)) : inMarkdown(table.title);
    const notes = (table.notes ?? []).filter(Boolean).flatMap((words) => [inMarkdown(words), ""]);
    const first = cells([t(table.path ? "compare_column" : "compare_fact"), ...heads]);
    return [`### ${above}`, "", ...notes, first, cells(["---", ...heads.map(() => "---")]), ...rows].join("\n");
  }

  const markdown = (some) => [...tables(some).map(markdownTable), `<${location.href}>`].join("\n\n") + "\n";

  // A spreadsheet takes = + - @ at the head of a cell for a formula; numbers are left as they are.
  function inCsv(words) {
    const safe = /^[\t\r\n]|^\s*[=+\-@＝＋－＠]/.test(words) && !/^[+-]?\d+(\.\d+)?$/.test(words) ? `'${words}` : words;
    return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  }

  function csv(some) {
    const all = tables(some);
    const names = some.flatMap((method) => [
      ...new Set([method.n, ...all.flatMap((table) => table.heads.filter((head) => head.method === method).map(name))]),
    ]);
    const head = ["part", "setting", "row", "metric"].map((key) => t(`compare_${key}`));
    const lines = all.flatMap((table) => {
      const at = table.heads.map((one) => names.indexOf(name(one)));
      const spread = (cells) => cells.reduce((row, words, n) => ((row[at[n]] = words), row), names.map(() => ""));
      const [part, setting = ""] = table.part ?? [table.title];
      return table.groups.flatMap((group) => group.rows.flatMap((row) => (row.metrics
        ? row.metrics.map((metric, n) => [part, setting, row.head, metric.name, ...spread(row.cells.map((one) => one.pieces[n]?.t ?? ""))])
        : [[part, setting, row.head, "", ...spread(row.cells.map(textOf))]])));
    });
    return [[...head, ...names], ...lines].map((cells) => `${cells.map((words) => inCsv(line(words))).join(",")}\r\n`).join("");
  }

  // LaTeX: methods as rows, as papers print them; only what pdflatex knows without further packages.
  const GREEK = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi o pi rho varsigma sigma tau upsilon phi chi psi omega".split(" ");
  const TEX = {
    "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "<": "\\textless{}", ">": "\\textgreater{}",
    "|": "\\textbar{}", '"': "''", "[": "{[}", "]": "{]}", "*": "{*}", "–": "--", "—": "---", "‘": "`", "’": "'", "“": "``", "”": "''",
    "×": "$\\times$", "±": "$\\pm$", "≤": "$\\leq$", "≥": "$\\geq$", "→": "$\\rightarrow$", "∞": "$\\infty$", "·": "$\\cdot$", "…": "\\ldots{}",
    "²": "\\textsuperscript{2}", "³": "\\textsuperscript{3}", "ø": "\\o{}", "Ø": "\\O{}", "ł": "\\l{}", "Ł": "\\L{}", "ß": "\\ss{}", "æ": "\\ae{}", "Æ": "\\AE{}",
    "Γ": "$\\Gamma$", "Δ": "$\\Delta$", "Θ": "$\\Theta$", "Λ": "$\\Lambda$", "Ξ": "$\\Xi$", "Π": "$\\Pi$", "Σ": "$\\Sigma$", "Φ": "$\\Phi$", "Ψ": "$\\Psi$", "Ω": "$\\Omega$",
  };
  // Heads are English on every site, so that pdflatex compiles them.
  const LATEX = {
    about: "Methods compared.", average: "Average", heads: ["Method", "Venue", "Params", "Code", "Weights"],
    yes: "yes", no: "no", announced: "announced", unknown: "not yet looked",
    signs: { p: "$^{\\dagger}$", f: "$^{\\ddagger}$", a: "$^{\\S}$" },
    words: { p: "mean as printed", f: "a finding was accepted on this row", a: "departs from the protocol of the others" },
  };
  const ACCENTS = { "\u0301": "\\'", "\u0300": "\\`", "\u0302": "\\^", "\u0308": '\\"', "\u0303": "\\~", "\u030c": "\\v", "\u0304": "\\=", "\u0307": "\\.", "\u030a": "\\r", "\u0327": "\\c", "\u030b": "\\H", "\u0306": "\\u" };

  function texCharacter(character) {
    if (TEX[character]) return TEX[character];
    if (/[#$%&_{}]/.test(character)) return `\\${character}`;
    if (/[ -~]/.test(character)) return character;
    const greek = GREEK[character.codePointAt(0) - 0x3b1];
    if (greek) return `$\\${greek}$`.replace("$\\o$", "o");
    const [base, accent] = character.normalize("NFD");
    return ACCENTS[accent] && /[a-z]/i.test(base) ? `${ACCENTS[accent]}{${base}}` : "?";
  }

  const inTex = (words) => [...line(words).normalize("NFC")].map(texCharacter).join("");

  function texTable(caption, heads, rows) {
    const cells = (some) => `${some.join(" & ")} \\\\`;
    return [
      "\\begin{table}", "\\centering", `\\caption{${caption}}`, `\\begin{tabular}{l${"c".repeat(heads.length - 1)}}`, "\\toprule",
      cells(heads), "\\midrule", ...rows.map(cells), "\\bottomrule", "\\end{tabular}", "\\end{table}",
    ].join("\n");
  }

  function texFacts(some) {
    const word = (found) => LATEX[found === 0 ? "unknown" : found === 1 ? "no" : Array.isArray(found) ? "announced" : "yes"];
    const has = (kind) => (method) => word(method.l?.[data.links.indexOf(kind)] ?? 0);
    const rows = some.map((m) => [m.n, m.v, m.p?.find(([variant]) => !variant)?.[1] ?? "", has("code")(m), has("weights")(m)].map(inTex));
    return texTable(LATEX.about, LATEX.heads, rows);
  }

  function texSection({ benchmark, setting, metrics, columns, scores }) {
    const by = [...scores.filter((row) => !row.average), ...scores.filter((row) => row.average)];
    const heads = by.map((row) => (row.average ? LATEX.average : inTex(row.head)));
    const score = (piece) => (piece.best ? `\\textbf{${piece.t}}` : piece.t);
    const marked = (column) => ["p", "f", "a"].filter((mark) => column.marks.includes(mark));
    const rows = columns.map((column, at) => [
      inTex(name(column)) + marked(column).map((mark) => LATEX.signs[mark]).join(""),
      inTex(column.size),
      ...by.map((row) => row.cells[at].pieces.map(score).join(" / ")),
    ]);
    const notes = ["p", "f", "a"].filter((mark) => columns.some((column) => column.marks.includes(mark)))
      .map((mark) => ` ${LATEX.signs[mark]} ${LATEX.words[mark]}.`);
    const title = [benchmark.en ?? benchmark.name, setting].filter(Boolean).join(", ");
    const caption = `${inTex(`${title}: ${metrics.map(metricName).join(" / ")}.`)}${notes.join("")}`;
    return texTable(caption, ["Method", "Params", ...heads], rows);
  }

  const latex = (some) =>
    [`% ${location.href}\n% \\usepackage{booktabs}`, texFacts(some), ...compared(some).map(texSection)].join("\n\n") + "\n";

  const FORMS = { markdown, csv, latex };

  for (const button of copies.querySelectorAll("[data-compare-copy]")) {
    button.addEventListener("click", async () => {
      const text = FORMS[button.dataset.compareCopy](shown.map((id) => methods.get(id)));
      try {
        await navigator.clipboard.writeText(text);
        status.textContent = t("compare_copied", { form: button.textContent });
      } catch {
        status.textContent = t("compare_copy_failed");
      }
    });
  }

  async function start() {
    try {
      const answer = await fetch(bar.dataset.index);
      data = await answer.json();
    } catch {
      status.textContent = area.dataset.failed;
      return;
    }
    methods = new Map(data.methods.map((method) => [method.id, method]));
    shown = inAddress();
    if (!shown.length && chosen().length) {
      shown = chosen().filter((id) => methods.has(id));
      history.replaceState(null, "", address(shown));
    }
    choose(shown);
    area.querySelector("details").open = shown.length < 2;
    area.hidden = false;
    drawList();
    show();
    window.addEventListener("popstate", () => {
      shown = inAddress();
      choose(shown);
      show();
    });
  }
  start();
})();
