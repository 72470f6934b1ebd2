"""The command links: what it tells and keeps of each address, the patch, an interruption, a night without network."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from papershelf import shelf
from papershelf.model import state as robots
from papershelf.upkeep import addresses
from papershelf.upkeep.state import seen
from tests.cli.conftest import BEFORE, Web, look, state
from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("today")


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


def test_each_is_told_at_its_line_and_kept(laid: Path, web: Web, run: Run, today: date) -> None:
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
        "day": today.isoformat(),
        "found": "gone",
        "why": "404",
        "gone": [today.isoformat()],
    }


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_was_gone_on_two_days_is_an_error(lang: str, laid: Path, web: Web, run: Run, today: date) -> None:
    """Dead is status 1, with both days; refusals and faults are never told."""
    url = f"{web.url}/google-research/bert"
    (laid / "state").mkdir()
    (laid / "state" / "links.json").write_text(robots.dumped({url: seen(None, BEFORE, "gone", "404")}), "utf-8")
    web.says |= {"/google-research/bert": (404, "", ""), "/abs/1810.04805": (403, "", ""), "/toy": (503, "", "")}
    done = look(run, laid, "links", lang=lang)
    assert done.exit_code == 1
    assert "dead-link" in done.output
    assert f"{BEFORE} · {today}" in done.output
    assert done.output.count("-link  ") == 1
    github = look(run, laid, "links", "--form", "github")
    assert github.stdout.startswith("::error file=papers.yaml,line=")


def test_patch_moves_addresses_and_nothing_else(laid: Path, web: Web, run: Run, tmp_path: Path) -> None:
    """Git takes the patch; only the moved addresses differ, wherever they stand, a hand-written page included."""
    page = laid / "docs" / "en" / "index.md"
    page.write_text(f"# Page\n\nSee <{web.url}/abs/1706.03762>.\n", "utf-8")
    web.says["/abs/1706.03762"] = (301, f"{web.url}/abs/new", "")
    files = ("papers.yaml", "catalogue.yaml", "docs/en/index.md")
    before = {name: (laid / name).read_text("utf-8") for name in files}
    patch = tmp_path / "moved.patch"
    assert look(run, laid, "links", "--patch", str(patch)).exit_code == 0
    assert {name: (laid / name).read_text("utf-8") for name in files} == before
    subprocess.run(["git", "apply", str(patch)], cwd=laid, check=True)
    after = {name: (laid / name).read_text("utf-8") for name in files}
    old = f"{web.url}/abs/1706.03762"
    assert after == {name: text.replace(old, f"{web.url}/abs/new") for name, text in before.items()}
    assert [name for name in files if after[name] != before[name]] == ["catalogue.yaml", "docs/en/index.md"]


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

    with monkeypatch.context() as patched:
        patched.setattr(shelf, "journal", torn)
        assert look(run, laid, "links").exit_code == 1
    assert not (laid / "state" / "links.json").exists()
    done = [json.loads(line)[1] for line in shelf.begun(laid, "links.journal")]
    assert len(done) == 2
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
