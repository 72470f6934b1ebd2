"""add: twenty real papers from replies of the services, their place in the file, what is refused, questions and answers."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
import pytest
import yaml
from click.testing import CliRunner, Result

from papershelf import Reader, open_shelf
from papershelf.cli import main
from papershelf.cli.add import MAX_BIBTEX
from papershelf.format import formatted
from papershelf.model import Paper
from papershelf.source import read_registry
from tests.bilingual import replace
from tests.conftest import ROOT, Run, papershelf, without_scopes
from tests.service import ATOM, JSON, REPLIES, Service, serving

FORMS = jinja2.Environment(loader=jinja2.FileSystemLoader(REPLIES), trim_blocks=True, lstrip_blocks=True)

# Twenty papers of papers.yaml, and what beside scope, terms and links a person must settle about each.
ARXIV: dict[str, tuple[str, ...]] = {
    "ddtnet": (),
    "dvanet": (),
    "opera": (),
    "foundir-v2": (),
    "restorevar": (),
    "unires": (),
    "mp-hsir": (),
    "orochi": (),
    "unirestore": (),
    "awracle": (),
    "cotir": ("method=CoTIR",),
    "rajagopalan2026pretrained": (),
    "tat": (),
}
CROSSREF: dict[str, tuple[str, ...]] = {
    "cui2026focal": (),
    "adfnet": ("method=ADFNet", "arxiv=2211.12051"),
    "ramir": (),
    "ipt-ilr": ("method=IPT-ILR",),
    "cui2024omnikernel": ("id=cui2024omnikernel",),
    "wgws-net": ("method=WGWS-Net",),
    "wang2023context": (),
}
SETTLED = ("kind", "scope", "tasks", "domains", "techniques")


@pytest.fixture(scope="module")
def shipped() -> Reader:
    """The shipped catalogue."""
    return open_shelf(ROOT)


@pytest.fixture(scope="module")
def blocks() -> dict[str, str]:
    """Id → the text of its entry in papers.yaml."""
    registry = read_registry((ROOT / "papers.yaml").read_text("utf-8"), "papers.yaml")
    return {block.id: block.text for block in registry.blocks}


@pytest.fixture
def shelf(tmp_path: Path, shipped: Reader, blocks: dict[str, str]) -> Path:
    """The shipped words with some of those papers of the registry that refer to no other, the twenty left out."""
    about = yaml.safe_load((ROOT / "catalogue.yaml").read_text("utf-8"))
    vocabulary = {k: about[k] for k in ("scopes", "tasks", "domains", "techniques", "venues")}
    head = {k: about[k] for k in ("title", "about", "languages", "repository", "site_url", "licence")}
    (tmp_path / "catalogue.yaml").write_text(yaml.safe_dump(head | vocabulary, allow_unicode=True), "utf-8")
    alone = [
        p.id
        for p in shipped
        if not (p.extends or p.results or p.cost or p.summary) and p.id not in {**ARXIV, **CROSSREF}
    ]
    stay = alone[::10]  # enough to have a place between, and soon read
    entries = "\n".join(blocks[id].rstrip() + "\n" for id in blocks if id in stay)
    (tmp_path / "papers.yaml").write_text("# The head stays.\npapers:\n" + entries, "utf-8")
    return tmp_path


class _Day(date):
    """A day that does not change while a test runs."""

    @classmethod
    def today(cls) -> _Day:
        return cls(2026, 2, 1)


@pytest.fixture(autouse=True)
def _fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papershelf.cli.add.date", _Day)


@pytest.fixture
def service() -> Iterator[Service]:
    """The services, on this machine."""
    with serving() as found:
        yield found


def arxiv_reply(paper: Paper, venue: str) -> bytes:
    """ArXiv's reply for a paper; its comment tells the venue where it is no preprint."""
    remark = "" if paper.venue == "arxiv" else f"Accepted to {venue} {paper.year}. 12 pages, 7 figures"
    title = paper.title.replace(" ", "\n  ", 5) if len(paper.title) > 60 else paper.title  # arXiv wraps long titles
    return FORMS.get_template("arxiv.xml.jinja").render(paper=paper, title=title, remark=remark).encode()


