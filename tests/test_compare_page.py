"""compare/: choosing, the address, and the three copied forms work."""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Page, expect

from papershelf import shelf
from tests.conftest import Built, call, serving
from tests.making import templates
from tests.numbers import HOSTILE, with_numbers

WORDS = templates().words
LANGUAGES = {"en": "", "zh": "zh/"}


@pytest.fixture(scope="module")
def numbers(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The shelf with numbers, built."""
    folder = with_numbers(tmp_path_factory.mktemp("compare") / "toy")
    status, said = call(folder, "build")
    assert status == 0, said
    return Built(folder, shelf.read(folder).catalogue)


@pytest.fixture(scope="module")
def address(numbers: Built) -> Iterator[str]:
    """Where that site is served."""
    with serving(numbers) as found:
        yield found


# --- the page ---------------------------------------------------------------------------

STUB = """Object.defineProperty(navigator, "clipboard", {value: {writeText: async (text) => { window.copied = text; }}});"""
ALL = "bert,transformer,adam"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose clipboard can be read back; no error may come up."""
    context = browser.new_context()
    context.set_default_timeout(8000)
    context.add_init_script(STUB)
    found = context.new_page()
    errors: list[str] = []
    found.on("console", lambda said: errors.append(said.text) if said.type in ("error", "warning") else None)
    found.on("pageerror", lambda error: errors.append(str(error)))
    yield found
    context.close()
    assert errors == []


def opened(page: Page, address: str, lang: str, ids: str) -> Page:
    """compare/ with these methods."""
    page.goto(f"{address}{LANGUAGES[lang]}compare/?m={ids}")
    page.locator("table.compared").first.wait_for()
    return page


def columns(page: Page) -> list[str]:
    """The methods of the first table, in their order."""
    return [words.strip() for words in page.locator("table.compared").first.locator("thead a").all_text_contents()]


def rows(page: Page, region: str) -> dict[str, list[str]]:
    """Row head → cells of the table in a region, in their order."""
    found = page.locator(f'[role="region"][aria-label="{region}"] tbody tr:has(td)')
    return {
        row.locator("th").inner_text(): [" ".join(cell.split()) for cell in row.locator("td").all_text_contents()]
        for row in found.all()
    }


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_methods_are_chosen_on_the_list(page: Page, address: str, lang: str) -> None:
    """Buttons of the list of papers add and remove a method; the bar counts and leads to compare/, by keys alone."""
    page.goto(f"{address}{LANGUAGES[lang]}papers/")
    bar = page.locator("#compare-bar")
    expect(bar).to_be_hidden()
    for id in ("bert", "transformer", "adam", "adam"):
        button = page.locator(f'button[data-compare="{id}"]')
        button.focus()
        page.keyboard.press("Enter")
    expect(page.locator('button[data-compare="bert"]')).to_have_attribute("aria-pressed", "true")
    expect(page.locator('button[data-compare="adam"]')).to_have_attribute("aria-pressed", "false")
    expect(bar.locator("p")).to_have_text(WORDS[lang]("compare_count", n=2, most=6))
    page.goto(f"{address}{LANGUAGES[lang]}papers/transformer/")
    expect(page.locator('button[data-compare="transformer"]')).to_have_attribute("aria-pressed", "true")
    bar.locator("a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/?m=bert,transformer")
    page.locator("table.compared").first.wait_for()
    assert columns(page) == ["BERT", "Transformer"]
    expect(bar).to_be_hidden()


@pytest.mark.browser
def test_at_most_six_and_clear(page: Page, served: str) -> None:
    """A seventh method is refused with a word; Clear takes all out."""
    page.goto(f"{served}papers/")
    buttons = page.locator("button[data-compare]")
    for n in range(7):
        buttons.nth(n).click()
    bar = page.locator("#compare-bar")
    expect(bar.locator("p")).to_have_text(WORDS["en"]("compare_full", most=6))
    expect(page.locator('button[data-compare][aria-pressed="true"]')).to_have_count(6)
    bar.locator("button").click()
    expect(bar).to_be_hidden()
    expect(page.locator('button[data-compare][aria-pressed="true"]')).to_have_count(0)


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_address_keeps_the_choice(page: Page, address: str, lang: str) -> None:
    """Choosing changes the address; back and forward go through the choices; an unknown id is left out."""
    page.goto(f"{address}{LANGUAGES[lang]}compare/?m=bert,no-such-method")
    page.locator("[data-compare-list] li").first.wait_for()
    expect(page.locator("[data-compare-status]")).to_have_text(WORDS[lang]("compare_few"))
    page.locator("#compare-filter").fill("attention")
    expect(page.locator("[data-compare-list] li:visible")).to_have_count(1)
    page.locator('[data-compare-list] input[value="transformer"]').check()
    page.wait_for_url("**/compare/?m=bert,transformer")
    assert columns(page) == ["BERT", "Transformer"]
    page.locator("#compare-filter").fill("")
    page.locator('[data-compare-list] input[value="adam"]').check()
    assert columns(page) == ["BERT", "Transformer", HOSTILE]
    page.go_back()
    page.wait_for_url("**/compare/?m=bert,transformer")
    assert columns(page) == ["BERT", "Transformer"]
    page.go_forward()
    page.wait_for_url(f"**/compare/?m={ALL}")
    assert columns(page) == ["BERT", "Transformer", HOSTILE]
    page.locator("[data-compare-chosen] button").first.click()
    page.wait_for_url("**/compare/?m=transformer,adam")
    expect(page.locator("[data-compare-chosen] button").first).to_be_focused()
    assert page.evaluate("sessionStorage.getItem('compare')") == '["transformer","adam"]'


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "scope", "own", "cited"), [("en", "all-in-one", "its authors", "another source"), ("zh", "一体化", "作者自报", "转引")])  # fmt: skip
def test_what_is_told_of_each_method(
    page: Page, served: str, built: Built, lang: str, scope: str, own: str, cited: str
) -> None:
    """There, announced and looked for with their days, not yet looked for; rank among all that rank; whose numbers."""
    ids = ["restoreagent", "pip", "m2ir", "promptir"]
    opened(page, served, lang, ",".join(ids))
    t = WORDS[lang]
    told = rows(page, t("compare_about"))
    papers = [built.catalogue.by_id[id] for id in ids]
    for kind in ("code", "weights", "demo"):
        wanted = []
        for paper in papers:
            link = getattr(paper.links, kind)
            if link is None:
                wanted.append(t("state_unknown"))
            elif link.url is None:
                wanted.append(t("state_no", day=paper.checked))
            else:
                wanted.append(t("state_announced", day=link.empty) if link.empty else t("compare_yes"))
        assert told[t(f"link_{kind}")] == wanted
        links = page.locator(f'table.compared tr:has(th:text-is("{t(f"link_{kind}")}")) td a')
        given = [getattr(paper.links, kind) for paper in papers]
        addresses = [link.get_attribute("href") for link in links.all()]
        assert addresses == [link.url for link in given if link and link.url]
    assert told[t("fact_scope")] == [scope] * len(ids)
    board = built.catalogue.boards["three-task"][0]
    shown = rows(page, board.benchmark.name.in_(lang))
    ranked = sorted((row for row in board.shown if row.paper.id in ids), key=lambda row: ids.index(row.paper.id))
    assert len({row.paper.id for row in ranked}) == len(ranked)
    assert shown[t("compare_rank")] == [t("compare_of", n=row.rank, all=board.ranked) for row in ranked]
    assert shown[t("compare_kind")] == [own if row.kind == "own" else cited for row in ranked]


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_link_to_pages_that_are_there(page: Page, served: str, built: Built, lang: str) -> None:
    """What a method's text names leads to that page, in the language."""
    opened(page, served, lang, "cpl,promptir")
    links = page.locator("table.compared.prose td a").evaluate_all("links => links.map(a => a.pathname)")
    root = urlsplit(served).path
    inside = [link.removeprefix(root) for link in links if link.startswith(root)]
    assert f"{LANGUAGES[lang]}papers/promptir/" in inside
    assert [link for link in inside if not (built.site / link / "index.html").is_file()] == []


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_shared_rows_first_and_settings_apart(page: Page, address: str, lang: str) -> None:
    """Rows in which the methods differ most come first, the best is told; a setting has a table of its own."""
    t = WORDS[lang]
    opened(page, address, lang, "bert,transformer")
    name = {"en": "Two sets", "zh": "两个数据集"}[lang]
    best = f" ({t('compare_best')})"
    one = rows(page, f"{name} · One")
    about = [t(f"compare_{key}") for key in ("rank", "params", "kind")]
    assert list(one) == [t("compare_average"), "Set_A 50%", "σ=25", *about]
    assert one["σ=25"] == ["28.00 / 0.100", f"28.50 / 0.090{best}", f"28.70{best} / -"]
    assert one["Set_A 50%"][:2] == [f"30.00 / 0.200{best}", f"34.10{best} / 0.210"]
    assert t("compare_absent") in one["Set_A 50%"][2]
    single = page.locator("[data-compare-table] details summary")
    expect(single).to_have_text(t("compare_single", n=1))
    single.click()
    many = rows(page, f"{name} · Many")
    assert many["Set_A 50%"] == ["39.00 / 0.010"]
    regions = page.locator('[role="region"]').evaluate_all("all => all.map(each => each.getAttribute('aria-label'))")
    assert regions == [t("compare_about"), f"{name} · One", "WMT 2014 English to German", f"{name} · Many"]
    assert rows(page, "WMT 2014 English to German")["newstest2014"] == ["27.30", "27.30"]  # a tie has no best


