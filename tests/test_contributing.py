"""CONTRIBUTING.md followed to the letter: what it says to type is typed, and a paper is added by it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from papershelf import shelf
from papershelf.model import Paper
from papershelf.problems import rules
from papershelf.source import read_document
from tests.cli.test_add import arxiv_reply
from tests.conftest import ROOT, Built, command_of, copy_checkout
from tests.service import ATOM, Service, serving

TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
HALVES = dict(zip(("en", "zh"), TEXT.split("\n## 中文\n"), strict=True))
ID = "2601.12345"
NEW = Paper.model_validate(
    {
        "id": "newir",
        "kind": "method",
        "scope": "all-in-one",
        "title": "NewIR: Mixture of Experts for All-in-One Image Dehazing and Deraining",
        "authors": ["Ann Example", "Bo Example"],
        "venue": "arxiv",
        "year": "2026",
        "arxiv": ID,
    }
)


def blocks(half: str, kind: str = "sh") -> list[str]:
    """The code blocks of a kind in one language's half."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", HALVES[half], re.M | re.S)


def bare(block: str) -> list[str]:
    """The commands of a block, without their remarks."""
    return [re.sub(r"\s+#.*", "", line) for line in block.strip().split("\n")]


@pytest.fixture
def service() -> Iterator[Service]:
    """ArXiv, on this machine."""
    with serving() as found:
        found.sends("arxiv", ID, arxiv_reply(NEW, "arXiv"), ATOM)
        yield found


@pytest.fixture
def newcomer(tmp_path: Path, built: Built, service: Service) -> dict[str, str]:
    """The environment of a newcomer: a fork that ``git clone`` reaches, and a ``.venv`` that setting up would give.

    The clone's ``.venv`` comes from a hook of git, newer than the locks, so that ``make`` takes it for set up;
    the set-up itself is what ``.ci/run`` begins with.
    """
    fork = copy_checkout(tmp_path / "fork")
    for name in ("README.md", "README.zh.md", "schema/papers.schema.json", "schema/catalogue.schema.json"):
        shutil.copy(built.root / name, fork / name)  # fresh, as main is
    git = ["git", "-C", str(fork), "-c", "user.name=t", "-c", "user.email=t"]
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "all"]):
        subprocess.run([*git, *words], check=True)
    subprocess.run(["git", "clone", "-q", "--bare", str(fork), str(tmp_path / "fork.git")], check=True)

    ready = tmp_path / "venv" / "bin"
    ready.mkdir(parents=True)
    call = "from papershelf.cli import main; main(prog_name='papershelf')"
    (ready / "papershelf").write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{call}" "$@"\n')
    (ready / "papershelf").chmod(0o755)
    hook = tmp_path / "template" / "hooks" / "post-checkout"
    hook.parent.mkdir(parents=True)
    hook.write_text(f'#!/bin/sh\n[ -d .venv ] || cp -r "{ready.parent}" .venv\ntouch .venv/.site\n')
    hook.chmod(0o755)
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "src"),
        "HOME": str(tmp_path),
        "GIT_TEMPLATE_DIR": str(hook.parent.parent),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{tmp_path / 'fork.git'}.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://github.com/YOUR-NAME/Awesome-ImageRestoration.git",
        **{f"GIT_{who}_{what}": "newcomer" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        **service.env,
    }


def typed(block: str, folder: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """A block typed into a shell that stops at the first failure."""
    call = ["bash", "--noprofile", "--norc", "-e", "-c", block]
    return subprocess.run(call, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False)


def test_followed_to_the_letter_it_adds_a_paper(newcomer: dict[str, str], tmp_path: Path) -> None:
    """Clone, add, mend what is told, format, build, commit, push: the fork's branch has the paper and fresh READMEs."""
    first, second, *_ = blocks("en")
    done = typed(first.replace("ARXIV-ID", ID), tmp_path, newcomer)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    clone = tmp_path / "Awesome-ImageRestoration"
    text = (clone / "papers.yaml").read_text("utf-8")
    at = text.index(f'arxiv: "{ID}"')
    entry = text[text.rindex("- id: ", 0, at) : text.index("\n- id: ", at)]
    told = [re.sub(r"\s+#.*", "", line) for line in entry.split("\n") if not line.strip().startswith("#")]
    (clone / "papers.yaml").write_text(text.replace(entry, "\n".join(told)), "utf-8")  # "delete the comments"
    done = typed(second, clone, newcomer)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]

    shown = ["git", "-C", str(tmp_path / "fork.git"), "show", "--stat=200", "--format=%s", "add-paper"]
    said = subprocess.run(shown, capture_output=True, text=True, check=True).stdout
    assert said.startswith("Add a paper\n")
    assert set(re.findall(r"^ (\S+) +\|", said, re.M)) == {"papers.yaml", "README.md", "README.zh.md"}
    (paper,) = [paper for paper in shelf.read(clone).catalogue.papers if paper.arxiv == ID]
    assert (paper.title, paper.authors, paper.venue) == (NEW.title, NEW.authors, "arxiv")
    assert (clone / "site" / "papers" / paper.id / "index.html").exists()
    left = subprocess.run(["git", "-C", str(clone), "status", "--short"], capture_output=True, text=True, check=True)
    assert left.stdout == ""