def crossref_reply(paper: Paper, full: str, kind: str) -> bytes:
    """Crossref's reply for a paper."""
    places = {"journal": [full], "conference": [f"{paper.year} {full} ({paper.venue.upper()})"]}[kind]
    authors = [dict(zip(("given", "family"), author.rsplit(" ", 1), strict=False)) for author in paper.authors]
    form = FORMS.get_template("crossref.json.jinja")
    told = {"journal": "journal-article", "conference": "proceedings-article"}[kind]
    return form.render(paper=paper, kind=told, authors=authors, places=places).encode()


def entry(folder: Path, id: str) -> dict[str, Any]:
    """The plain data of an entry in a folder."""
    registry = read_registry((folder / "papers.yaml").read_text("utf-8"), "papers.yaml")
    return next(block.data for block in registry.blocks if block.id == id)


def settings(paper: Paper, more: tuple[str, ...]) -> list[str]:
    """``--set`` for what a person settled about a reviewed paper."""
    told = [
        f"{name}={value if isinstance(value, str) else ','.join(value)}"
        for name in SETTLED
        if (value := getattr(paper, name)) or True
    ]
    told += [f"links.{kind}={link.url or 'none'}" for kind, link in paper.links if link and not link.empty]
    told += [f"checked={paper.checked}"] if paper.checked else []
    return [word for each in (*told, *more) for word in ("--set", each)]


@pytest.mark.parametrize("id", [*ARXIV, *CROSSREF])
def test_twenty_papers_equal_the_reviewed_ones(
    id: str, shipped: Reader, shelf: Path, service: Service, run: Run, blocks: dict[str, str]
) -> None:
    """From a reply and what a person settles comes the reviewed entry, valid, in its place, no other line touched."""
    paper, venue = shipped[id], shipped.catalogue.venues[shipped[id].venue]
    if id in ARXIV:
        words = f"https://arxiv.org/abs/{paper.arxiv}v1"
        service.sends("arxiv", paper.arxiv or "", arxiv_reply(paper, venue.name), ATOM)
    else:
        words = f"https://doi.org/{paper.doi}"
        service.sends("crossref", paper.doi or "", crossref_reply(paper, venue.full, venue.kind), JSON)
    before = (shelf / "papers.yaml").read_text("utf-8")
    more = ARXIV.get(id, ()) + CROSSREF.get(id, ())
    done = run(shelf, "add", words, "--yes", *settings(paper, more), env=service.env)
    assert done.exit_code == 0, done.output
    after = (shelf / "papers.yaml").read_text("utf-8")

    new = entry(shelf, id)
    assert new.pop("added") == "2026-02-01"
    made = Paper.model_validate(new)
    wanted = paper.model_copy(update={"results": (), "cost": (), "added": None})
    assert made == wanted

    place = re.compile(rf"^{re.escape('papers.yaml:')}(\d+): added {id}: ", re.M).search(done.output)
    assert place
    block = next(b for b in read_registry(after, "papers.yaml").blocks if b.id == id)
    assert block.place(("id",)).line == int(place.group(1))
    assert after.replace(block.text, "", 1).rstrip("\n") == before.rstrip("\n")
    assert formatted(after)[0] == after  # in canonical form and order, remarks included
    assert run(shelf, "check").exit_code == 0


def test_most_is_proposed_rightly(shipped: Reader, shelf: Path, service: Service, run: Run) -> None:
    """Without any --set, id, method, venue and year of the twenty are those reviewed, but where the title cannot tell."""
    right = tags = 0
    for id in (*ARXIV, *CROSSREF):
        paper, venue = shipped[id], shipped.catalogue.venues[shipped[id].venue]
        if id in ARXIV:
            service.sends("arxiv", paper.arxiv or "", arxiv_reply(paper, venue.name), ATOM)
        else:
            service.sends("crossref", paper.doi or "", crossref_reply(paper, venue.full, venue.kind), JSON)
        done = run(shelf, "add", (paper.arxiv if id in ARXIV else paper.doi) or "", "--dry-run", env=service.env)
        assert done.exit_code == 0, done.output
        shown = Paper.model_validate(read_registry(f"papers:\n{done.output}", "p").blocks[0].data)
        assert (shown.venue, shown.year, shown.title, shown.authors) == (
            paper.venue,
            paper.year,
            paper.title,
            paper.authors,
        )
        tags += set(shown.techniques) <= set(paper.techniques) and set(shown.domains) <= set(paper.domains)
        right += (shown.id, shown.method) == (paper.id, paper.method)
    assert (right >= 16, tags >= 19) == (True, True)


