"""What stands in .github/: safe, well-formed, and true of the models and the commands."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from papershelf import shelf
from papershelf.model import Paper, Result
from papershelf.model.paper import Links
from tests.conftest import ROOT, Built, call, command_of, copy_checkout

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(file for file in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if file.name != "config.yml")
TOOLS = Path(sys.executable).parent


def tool(name: str, *words: str, folder: Path = ROOT) -> tuple[int, str]:
    """Exit status and output of a tool of the tests' environment."""
    done = subprocess.run([TOOLS / name, *words], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def loaded(file: Path) -> dict[str, Any]:
    """A YAML file of .github/; ``on`` is a word there, not a truth value."""
    data: dict[str, Any] = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
    return data


def steps(file: Path) -> list[dict[str, Any]]:
    """Every step of a workflow."""
    return [step for job in loaded(file)["jobs"].values() for step in job["steps"]]


# --- by outside tools ---------------------------------------------------------------------------------


def test_actionlint_finds_nothing() -> None:
    """Syntax, expressions, runners and inputs of the workflows (its own rules; shellcheck may or may not be here)."""
    assert tool("actionlint", "-no-color", "-shellcheck=", "-pyflakes=", *map(str, WORKFLOWS)) == (0, "")


def test_zizmor_finds_nothing() -> None:
    """No finding of a security audit, the pedantic ones included, and no network for it."""
    status, said = tool(
        "zizmor", "--offline", "--pedantic", "--no-progress", "--quiet", "--color", "never", str(GITHUB)
    )
    assert (status, said.strip()) == (0, "No findings to report. Good job!")


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("custom.github-workflows-require-timeout", WORKFLOWS),
        ("vendor.github-issue-forms", FORMS),
        ("vendor.github-issue-config", [GITHUB / "ISSUE_TEMPLATE" / "config.yml"]),
        ("vendor.citation-file-format", [ROOT / "CITATION.cff"]),
    ],
)
def test_schemas_are_kept(schema: str, files: list[Path]) -> None:
    """Each file is of its published schema."""
    assert files
    filetype = ["--force-filetype", "yaml"]
    status, said = tool("check-jsonschema", "--builtin-schema", schema, *filetype, *map(str, files))
    assert status == 0, said


@pytest.mark.parametrize(
    ("old", "new", "audit"),
    [
        ("@3d3c42e5aac5ba805825da76410c181273ba90b1", "@v7", "unpinned-uses"),
        ("  pull_request:\n", "  pull_request_target:\n", "dangerous-triggers"),
        ("papershelf check --form github", "echo ${{ github.event.pull_request.title }}", "template-injection"),
        ("          persist-credentials: false\n", "", "artipacked"),
        ("permissions: {}\n", "permissions: write-all\n", "excessive-permissions"),
    ],
)
def test_the_audit_is_able_to_fail(old: str, new: str, audit: str, tmp_path: Path) -> None:
    """Each safeguard, taken away, is found missing."""
    text = (GITHUB / "workflows" / "pull-request.yml").read_text("utf-8")
    assert old in text
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    (folder / "pull-request.yml").write_text(text.replace(old, new), "utf-8")
    status, said = tool("zizmor", "--offline", "--pedantic", "--no-progress", "--color", "never", str(tmp_path))
    assert status != 0
    assert audit in said


# --- workflows ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_actions_are_pinned_and_nothing_untrusted_is_in_a_shell(file: Path) -> None:
    """Each action by its full hash with its version beside it; no expression in a script; no token by default."""
    text = file.read_text("utf-8")
    uses = re.findall(r"^ *uses: (.+)$", text, re.M)
    assert uses
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each) for each in uses)
    assert not [step["run"] for step in steps(file) if "${{" in step.get("run", "")]
    assert loaded(file)["permissions"] == {}
    assert "pull_request_target" not in text
    assert "secrets." not in text