@pytest.mark.browser
def test_flagged_and_printed_rows_are_told(page: Page, address: str) -> None:
    """A row with an accepted finding is never best and has no rank; a mean that is only printed is called so."""
    opened(page, address, "en", ALL)
    assert rows(page, "Two sets · One")["Remarks"] == ["–not reported"] * 3 + ["mean as printed"]
    wmt = rows(page, "WMT 2014 English to German")
    assert wmt["newstest2014"] == ["27.30", "27.30", "101.00"]
    assert wmt["Remarks"][2] == "mean in doubt: not ranked"


@pytest.mark.browser
def test_two_that_depart_are_held_against_each_other(page: Page, served: str) -> None:
    """Where none of them follows the board, each is told beside the other."""
    opened(page, served, "en", "dcpt,instructir")
    head = page.locator("[data-compare-table] h3", has_text="Five tasks")
    assert head.first.locator("xpath=following-sibling::p[1]").first.text_content() == WORDS["en"]("compare_may_not")
    said = head.first.locator("xpath=following-sibling::*[2]/li").all_text_contents()
    names = "DCPT NAFNet, DCPT PromptIR, DCPT Restormer, DCPT SwinIR – InstructIR"
    assert [each for each in said if not each.startswith(names) or "cropped differently" not in each] == []
    assert len(said) > 0