def test_proposals_are_marked_and_told(shelf: Path, service: Service, run: Run, shipped: Reader) -> None:
    """A proposed field carries a remark in the contributor's language; what is left to fill is told; format keeps both."""
    paper = shipped["ddtnet"]
    service.sends("arxiv", "2606.16298", arxiv_reply(paper, ""), ATOM)
    done = run(shelf, "add", "arXiv:2606.16298v2", env=service.env, lang="zh")
    assert done.exit_code == 0, done.output
    text = (shelf / "papers.yaml").read_text("utf-8")
    for line in (
        "- id: ddtnet  # 提议：取自方法名；合并后不再更改",
        "  scope: all-in-one  # 提议：取自标题",
        "  method: DDTNet  # 提议：取自标题",
        "  venue: arxiv  # 提议：未说明会议或期刊",
        "  domains: [adverse-weather]  # 提议：取自标题",
    ):
        assert line in text
    assert formatted(text)[0] == text
    assert "尚待填写：" in done.output
    assert "links.code" in done.output
    assert run(shelf, "check").exit_code == 0


# --- where it goes ----------------------------------------------------------------------------------------------------

ON_WORDS = "@article{x, title={On Words}, author={Lee, Ann}, year={2019}, journal={WHERE}, month={mar}}"
ICLR = "International Conference on Learning Representations"


@pytest.mark.parametrize(
    ("scope", "folder", "file"),
    [
        ("one-for-all", True, "papers.yaml"),
        ("general", True, "papers/2019.yaml"),
        ("unknown", True, "papers/2019.yaml"),
        ("general", False, "papers.yaml"),
    ],
)
def test_an_entry_goes_where_its_scope_says(scope: str, folder: bool, file: str, toy: Path, run: Run) -> None:
    """The heart into papers.yaml, any other into the file of its year where that folder is; and it says where."""
    if folder:
        (toy / "papers").mkdir()
    (toy / "x.bib").write_text(ON_WORDS.replace("WHERE", ICLR), "utf-8")
    words = ("--set", f"scope={scope}", "--set", "id=words", "--set", "venue=iclr")
    done = run(toy, "add", str(toy / "x.bib"), "--yes", *words)
    assert done.exit_code == 0, done.output
    assert re.search(rf"^{file}:\d+: added words: On Words$", done.output, re.M)
    text = (toy / file).read_text("utf-8")
    assert "- id: words" in text
    assert ("$schema=../schema/papers.schema.json" in text) == (file != "papers.yaml")
    assert run(toy, "check").exit_code == run(toy, "format", "--check").exit_code == 0


def test_the_year_is_that_in_which_it_became_public(toy: Path, service: Service, run: Run) -> None:
    """Of the arXiv id, not of the venue; no other line of a file that is there changes."""
    (toy / "papers").mkdir()
    before = "papers:\n# kept\n- {id: old, kind: method, scope: general, title: Old, venue: iclr, year: 2016}\n"
    (toy / "papers/2016.yaml").write_bytes(before.replace("\n", "\r\n").encode())
    (toy / "x.bib").write_text(
        ON_WORDS.replace("month={mar}", "eprint={1612.00001}, archiveprefix={arXiv}").replace("WHERE", ICLR), "utf-8"
    )
    done = run(
        toy, "add", str(toy / "x.bib"), "--yes", "--set", "scope=general", "--set", "id=w", "--set", "venue=iclr"
    )
    assert "papers/2016.yaml:" in done.output
    after = (toy / "papers/2016.yaml").read_bytes()
    assert after.endswith(before.partition("papers:\n")[2].replace("\n", "\r\n").encode())
    assert after.count(b"\n") == after.count(b"\r\n")


