"""The command refresh: dated facts of repositories, preprints that seem published, and what a failed look leaves."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from papershelf import shelf
from papershelf.model import state as robots
from papershelf.model.state import Repository
from tests.cli.conftest import BEFORE, Web, look, state
from tests.conftest import Run
from tests.upkeep.test_preprints import crossref

pytestmark = pytest.mark.usefixtures("today")

# The fields that we read of https://docs.github.com/en/rest/repos/repos#get-a-repository
GITHUB = {
    "full_name": "google-research/bert",
    "stargazers_count": 1234,
    "pushed_at": "2020-03-11T20:16:09Z",
    "archived": True,
    "license": {"key": "apache-2.0", "name": "Apache License 2.0", "spdx_id": "Apache-2.0"},
}
BERT = "https://github.com/google-research/bert"


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
    return {"PAPERSHELF_GITHUB_URL": web.service, "PAPERSHELF_CROSSREF_URL": f"{web.service}/works"}


def test_facts_are_kept_and_publications_suggested(
    toy: Path, services: dict[str, str], run: Run, tmp_path: Path, today: date
) -> None:
    """Dated facts of the repository; the publication as a warning and as a patch that is not applied."""
    before = (toy / "papers.yaml").read_text("utf-8")
    patch = tmp_path / "published.patch"
    done = look(run, toy, "refresh", "--patch", str(patch), env=services)
    assert done.exit_code == 0
    assert state(toy, "repositories") == {
        BERT: {
            "day": today.isoformat(),
            "stars": 1234,
            "pushed": "2020-03-11",
            "archived": True,
            "licence": "Apache-2.0",
        }
    }
    assert "seems-published  adam: " in done.output
    assert (toy / "papers.yaml").read_text("utf-8") == before
    subprocess.run(["git", "apply", str(patch)], cwd=toy, check=True)
    found = shelf.read(toy)
    assert found.errors == []
    adam = found.catalogue.by_id["adam"]
    assert (adam.venue, adam.year, adam.doi) == ("iclr", 2015, "10.5555/3454287")
    changed = [line for line in patch.read_text("utf-8").split("\n") if line[:1] in "+-" and line[1:2] == " "]
    assert changed == ["-  venue: arxiv", "+  venue: iclr", "+  doi: 10.5555/3454287"]


def test_token_goes_to_github_only(toy: Path, services: dict[str, str], web: Web, run: Run) -> None:
    """Crossref is asked without it."""
    look(run, toy, "refresh", env={**services, "GITHUB_TOKEN": "secret"})
    tokens = [headers.get("Authorization") for headers in web.headers]
    assert dict(zip((urlsplit(path).path for path in web.asked), tokens, strict=True)) == {
        "/repos/google-research/bert": "Bearer secret",
        "/works": None,
    }
    (question,) = [parse_qs(urlsplit(path).query) for path in web.asked if path.startswith("/works")]
    assert question["query.bibliographic"] == ["Adam: A Method for Stochastic Optimization"]


@pytest.mark.parametrize(
    ("status", "body"),
    [(500, ""), (404, "{}"), (200, "[]"), (200, '{"stargazers_count": "many"}'), (200, "nonsense")],
)
def test_a_failed_look_keeps_what_was_known(
    status: int, body: str, toy: Path, services: dict[str, str], web: Web, run: Run
) -> None:
    """A repository that answers nonsense, or not at all, keeps its facts of last week with their day."""
    (toy / "state").mkdir()
    (toy / "state" / "repositories.json").write_text(robots.dumped({BERT: Repository(day=BEFORE, stars=7)}), "utf-8")
    web.says["/repos/google-research/bert"] = (status, "", body)
    assert look(run, toy, "refresh", env=services).exit_code == 0
    assert state(toy, "repositories") == {BERT: {"day": BEFORE.isoformat(), "stars": 7}}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_both_files_of_state_are_read_first(lang: str, toy: Path, run: Run, web: Web, services: dict[str, str]) -> None:
    """Where the second one is damaged, nothing is asked, and neither is overwritten."""
    (toy / "state").mkdir()
    (toy / "state" / "venues.json").write_text("[", "utf-8")
    done = look(run, toy, "refresh", env=services, lang=lang)
    assert (done.exit_code, "state/venues.json:1:1: bad-state" in done.output) == (1, True)
    assert web.asked == []
    assert [file.name for file in (toy / "state").iterdir()] == ["venues.json"]