@pytest.mark.browser
def test_nothing_is_said_of_rows_that_never_meet(page: Page, served: str) -> None:
    """Rows without a common column are told so; those of one method are not compared; no bold across SSIM windows."""
    t = WORDS["en"]
    opened(page, served, "en", "promptir,airnet")
    unseen = page.locator("h3", has_text="level not seen").locator("xpath=following-sibling::p[@class='may'][1]")
    assert unseen.text_content() == t("compare_may_none")
    opened(page, served, "en", "instructir,diffir")
    page.locator("details summary", has_text="only one").click()
    assert page.locator("details p.may").count() == 0
    opened(page, served, "en", "moce-ir,promptir")
    rain = page.locator("table.compared tr", has=page.locator("th", has_text="Rain100L")).first
    assert (rain.locator("td b").all_text_contents(), len(rain.locator("td").all())) == (["38.04 (best)"], 3)


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("chosen", "key", "told"),
    [
        ("promptir,adair", "compare_may", ()),
        ("moce-ir,promptir", "compare_may_noted", ("MoCE-IR", "SSIM", "σ = 1.5")),
        ("baryir,promptir", "compare_may_unknown", ("BaryIR (2026)", "16")),
        ("instructir,promptir", "compare_may_not", ("InstructIR w/o text",)),
    ],
)
def test_whether_rows_may_be_compared(
    page: Page, served: str, lang: str, chosen: str, key: str, told: tuple[str, ...]
) -> None:
    """Said above the table of each board that they share, with the reason; methods that depart are named."""
    opened(page, served, lang, chosen)
    head = page.locator("[data-compare-table] h3", has_text="Three tasks" if lang == "en" else "三任务")
    assert head.locator("xpath=following-sibling::p[@class='may'][1]").text_content() == WORDS[lang](key, metric="PSNR")
    words = head.locator("xpath=following-sibling::*[2][self::ul]").all_text_contents()
    assert len(words) == bool(told)
    assert [each for each in told if each not in "".join(words)] == []
    assert "InstructIR InstructIR" not in "".join(words)  # a variant that has the name has it once


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_narrow_screens_scroll_in_the_table_only(browser: Browser, address: str, lang: str) -> None:
    """At 360 px the page does not scroll sideways; the table does, inside a region that takes the focus."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = opened(context.new_page(), address, lang, ALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    region = page.locator('[role="region"]').first
    assert region.evaluate("e => e.scrollWidth > e.clientWidth")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('[role=region]').scrollLeft > 0")
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_javascript(browser: Browser, served: str, lang: str) -> None:
    """The page says what it does and leads to benchmarks and papers; no dead button is shown anywhere."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in ("compare/", "papers/", "papers/promptir/"):
        page.goto(f"{served}{LANGUAGES[lang]}{path}")
        assert page.locator("button:visible").count() == 0
    page.goto(f"{served}{LANGUAGES[lang]}compare/")
    main = page.locator("main")
    expect(main.locator("noscript p")).to_be_visible()
    expect(main).to_contain_text(WORDS[lang]("compare_intro"))
    for path in ("benchmarks/", "papers/"):
        assert main.locator(f'a[href$="{path}"]').is_visible()
    context.close()