def test_one_action_has_one_version() -> None:
    """The same action is pinned to the same hash in every workflow."""
    pins = {use for file in WORKFLOWS for use in re.findall(r"uses: (\S+)", file.read_text("utf-8"))}
    assert len({pin.partition("@")[0] for pin in pins}) == len(pins)


def test_a_pull_request_can_only_read() -> None:
    """What runs the words of strangers has no right to write."""
    for file in WORKFLOWS:
        if "pull_request" in loaded(file)["on"]:
            for job in loaded(file)["jobs"].values():
                assert job["permissions"] == {"contents": "read"}


def test_only_main_is_deployed() -> None:
    """The site is made from main alone."""
    deploy = loaded(GITHUB / "workflows" / "deploy.yml")
    assert deploy["on"]["push"] == {"branches": ["main"]}
    assert deploy["jobs"]["build"]["if"] == "github.ref == 'refs/heads/main'"
    assert deploy["jobs"]["deploy"]["needs"] == "build"
    writing = {file.stem for file in WORKFLOWS if "pages: write" in file.read_text("utf-8")}
    assert writing == {"deploy"}


def test_what_runs_the_project_cannot_write(  # the weekly look meets other hosts
) -> None:
    """In the weekly workflow the job with rights to write runs nothing of the project, and the other has none."""
    jobs = loaded(GITHUB / "workflows" / "weekly.yml")["jobs"]
    assert jobs["look"]["permissions"] == {"contents": "read"}
    assert not [
        step for step in jobs["tell"]["steps"] if "papershelf" in step.get("run", "") or "pip" in step.get("run", "")
    ]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_workflows_call_commands_that_exist(file: Path) -> None:
    """Every ``papershelf`` command in a script is one, with options that it has."""
    for script in (step["run"] for step in steps(file) if "run" in step):
        for line in re.findall(r"^ *papershelf ([^\n]*)", script, re.M):
            words = re.sub(r"--lang \w+ ", "", line).split()
            command = command_of(words[0])
            options = {option for each in command.params for option in each.opts}
            assert {word for word in words if word.startswith("--")} <= options


@pytest.mark.parametrize("several", [False, True])
def test_the_pull_request_workflow_runs_as_written(several: bool, tmp_path: Path, built: Built) -> None:
    """Its scripts, in their order, on a merge commit in a copy: all pass, and the summary is written.

    With several files an entry moves from one to another, which is no change to readers.  The build itself is left
    out: ``built`` has made it.
    """
    folder = copy_checkout(tmp_path / "copy")
    for file in ("README.md", "README.zh.md", "schema/papers.schema.json", "schema/catalogue.schema.json"):
        shutil.copy(built.root / file, folder / file)  # fresh ones
    git = ["git", "-c", "user.name=t", "-c", "user.email=t", "-c", "commit.gpgsign=false", "-C", str(folder)]
    before = (("promptir", "papers/2023.yaml"), ("nafnet", "papers/2022.yaml")) if several else ()
    after = (("promptir", "papers/2022.yaml"),) if several else ()
    subprocess.run([*git, "init", "-q"], check=True)
    for moves, message in ((before, "base"), (after, "merge")):
        for move in moves:
            assert call(folder, "format", "--move", *move)[0] == 0
        subprocess.run([*git, "add", "-A"], check=True)
        subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", message], check=True)
    (tmp_path / "bin").mkdir()
    starts = "from papershelf.cli import main; main(prog_name='papershelf')"
    (tmp_path / "bin" / "papershelf").write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{starts}" "$@"\n')
    (tmp_path / "bin" / "papershelf").chmod(0o755)
    env = {
        "PATH": f"{tmp_path / 'bin'}:/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": str(ROOT / "src"),
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
    }
    ran = 0
    for step in steps(GITHUB / "workflows" / "pull-request.yml"):
        if "run" in step and "pip install" not in step["run"] and step["run"] != "papershelf build":
            shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
            done = subprocess.run(shell, cwd=folder, env=env, capture_output=True, text=True, check=False)
            assert done.returncode == 0, f"{step['name']}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
            ran += 1
    assert ran == 6
    summary = (tmp_path / "summary.md").read_text("utf-8")
    assert "## What this change does" in summary
    assert "## 这次改动" in summary
    assert "Papers and results are as they were." in summary


