"""links and refresh as commands: what they keep in state/, what they tell, what they leave alone."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import Result

from papershelf import shelf
from papershelf.model import state as robots
from papershelf.model.state import Repository
from papershelf.upkeep import addresses
from papershelf.upkeep.state import from_github, seen
from tests.conftest import Run
from tests.upkeep.test_preprints import crossref

TODAY = date.today()
BEFORE = TODAY - timedelta(days=7)


class Web(ThreadingHTTPServer):
    """Everything that the toy shelf leads to, GitHub's and Crossref's services included."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.says: dict[str, tuple[int, str, str]] = {}  # path → status, location, body
        self.asked: list[str] = []
        self.tokens: list[str | None] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answers(BaseHTTPRequestHandler):
    """Answers what the test laid down, else 200."""

    server: Web

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        self.server.asked.append(self.path)
        self.server.tokens.append(self.headers.get("Authorization"))
        status, location, body = self.server.says.get(path, (200, "", "{}"))
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body.encode())

    do_HEAD = do_GET  # noqa: N815 — http.server calls it so

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@pytest.fixture
def web() -> Iterator[Web]:
    """The web, on this machine."""
    with Web() as made:
        threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield made
        made.shutdown()


@pytest.fixture
def laid(toy: Path, web: Web) -> Path:
    """The toy shelf with every address on the test's server; ids that lead elsewhere are taken out."""
    for name in ("papers.yaml", "catalogue.yaml"):
        text = (toy / name).read_text("utf-8")
        for host in ("https://github.com", "https://arxiv.org", "https://example.org", "https://toy.example.org"):
            text = text.replace(host, web.url)
        lines = [line for line in text.split("\n") if not line.startswith(("  arxiv:", "  doi:"))]
        (toy / name).write_text("\n".join(lines), "utf-8")
    for page in (toy / "docs").rglob("*.md"):
        page.write_text("# Page\n\nNothing to see.\n", "utf-8")
    return toy


def look(run: Run, folder: Path, *words: str, env: dict[str, str] | None = None, lang: str = "en") -> Result:
    """A command with the switch of the tests, in no hurry to be polite."""
    name, *rest = words
    return run(folder, name, "--pause", "0", *rest, lang=lang, env={"PAPERSHELF_TEST_LOOPBACK": "1", **(env or {})})


def state(folder: Path, name: str) -> dict[str, Any]:
    """A file of state/."""
    found: dict[str, Any] = json.loads((folder / "state" / f"{name}.json").read_text("utf-8"))
    return found


# --- what is known of an address ----------------------------------------------------------------------


def test_dead_needs_two_days() -> None:
    """Twice on one day is once; a silence between two days changes nothing; an answer clears it."""
    first = seen(None, BEFORE, "gone", "404")
    assert not first.dead
    assert not seen(first, BEFORE, "gone", "404").dead
    silent = seen(first, BEFORE + timedelta(days=1), "unclear", "timeout")
    assert not silent.dead
    assert seen(silent, TODAY, "gone", "410").dead
    assert not seen(seen(first, BEFORE, "ok", "200"), TODAY, "gone", "404").dead


def test_dead_stays_dead_and_an_old_absence_is_forgotten() -> None:
    """A third day keeps the first; what was gone a year ago, unseen since, starts anew."""
    dead = seen(seen(None, BEFORE, "gone", "404"), TODAY, "gone", "404")
    later = seen(dead, TODAY + timedelta(days=7), "gone", "404")
    assert later.gone == (BEFORE, TODAY + timedelta(days=7))
    assert not seen(seen(None, TODAY - timedelta(days=365), "gone", "404"), TODAY, "gone", "404").dead


@pytest.mark.parametrize(
    "text",
    [
        "[",
        "[]",
        '{"a": 1}',
        '{"a": {"day": "soon", "stars": 1}}',
        '{"a": {"day": "2026-01-01", "stars": -1}}',
        "[" * 99999,
    ],
)
def test_damaged_state_is_a_problem_not_a_traceback(text: str, toy: Path, run: Run) -> None:
    """The rule bad-state tells it, in both languages, and the commands stop before they overwrite it."""
    file = toy / "state" / "repositories.json"
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    for lang in ("en", "zh"):
        done = run(toy, "check", lang=lang)
        assert (done.exit_code, "state/repositories.json:1:1: bad-state" in done.output) == (1, True)
    assert run(toy, "refresh").exit_code == 1
    assert file.read_text("utf-8") == text


# --- links --------------------------------------------------------------------------------------------