@pytest.mark.parametrize("word", ["explain", "query"])
def test_the_other_commands_are_as_promised(word: str, tmp_path: Path, built: Built) -> None:
    """What the further sections say to type works in a checkout that is set up, and so does the Python."""
    (block,) = [block for block in blocks("en") if f"papershelf {word}" in block]
    folder = built.copy(tmp_path / "copy")
    ready = folder / ".venv" / "bin"
    ready.mkdir(parents=True)
    call = "from papershelf.cli import main; main(prog_name='papershelf')"
    (ready / "papershelf").write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{call}" "$@"\n')
    (ready / "papershelf").chmod(0o755)
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "PAPERSHELF_LANG": "en"}
    done = typed(block, folder, env)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout
    for code in blocks("en", "python") if word == "query" else []:
        ran = subprocess.run(
            [sys.executable, "-c", code], cwd=folder, env=env, capture_output=True, text=True, check=False
        )
        assert (ran.returncode, ran.stderr) == (0, "")
        assert ran.stdout


def test_both_halves_say_to_type_the_same() -> None:
    """The same blocks in the same order; what Windows and entries need stands once and is linked."""
    assert [bare(block) for block in blocks("en")] == [bare(block) for block in blocks("zh")] != []


def test_every_block_is_run_or_known() -> None:
    """A command that no test runs would rot: each is in a block that is run here, or asks other hosts."""
    others = [block for block in blocks("en") if "papershelf explain" in block or "papershelf query" in block]
    run_here = {line for block in [*blocks("en")[:2], *others] for line in bare(block)}
    elsewhere = {  # the tests of these commands run them against a server of their own
        ".venv/bin/papershelf links --patch moved.patch",
        ".venv/bin/papershelf refresh --patch published.patch",
    }
    assert {line for block in blocks("en") for line in bare(block)} <= run_here | elsewhere
    for line in elsewhere:
        _, command, *words = line.split()
        assert command_of(command).make_context(command, [*words]).params["patch"] == Path(words[-1])


def test_windows_commands_are_those_of_the_makefile() -> None:
    """The plain commands for Windows install the same lock in the same way as make does."""
    (block,) = blocks("en", "bat")
    said = block.replace("\\", "/").replace(".venv/Scripts/", "$(BIN)/").split("\n")
    make = (ROOT / "Makefile").read_text("utf-8").replace("--quiet --disable-pip-version-check ", "")
    for line in said[1:-1]:
        assert line in make


def test_the_example_is_an_entry_of_the_catalogue() -> None:
    """The entry shown is faultless, and is the shipped one as far as it goes, but for what changes with time."""
    (example, _row, removed) = blocks("en", "yaml")
    (data,) = read_document(example, "example").data
    shown = Paper.model_validate(data)
    paper = shelf.read(ROOT).catalogue.by_id[shown.id]
    for name in ("kind", "scope", "method", "title", "authors", "venue", "year", "arxiv"):
        assert getattr(shown, name) == getattr(paper, name)
    about = read_document(removed, "example").data
    assert set(about["removed"][0]) == {"paper", "benchmark", "removed_because", "day"}


@pytest.mark.parametrize("half", ["en", "zh"])
def test_every_field_is_explained(half: str) -> None:
    """The table names each field of an entry, in the model's order, with an example and a rule."""
    rows = [row.split(" | ") for row in re.findall(r"^\| `.*\|$", HALVES[half], re.M)]
    assert [row[0].strip("| `") for row in rows] == list(Paper.model_fields)
    for row in rows:
        assert len(row) == 4
        assert all(part.strip("| ") for part in row)
        assert "[" in row[3]


def test_every_rule_is_linked_in_both_halves(built: Built) -> None:
    """Each rule leads to its place on the site's page of rules, in the half's language."""
    targets = dict(re.findall(r"^\[([a-z0-9-]+)\]: (\S+)$", TEXT, re.M))
    site = built.catalogue.about.site_url
    shown = {
        lang: set(built.pages[f"{below}rules/index.html"].xpath("//@id")) for lang, below in built.languages.items()
    }
    for code in rules():
        assert f"[{code}]" in HALVES["en"], f"name [{code}] under 'All rules', and its address at the end"
        assert f"[{code}][{code}-zh]" in HALVES["zh"], (
            f"name [{code}][{code}-zh] under “全部规则”, and its address at the end"
        )
        assert targets.pop(code) == f"{site}rules/#{code}"
        assert targets.pop(f"{code}-zh") == f"{site}zh/rules/#{code}"
        assert code in shown["en"] & shown["zh"]
    assert targets == {}


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md"])
def test_community_files_speak_both_languages(name: str) -> None:
    """Each has its words in English and in Chinese, names no person, and leads to files that exist."""
    text = (ROOT / name).read_text("utf-8")
    english, chinese = text.split("\n## 中文\n")
    assert len(re.findall(r"[a-z]{3,}", english)) > 50
    assert len(re.findall(r"[\u4e00-\u9fff]", chinese)) > 50
    assert not re.search(r"[\w.]+@[\w.]+\.\w+", text)
    for target in re.findall(r"\]\(([^):#]+)(?:#[^)]*)?\)", text):
        assert (ROOT / target).exists(), target