# --- the copied forms -------------------------------------------------------------------


def copied(page: Page, form: str) -> str:
    """What a copy button puts on the clipboard."""
    page.evaluate("window.copied = undefined")
    page.locator(f'[data-compare-copy="{form}"]').click()
    page.wait_for_function("window.copied !== undefined")
    return str(page.evaluate("window.copied"))


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_copied_markdown_is_tables(page: Page, address: str, lang: str) -> None:
    """Each table has as many cells in a row as in its head; names come through as text; the best is strong."""
    text = copied(opened(page, address, lang, ALL), "markdown")
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    counts: list[list[int]] = []
    for token in tokens:
        if token.type == "table_open":
            counts.append([])
        elif token.type == "tr_open":
            counts[-1].append(0)
        elif token.type in ("th_open", "td_open"):
            counts[-1][-1] += 1
    assert [set(each) for each in counts] == [{4}, {5}, {4}]  # facts, Two sets, WMT; the other setting is one method's
    assert "39.00" not in text
    shown = [child.content for token in tokens for child in token.children or [] if child.type == "text"]
    assert HOSTILE in "".join(shown)
    assert not any(child.type == "html_inline" for token in tokens for child in token.children or [])
    assert "**34.10** / 0.210" in text
    assert f"{address}{LANGUAGES[lang]}compare/?m={ALL}" in text


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_copied_csv_is_safe_and_whole(page: Page, address: str, lang: str) -> None:
    """All lines are as long as the first; a number is a cell of its own; no cell can be taken for a formula."""
    t = WORDS[lang]
    head, *lines = csv.reader(io.StringIO(copied(opened(page, address, lang, ALL), "csv"), newline=""))
    assert head[4:] == ["BERT", "Transformer", "Transformer (big)", HOSTILE]
    assert {len(line) for line in lines} == {len(head)}
    found = {tuple(line[:4]): line[4:] for line in lines}
    name = {"en": "Two sets", "zh": "两个数据集"}[lang]
    assert found[name, "One", "Set_A 50%", "PSNR"] == ["30.00", "34.10", "", ""]
    assert found[name, "One", "σ=25", "LPIPS"] == ["0.100", "0.090", "'-", ""]
    assert found[name, "One", t("compare_params"), ""] == ["'=SUM(1)", "65M", "213M", ""]
    for line in lines:
        assert not any(cell and cell[0] in "=+-@\t\r" for cell in line)