# --- issue forms --------------------------------------------------------------------------------------


def fields(name: str) -> dict[str, dict[str, Any]]:
    """Field id → the part of a form."""
    return {part["id"]: part for part in loaded(GITHUB / "ISSUE_TEMPLATE" / name)["body"] if "id" in part}


@pytest.mark.parametrize("kind", ["new-paper", "correction", "new-result"])
def test_forms_are_the_same_in_both_languages(kind: str) -> None:
    """The same fields in the same order, with the same kinds, options and duties; the words differ."""
    english, chinese = fields(f"{kind}.en.yml"), fields(f"{kind}.zh.yml")
    assert list(english) == list(chinese) != []
    for id, part in english.items():
        other = chinese[id]
        assert part["type"] == other["type"]
        assert part.get("validations") == other.get("validations")
        assert part["attributes"].get("options") == other["attributes"].get("options")
        assert re.search(r"[\u4e00-\u9fff]", other["attributes"]["label"])
        assert not re.search(r"[\u4e00-\u9fff]", part["attributes"]["label"])


def test_forms_have_the_fields_of_an_entry() -> None:
    """Each field of a form is one of a paper, its links, or a row; choices are those of the model."""
    paper = {*Paper.model_fields, *Links.model_fields}
    assert set(fields("new-paper.en.yml")) <= paper
    assert set(fields("new-result.en.yml")) - {"entry"} <= set(Result.model_fields)
    scopes = [scope.id for scope in shelf.read(ROOT).catalogue.about.scopes]
    kinds = list(Paper.model_fields["kind"].annotation.__args__)  # type: ignore[union-attr]
    for name, allowed in (("kind", kinds), ("scope", scopes)):
        assert fields("new-paper.en.yml")[name]["attributes"]["options"] == allowed


def test_report_a_mistake_opens_the_form_with_the_entry(built: Built) -> None:
    """The link on each paper's page names a form of that language and fills in a field that the form has."""
    for lang, below in built.languages.items():
        page = built.pages[f"{below}papers/promptir/index.html"]
        (link,) = [href for href in page.xpath("//a/@href") if "/issues/new" in href]
        query = dict(part.split("=", 1) for part in link.partition("?")[2].split("&"))
        assert (GITHUB / "ISSUE_TEMPLATE" / query["template"]).exists()
        assert query["template"] == f"correction.{lang}.yml"
        assert query["entry"] == "promptir"
        assert "entry" in fields(query["template"])


def test_addresses_are_this_repository_s() -> None:
    """Forms and community files lead to this repository and its site, wherever those are."""
    about = yaml.safe_load((ROOT / "catalogue.yaml").read_text("utf-8"))
    allowed = (about["repository"], about["site_url"], "https://arxiv.org/", "https://github.com/eduardzamfir/MoCE-IR")
    files = [*FORMS, GITHUB / "ISSUE_TEMPLATE" / "config.yml", ROOT / "SECURITY.md"]
    for file in files:
        for url in re.findall(r"https://[^\s)，。;,]+", file.read_text("utf-8")):
            assert url.startswith(allowed), (file.name, url)


def test_anchors_into_contributing_exist() -> None:
    """A link to a section of CONTRIBUTING.md leads to a heading of it."""
    headings = re.findall(r"^#+ (.+)$", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.M)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    asked = {a for file in FORMS for a in re.findall(r"CONTRIBUTING\.md#([^)\s]+)", file.read_text("utf-8"))}
    asked |= set(re.findall(r"\]\(#([^)]+)\)", (ROOT / "CONTRIBUTING.md").read_text("utf-8")))
    assert asked
    assert asked <= anchors