def test_links_tells_each_at_its_line_and_keeps_it(laid: Path, web: Web, run: Run) -> None:
    """A gone address is a warning on its first day; a moved one is told with its new place; state/ is dated."""
    web.says["/google-research/bert"] = (404, "", "")
    web.says["/abs/1706.03762"] = (301, f"{web.url}/abs/new", "")
    done = look(run, laid, "links")
    assert done.exit_code == 0
    line = 1 + (laid / "papers.yaml").read_text("utf-8").split("\n").index(
        f"  links: {{code: {web.url}/google-research/bert}}"
    )
    assert f"papers.yaml:{line}:17: warning: gone-link  bert: " in done.output
    assert "moved-link" in done.output
    assert f"write {web.url}/abs/new" in done.output
    assert "1 moved, 1 gone, 0 cannot tell" in done.output
    assert state(laid, "links")[f"{web.url}/google-research/bert"] == {
        "day": TODAY.isoformat(),
        "found": "gone",
        "why": "404",
        "gone": [TODAY.isoformat()],
    }


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_links_fails_for_what_was_gone_on_two_days(lang: str, laid: Path, web: Web, run: Run) -> None:
    """Dead is an error, status 1, with both days; refusals and faults are never told."""
    url = f"{web.url}/google-research/bert"
    records = {url: seen(None, BEFORE, "gone", "404")}
    (laid / "state").mkdir()
    (laid / "state" / "links.json").write_text(robots.dumped(records), "utf-8")
    web.says |= {"/google-research/bert": (404, "", ""), "/abs/1810.04805": (403, "", ""), "/toy": (503, "", "")}
    done = look(run, laid, "links", lang=lang)
    assert done.exit_code == 1
    assert "dead-link" in done.output
    assert f"{BEFORE} · {TODAY}" in done.output
    assert done.output.count("-link  ") == 1
    github = look(run, laid, "links", "--form", "github")
    assert github.stdout.startswith("::error file=papers.yaml,line=")


def test_patch_moves_addresses_and_nothing_else(laid: Path, web: Web, run: Run, tmp_path: Path) -> None:
    """Git takes the patch; only the moved addresses differ, wherever they stand."""
    web.says["/abs/1706.03762"] = (301, f"{web.url}/abs/new", "")
    before = {name: (laid / name).read_text("utf-8") for name in ("papers.yaml", "catalogue.yaml")}
    patch = tmp_path / "moved.patch"
    look(run, laid, "links", "--patch", str(patch))
    assert {name: (laid / name).read_text("utf-8") for name in before} == before
    subprocess.run(["git", "apply", str(patch)], cwd=laid, check=True)
    after = {name: (laid / name).read_text("utf-8") for name in before}
    old = f"{web.url}/abs/1706.03762"
    assert after == {name: text.replace(old, f"{web.url}/abs/new") for name, text in before.items()}
    assert after != before


def test_nobody_answers_and_the_last_good_state_stays(laid: Path, web: Web, run: Run) -> None:
    """Without the switch nothing on this machine is asked: the run fails in one sentence, and state/ is as it was."""
    look(run, laid, "links")
    before = (laid / "state" / "links.json").read_bytes()
    asked = len(web.asked)
    for lang, words in (("en", "nobody answered"), ("zh", "没有任何回应")):
        done = run(laid, "links", "--pause", "0", "--seconds", "5", lang=lang)
        assert done.exit_code == 1
        assert words in done.stderr
        assert "Traceback" not in done.output
    assert len(web.asked) == asked
    assert (laid / "state" / "links.json").read_bytes() == before