def test_a_catalogue_without_scopes_asks_for_none(toy: Path, run: Run) -> None:
    """The entry has no such field, and goes into papers.yaml."""
    without_scopes(toy)
    (toy / "papers").mkdir()
    (toy / "x.bib").write_text(ON_WORDS.replace("WHERE", ICLR), "utf-8")
    done = run(toy, "add", str(toy / "x.bib"), "--yes", "--set", "id=words", "--set", "venue=iclr")
    assert done.exit_code == 0, done.output
    assert "papers.yaml:" in done.output
    assert "scope" not in done.output
    assert "scope" not in (toy / "papers.yaml").read_text("utf-8")


def test_a_scope_must_be_told_where_unknown_is_none(toy: Path, run: Run) -> None:
    """Nothing is guessed; the sentence says what to settle."""
    replace(toy / "catalogue.yaml", "- {id: unknown, en: not known}\n", "")
    (toy / "x.bib").write_text(ON_WORDS.replace("WHERE", ICLR), "utf-8")
    done = run(toy, "add", str(toy / "x.bib"), "--yes", "--set", "venue=iclr")
    assert done.exit_code == 1
    assert "--set scope=" in done.output


# --- refusals ---------------------------------------------------------------------------------------------------------


def test_paper_that_is_there_is_named(toy: Path, service: Service, run: Run) -> None:
    """The same arXiv id is refused without asking anybody, naming entry and line; status 1."""
    before = (toy / "papers.yaml").read_bytes()
    done = run(toy, "add", "https://arxiv.org/pdf/1706.03762v5", env=service.env)
    assert done.exit_code == 1
    assert "already here: transformer (papers.yaml:22) has this arXiv id" in done.output
    done = run(toy, "add", "https://doi.org/10.18653/V1/n19-1423", env=service.env)
    assert "already here: bert (papers.yaml:3) has this DOI" in done.output
    assert service.asked == []
    assert (toy / "papers.yaml").read_bytes() == before


def test_title_that_is_there_is_named(toy: Path, run: Run, tmp_path: Path) -> None:
    """The same title in other spelling is the same paper."""
    (tmp_path / "x.bib").write_text("@misc{x, title={Attention is all you need!}, year=2017}", "utf-8")
    done = run(toy, "add", str(tmp_path / "x.bib"))
    assert done.exit_code == 1
    assert "already here: transformer (papers.yaml:22) has this title" in done.output


@pytest.mark.parametrize(
    "words",
    ["", "hello", "2306.1309", "2313.13090", "https://example.org/2306.13090", "10.1/x", "file:///etc/x", "https://[x"],
)
def test_other_words_are_wrong_use(words: str, toy: Path, run: Run) -> None:
    """What names no paper is status 2, with examples of what does."""
    done = run(toy, "add", words)
    assert done.exit_code == 2
    assert "2306.13090" in done.output


@pytest.mark.parametrize("setting", ["colour=red", "scope", "links.blog=x", "results=1"])
def test_unknown_field_is_wrong_use(setting: str, toy: Path, run: Run) -> None:
    """--set names a field of an entry that may be set."""
    done = run(toy, "add", "2306.13090", "--set", setting)
    assert done.exit_code == 2
    assert "FIELD=VALUE" in done.output


BIB = "@inproceedings{v, title={BLEURT: Learning Robust Metrics}, author={Sellam, Thibault and Das, Dipanjan}, year={2020}}"


@pytest.mark.parametrize(
    ("settings_", "told"),
    [
        ([], "does not tell venue"),
        (["venue=acl"], "acl"),
        (["venue=naacl", "year=MMXX"], "MMXX"),
        (["venue=naacl", "id=A B"], "A B"),
        (["venue=naacl", "tasks=translation"], "did you mean"),
        (["venue=naacl", "arxiv=1"], "1"),
        (["venue=naacl", "links.code=ftp://x"], "ftp://x"),
        (["venue=naacl", "id=bert"], "bert"),
    ],
)
def test_entry_that_would_not_pass_is_not_written(settings_: list[str], told: str, toy: Path, run: Run) -> None:
    """The new entry is checked before it is written; each fault is told with its remedy."""
    before = (toy / "papers.yaml").read_bytes()
    (toy / "x.bib").write_text(BIB, "utf-8")
    done = run(toy, "add", str(toy / "x.bib"), *(w for s in settings_ for w in ("--set", s)))
    assert done.exit_code == 1, done.output
    assert isinstance(done.exception, SystemExit)
    assert told in done.output
    assert "othing was written" in done.stderr
    assert done.stdout == ""
    assert (toy / "papers.yaml").read_bytes() == before