# --- pre-commit ---------------------------------------------------------------------------------------


def test_pre_commit_checks_a_commit(tmp_path: Path, built: Built) -> None:
    """The hooks pass on the shipped files, and a misspelt venue stops the commit with its line."""
    folder = copy_checkout(tmp_path / "copy")
    for file in ("README.md", "README.zh.md", "schema/papers.schema.json", "schema/catalogue.schema.json"):
        shutil.copy(built.root / file, folder / file)
    (tmp_path / "bin").mkdir()
    starts = "from papershelf.cli import main; main(prog_name='papershelf')"
    (tmp_path / "bin" / "papershelf").write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{starts}" "$@"\n')
    (tmp_path / "bin" / "papershelf").chmod(0o755)
    env = {
        "PATH": f"{tmp_path / 'bin'}:/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": str(ROOT / "src"),
        "HOME": str(tmp_path),
        "PRE_COMMIT_HOME": str(tmp_path / "cache"),
        "PAPERSHELF_LANG": "en",
    }
    for words in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", "-C", str(folder), *words], check=True, env=env)

    def hooks() -> tuple[int, str]:
        call = [str(TOOLS / "pre-commit"), "run", "--all-files", "--color", "never"]
        done = subprocess.run(call, cwd=folder, env=env, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    status, said = hooks()
    assert (status, said.count("Passed")) == (0, 3), said
    text = (folder / "papers.yaml").read_text("utf-8")
    (folder / "papers.yaml").write_text(text.replace("  venue: cvpr\n", "  venue: cpvr\n", 1), "utf-8")
    status, said = hooks()
    assert status == 1
    assert "did you mean 'cvpr'?" in said


# --- who looks at what runs ---------------------------------------------------------------------------


def owners() -> dict[str, str]:
    """Path → owner, as CODEOWNERS has them."""
    lines = (GITHUB / "CODEOWNERS").read_text("utf-8").splitlines()
    return dict(line.split() for line in lines if line and not line.startswith("#"))


def test_the_owner_of_what_runs_is_the_one_that_the_repository_names() -> None:
    """And nobody else; each path is there, with a slash at the end of a folder."""
    owner = re.match(r"https://github\.com/([^/]+)/", loaded(ROOT / "catalogue.yaml")["repository"])
    assert owner is not None
    assert set(owners().values()) == {f"@{owner[1]}"}
    for path in owners():
        there = ROOT / path.strip("/")
        assert there.exists(), path
        assert there.is_dir() == path.endswith("/")


def test_all_that_runs_has_an_owner() -> None:
    """Each file at the top that is neither words nor data, and each folder with code in it."""
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    kinds = (".py", ".js", ".sh", ".html", ".toml", ".lock", ".yml", ".json", "Makefile", "CODEOWNERS")
    data = ("docs/", "schema/")
    running = [
        file for file in tracked if file.endswith(kinds) and not file.startswith(data) and "config.yml" not in file
    ]
    running = [file for file in running if file != ".pre-commit-hooks.yaml"]
    assert len(running) > 300
    assert [file for file in running if not any(f"/{file}".startswith(path) for path in owners())] == []


def test_newer_parts_are_proposed_for_all_that_is_locked() -> None:
    """Actions, Python's packages, and those of Node, wherever a lock of them stands."""
    updates = {each["package-ecosystem"]: each for each in loaded(GITHUB / "dependabot.yml")["updates"]}
    assert updates.keys() == {"github-actions", "pip", "npm"}
    locks = {f"/{file.parent.relative_to(ROOT)}".rstrip(".") for file in ROOT.glob("package-lock.json")}
    locks |= {
        f"/{file.parent.relative_to(ROOT)}" for file in ROOT.glob("*/package-lock.json") if file.parent.name[0] != "."
    }
    assert set(updates["npm"]["directories"]) == locks - {"/node_modules"}
    assert all(each["cooldown"]["default-days"] == "7" for each in updates.values())