DOCUMENT = "\\documentclass{article}\n\\usepackage{booktabs}\n\\begin{document}\n%s\\end{document}\n"


def compiled(text: str, folder: Path) -> str:
    """What pdflatex says of the text in a document; its errors fail the test."""
    (folder / "compare.tex").write_text(DOCUMENT.replace("%s", text), "utf-8")
    order = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "compare.tex"]
    done = subprocess.run(order, cwd=folder, capture_output=True, check=False)
    said = done.stdout.decode("utf-8", "replace")
    assert done.returncode == 0, said[-2000:]
    assert (folder / "compare.pdf").stat().st_size > 1000
    return said


@pytest.mark.browser
@pytest.mark.latex
@pytest.mark.parametrize("lang", LANGUAGES)
def test_copied_latex_compiles(page: Page, address: str, lang: str, tmp_path: Path) -> None:
    """The text compiles with booktabs alone, on both sites the same but for its address; methods are its rows."""
    text = copied(opened(page, address, lang, ALL), "latex")
    said = compiled(text, tmp_path)
    assert "Missing character" not in said
    assert text.isascii()
    assert text.count("\\toprule") == text.count("\\bottomrule") == 3
    assert "39.00" not in text
    assert "Method & Params & Set\\_A 50\\% & $\\sigma$=25 & Average \\\\" in text
    assert "BERT & =SUM(1) & 30.00 / \\textbf{0.200} & 28.00 / 0.100 & 29.00 / \\textbf{0.150} \\\\" in text
    assert "Transformer (big) & 213M &  & \\textbf{28.70} / - &  \\\\" in text


@pytest.mark.browser
@pytest.mark.latex
@pytest.mark.parametrize("lang", LANGUAGES)
def test_latex_of_every_shipped_method_compiles(
    page: Page, served: str, lang: str, built: Built, tmp_path: Path
) -> None:
    """Whatever names, variants and columns the catalogue has, six methods at a time."""
    papers = built.catalogue.comparable.values()
    ids = [paper.id for paper in sorted(papers, key=lambda paper: -len(paper.results))]
    special = [id for id in ids if not f"{built.catalogue.names[id]}".isascii()]
    wanted = list(dict.fromkeys([*ids[:12], *special]))
    texts = []
    for n in range(0, len(wanted), 6):
        texts.append(copied(opened(page, served, lang, ",".join(wanted[n : n + 6] + ids[:1])), "latex"))
    compiled("\n\\clearpage\n".join(texts), tmp_path)


@pytest.mark.browser
def test_the_forms_of_both_sites_agree(page: Page, address: str) -> None:
    """LaTeX is the same text on the Chinese site, its address left out."""
    one, other = (copied(opened(page, address, lang, ALL), "latex").split("\n", 1)[1] for lang in LANGUAGES)
    assert one == other