def test_an_interrupted_run_goes_on_where_it_was(
    laid: Path, web: Web, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was answered before the interruption is not asked again; the state is written whole at the end only."""
    true = shelf.journal

    def torn(root: Path, name: str, line: str) -> None:
        true(root, name, line)
        if len(shelf.begun(root, name)) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(shelf, "journal", torn)
    assert look(run, laid, "links").exit_code != 0
    assert not (laid / "state" / "links.json").exists()
    monkeypatch.undo()
    (laid / ".papershelf" / "links.journal").open("a").write('["2020-01-01", "old", null]\n["torn')
    done = [json.loads(line)[1] for line in shelf.begun(laid, "links.journal")][:2]
    web.asked.clear()
    assert look(run, laid, "links").exit_code == 0
    assert not {urlsplit(url).path for url in done} & set(web.asked)
    assert set(state(laid, "links")) == set(addresses.spots(shelf.read(laid).draft))  # type: ignore[arg-type]
    assert not (laid / ".papershelf" / "links.journal").exists()


def test_a_second_run_writes_the_same_bytes(laid: Path, run: Run) -> None:
    """Nothing but what was found is in the file, sorted."""
    look(run, laid, "links")
    before = (laid / "state" / "links.json").read_bytes()
    look(run, laid, "links")
    assert (laid / "state" / "links.json").read_bytes() == before


# --- refresh ------------------------------------------------------------------------------------------

# The fields that we read of https://docs.github.com/en/rest/repos/repos#get-a-repository
GITHUB = {
    "full_name": "google-research/bert",
    "stargazers_count": 1234,
    "pushed_at": "2020-03-11T20:16:09Z",
    "archived": True,
    "license": {"key": "apache-2.0", "name": "Apache License 2.0", "spdx_id": "Apache-2.0"},
}


@pytest.fixture
def services(toy: Path, web: Web) -> dict[str, str]:
    """The services on this machine, and a toy shelf in which adam is a preprint."""
    about, papers = toy / "catalogue.yaml", toy / "papers.yaml"
    text = about.read_text("utf-8").replace(
        "datasets:\n", "- {id: arxiv, name: arXiv, full: arXiv, kind: preprint}\ndatasets:\n"
    )
    about.write_text(text, "utf-8")
    papers.write_text(papers.read_text("utf-8").replace("venue: iclr", "venue: arxiv"), "utf-8")
    web.says["/repos/google-research/bert"] = (200, "", json.dumps(GITHUB))
    web.says["/works"] = (200, "", crossref())
    return {"PAPERSHELF_GITHUB_URL": web.url, "PAPERSHELF_CROSSREF_URL": f"{web.url}/works"}


def test_refresh_keeps_facts_and_suggests(toy: Path, services: dict[str, str], run: Run, tmp_path: Path) -> None:
    """Dated facts of the repository; the publication as a warning and as a patch that is not applied."""
    before = (toy / "papers.yaml").read_text("utf-8")
    patch = tmp_path / "published.patch"
    done = look(run, toy, "refresh", "--patch", str(patch), env=services)
    assert done.exit_code == 0
    assert state(toy, "repositories") == {
        "https://github.com/google-research/bert": {
            "day": TODAY.isoformat(),
            "stars": 1234,
            "pushed": "2020-03-11",
            "archived": True,
            "licence": "Apache-2.0",
        }
    }
    assert "seems-published  adam: " in done.output
    assert (toy / "papers.yaml").read_text("utf-8") == before
    subprocess.run(["git", "apply", str(patch)], cwd=toy, check=True)
    assert shelf.read(toy).errors == []
    (adam,) = [entry.paper for entry in shelf.read(toy).draft.entries if entry.paper.id == "adam"]  # type: ignore[union-attr]
    assert (adam.venue, adam.year, adam.doi) == ("iclr", 2015, "10.5555/3454287")
    changed = [line for line in patch.read_text("utf-8").split("\n") if line[:1] in "+-" and line[1:2] == " "]
    assert changed == ["-  venue: arxiv", "+  venue: iclr", "+  doi: 10.5555/3454287"]


def test_token_goes_to_github_only(toy: Path, services: dict[str, str], web: Web, run: Run) -> None:
    """Crossref is asked without it."""
    look(run, toy, "refresh", env={**services, "GITHUB_TOKEN": "secret"})
    assert dict(zip((urlsplit(path).path for path in web.asked), web.tokens, strict=True)) == {
        "/repos/google-research/bert": "Bearer secret",
        "/works": None,
    }
    (question,) = [parse_qs(urlsplit(path).query) for path in web.asked if path.startswith("/works")]
    assert question["query.bibliographic"] == ["Adam: A Method for Stochastic Optimization"]


def test_a_failed_look_keeps_what_was_known(toy: Path, services: dict[str, str], web: Web, run: Run) -> None:
    """A repository that answers nonsense, or not at all, keeps its facts of last week with their day."""
    url = "https://github.com/google-research/bert"
    (toy / "state").mkdir()
    known = {url: Repository(day=BEFORE, stars=7)}
    for status, body in ((500, ""), (404, "{}"), (200, "[]"), (200, '{"stargazers_count": "many"}'), (200, "nonsense")):
        (toy / "state" / "repositories.json").write_text(robots.dumped(known), "utf-8")
        web.says["/repos/google-research/bert"] = (status, "", body)
        look(run, toy, "refresh", env=services)
        assert state(toy, "repositories") == {url: {"day": BEFORE.isoformat(), "stars": 7}}


@pytest.mark.parametrize(
    "text", ["", "null", "[]", '{"message": null}', '{"message": {"items": [null, 1]}}', "[" * 99999]
)
def test_a_strange_reply_of_github_tells_nothing(text: str) -> None:
    """No shape of JSON is a traceback."""
    assert from_github(text, TODAY) is None