def test_broken_registry_is_mended_first(toy: Path, run: Run) -> None:
    """Where an entry cannot be read, the place of a new one is unknown: the report of check, and nothing written."""
    file = toy / "papers.yaml"
    file.write_text(file.read_text("utf-8").replace("year: 2017", "year: [2017"), "utf-8")
    (toy / "x.bib").write_text(BIB, "utf-8")
    done = run(toy, "add", str(toy / "x.bib"), "--set", "venue=naacl")
    assert done.exit_code == 1
    assert "open-bracket" in done.output
    assert "mend these first" in done.output


@pytest.mark.parametrize(
    "text", ["", "no bibtex", "@misc{a, title={x", "@misc{a, year=2020}", "@misc{a,title={A}}@misc{a,title={B}}"]
)
def test_broken_bibtex_is_one_sentence(text: str, toy: Path, run: Run) -> None:
    """No BibTeX, half an entry, no title, a key twice: told, nothing written."""
    before = (toy / "papers.yaml").read_bytes()
    (toy / "x.bib").write_text(text, "utf-8")
    done = run(toy, "add", str(toy / "x.bib"))
    assert done.exit_code == 1
    assert len(done.output.splitlines()) == 2
    assert (toy / "papers.yaml").read_bytes() == before


def test_bibtex_file_that_is_not_there_or_not_utf8(toy: Path, run: Run) -> None:
    """The file's fault is told."""
    assert "nothing was written" in run(toy, "add", "absent.bib").output
    (toy / "x.bib").write_bytes("@misc{x, title={题目}}".encode("gbk"))
    done = run(toy, "add", str(toy / "x.bib"))
    assert done.exit_code == 1
    assert "UTF-8" in done.output


def test_file_that_cannot_be_read_or_written(toy: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder in the place of a file, and a full disk: one sentence, no traceback."""
    (toy / "x.bib").mkdir()
    assert "x.bib:1:1: the file cannot be read" in run(toy, "add", str(toy / "x.bib")).output
    (toy / "y.bib").write_text(BIB, "utf-8")

    def full(file: Path, text: str) -> bool:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("papershelf.shelf.replace", full)
    done = run(toy, "add", str(toy / "y.bib"), "--set", "venue=naacl")
    assert done.exit_code == 1
    assert "papers.yaml cannot be written (No space left on device)" in done.output


# --- the file ---------------------------------------------------------------------------------------------------------

TWO = """@inproceedings{a, title={ELMo: Deep Contextualized Word Representations},
  author={Peters, Matthew E. and Neumann, Mark and others}, booktitle={NAACL 2018}, year=2018,
  eprint={1802.05365}, archivePrefix={arXiv}}
@inproceedings{b, title={Attention is all you need}, year=2017}
@article{c, title={On the {Convergence} of {Adam}}, author={M{\\"u}ller, J{\\'e}r{\\^o}me}, journal={Proc. ICLR}, year=2018}"""


def typed(folder: Path, data: bytes) -> Result:
    """Add of what stands on standard input."""
    return CliRunner(env={"PAPERSHELF_LANG": "en"}).invoke(main, ["--root", str(folder), "add", "-"], input=data)


def test_bibtex_of_several_papers(toy: Path, run: Run) -> None:
    """From standard input each new paper is added and each known one named; status 1 where one was refused."""
    done = typed(toy, TWO.encode())
    assert done.exit_code == 1
    assert done.output.count("added ") == 2
    assert "already here: transformer" in done.output
    elmo, other = entry(toy, "elmo"), entry(toy, "muller2018convergence")
    assert elmo["authors"] == ["Matthew E. Peters", "Mark Neumann", "others"]
    assert (elmo["arxiv"], elmo["venue"], elmo["year"]) == ("1802.05365", "naacl", "2018")
    assert (other["title"], other["authors"], other["venue"]) == (
        "On the Convergence of Adam",
        ["Jérôme Müller"],
        "iclr",
    )
    assert run(toy, "check").exit_code == 0
    assert run(toy, "format", "--check").exit_code == 0


def test_a_paper_twice_in_one_file_is_added_once(toy: Path) -> None:
    """Also where an entry before it was refused."""
    known = "@misc{k, title={Attention Is All You Need}, author={Vaswani, Ashish}, year={2017}}"
    new = "@inproceedings{%s, title={Attention in Trees}, author={Lee, Ann}, booktitle={ICLR}, year={2018}}"
    done = typed(toy, "\n".join([known, new % "one", new % "two"]).encode())
    assert (done.exit_code, done.output.count("added ")) == (1, 1), done.output
    assert done.output.count("already here: ") == 2


@pytest.mark.parametrize("seconds", ["-0.5", "0", "121"])
def test_a_time_limit_is_more_than_none_and_at_most_two_minutes(seconds: str, toy: Path, run: Run) -> None:
    """Other numbers are wrong use."""
    done = run(toy, "add", "2306.13090", "--timeout", seconds)
    assert (done.exit_code, "--timeout" in done.output) == (2, True)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"@misc{a,\n title={\xff}}", "the BibTeX cannot be read at line 2"),
        (b" " * (MAX_BIBTEX + 1), "the BibTeX is longer than 1,048,576 bytes"),
        (b"", "there is no BibTeX entry"),
    ],
)
def test_standard_input_that_is_no_bibtex_is_one_sentence(data: bytes, told: str, toy: Path) -> None:
    """Wrong bytes, too many, none at all: why, and that nothing was written; status 1."""
    before = (toy / "papers.yaml").read_bytes()
    done = typed(toy, data)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(told)
    assert done.stderr.splitlines()[1:] == ["nothing was written"]
    assert (toy / "papers.yaml").read_bytes() == before


def test_a_service_that_knows_no_such_paper(toy: Path, service: Service, run: Run) -> None:
    """The service's refusal is told; status 1, nothing written."""
    before = (toy / "papers.yaml").read_bytes()
    done = run(toy, "add", "2306.13090", env=service.env)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "knows no such paper (status 404)" in done.stderr
    assert done.stderr.splitlines()[1:] == ["nothing was written"]
    assert (toy / "papers.yaml").read_bytes() == before


def test_a_dry_run_shows_the_entry_and_writes_nothing(toy: Path, run: Run) -> None:
    """The entry with its remarks, as it would stand in the file."""
    before = (toy / "papers.yaml").read_bytes()
    (toy / "x.bib").write_text(BIB, "utf-8")
    words = ("add", str(toy / "x.bib"), "--set", "venue=naacl")
    shown = run(toy, *words, "--dry-run")
    assert (shown.exit_code, (toy / "papers.yaml").read_bytes()) == (0, before)
    assert run(toy, *words).exit_code == 0
    assert shown.output.strip() in (toy / "papers.yaml").read_text("utf-8")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", [True, False])
def test_no_other_byte_changes(end: str, mark: str, last: bool, toy: Path, run: Run) -> None:
    """Line ends, byte order mark, comments and a missing last line end stay; the new lines end as the others do."""
    file = toy / "papers.yaml"
    text = mark + file.read_text("utf-8").rstrip("\n").replace("\n", end) + (end if last else "")
    file.write_bytes(text.encode())
    bib = BIB.replace("2020", "2010") if last else BIB
    (toy / "x.bib").write_text(bib, "utf-8")
    done = run(toy, "add", str(toy / "x.bib"), "--set", "venue=naacl")
    assert done.exit_code == 0, done.output
    after = file.read_bytes().decode()
    assert after.count("\r\n") == (after.count("\n") if end == "\r\n" else 0)
    start = after.index("- id: bleurt")
    begin = start - (len(end) if last else 0)  # the empty line before the last entry
    stop = after.find("- id: ", start + 1)
    rest = after[:begin] + (after[stop:] if stop > 0 else "")
    assert rest.rstrip() == text.rstrip()


def test_first_paper_of_an_empty_registry(toy: Path, run: Run) -> None:
    """papers: [] takes its first entry."""
    (toy / "papers.yaml").write_text("papers: []\n", "utf-8")
    about = toy / "catalogue.yaml"
    about.write_text(
        about.read_text("utf-8").replace(
            "sources:\n- {id: attention-paper, paper: transformer", "sources:\n- {id: attention-paper"
        ),
        "utf-8",
    )
    (toy / "x.bib").write_text(BIB, "utf-8")
    assert run(toy, "add", str(toy / "x.bib"), "--set", "venue=naacl").exit_code == 0
    assert (toy / "papers.yaml").read_text("utf-8").startswith("papers:\n- id: bleurt")


# --- on a terminal ----------------------------------------------------------------------------------------------------


def test_asks_on_a_terminal(toy: Path) -> None:
    """Each proposal is asked for; Enter takes it, a word that is not in the catalogue is asked again, - leaves out."""
    pty = pytest.importorskip("pty")  # Windows has none
    (toy / "x.bib").write_text(BIB, "utf-8")
    answers = [
        "method",
        "general",
        "BLEURT-20",
        "nacl",
        "naacl",
        "",
        "machine-translation",
        "-",
        "pre-training",
        "none",
        "",
    ]
    arguments, settings_ = papershelf(toy, "add", "x.bib")
    begun = date.today()
    leader, follower = pty.openpty()
    with subprocess.Popen(arguments, **{**settings_, "stdin": follower}) as process:
        os.write(leader, ("\n".join(answers) + "\n").encode())
        output = process.communicate(timeout=60)[0].decode()
    os.close(leader)
    os.close(follower)
    assert process.returncode == 0, output
    assert "did you mean 'naacl'?" in output
    made = entry(toy, "bleurt-20")
    assert made["links"] == {"code": "none"}
    assert made["checked"] in {begun.isoformat(), date.today().isoformat()}  # the command has a clock of its own
    assert (made["scope"], made["tasks"], made["techniques"]) == ("general", ["machine-translation"], ["pre-training"])
    assert "domains" not in made
    text = (toy / "papers.yaml").read_text("utf-8").split("- id: bleurt-20")[1].split("\n\n")[0]
    assert "# proposed" not in text  # what a person confirmed is no proposal any more


def test_what_check_says_of_the_new_entry_is_told(toy: Path, run: Run) -> None:
    """Prose that names the new method without a link is told after the entry was written."""
    file = toy / "papers.yaml"
    file.write_text(
        file.read_text("utf-8").replace("fill in masked words,", "fill in masked words like BLEURT,"), "utf-8"
    )
    assert run(toy, "check").exit_code == 0
    (toy / "x.bib").write_text(BIB, "utf-8")
    done = run(toy, "add", str(toy / "x.bib"), "--set", "venue=naacl")
    assert done.exit_code == 0, done.output
    assert "check has more to say now:" in done.output
    assert "unlinked-name  bert" in done.output


# --- replies ----------------------------------------------------------------------------------------------------------


def test_verbatim_reply_becomes_an_entry(toy: Path, service: Service, run: Run) -> None:
    """An old arXiv id with a slash, end to end."""
    about = toy / "catalogue.yaml"
    more = "venues:\n- {id: arxiv, name: arXiv, full: arXiv.org e-Print archive, kind: preprint}\n"
    about.write_text(about.read_text("utf-8").replace("venues:\n", more), "utf-8")
    service.sends("arxiv", "astro-ph/0601001", (REPLIES / "arxiv-astro-ph-0601001.xml").read_bytes(), ATOM)
    done = run(toy, "add", "https://arxiv.org/abs/astro-ph/0601001", env=service.env)
    assert done.exit_code == 0, done.output
    assert entry(toy, "gould2006frequency")["year"] == "2006"
    assert run(toy, "check").exit_code == 0
