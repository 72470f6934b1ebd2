"""The commands as a group: which there are, wrong use, the language they speak, encodings and locales."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from papershelf.cli import COMMANDS, main
from papershelf.words import spoken
from tests.conftest import TOY, Run, RunProcess

ENGLISH, CHINESE = "no problems; 3 entries read", "没有问题；读取 3 个条目"


def test_commands_are_listed_by_name() -> None:
    """All of them, in alphabetical order, in the help too."""
    assert main.list_commands(click.Context(main)) == sorted(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_found_by_its_name(name: str) -> None:
    """Each is the command that bears the name."""
    found = main.get_command(click.Context(main), name)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("name", ["", "nonsense", "looking", "options", "context", "help", "Check", "os.path"])
def test_no_other_module_is_a_command(name: str) -> None:
    """What the list does not name is not loaded."""
    assert main.get_command(click.Context(main), name) is None


def test_version(run: Run) -> None:
    """--version names the package and a version."""
    done = run(TOY, "--version")
    assert done.exit_code == 0
    assert any(char.isdigit() for char in done.output)


# --- exit status ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["check", "--form", "xml"],
        ["--lang", "fr", "check"],
        ["check", "surplus"],
        ["explain", "no-such-rule"],
    ],
)
def test_wrong_use_exits_2(words: list[str], toy: Path, run: Run) -> None:
    """An unknown command, option value or rule is status 2, not 1, and no traceback."""
    done = run(toy, *words)
    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_folder_that_does_not_exist_is_wrong_use(tmp_path: Path, run: Run) -> None:
    """--root must name a folder."""
    assert run(tmp_path / "absent", "check").exit_code == 2


def test_what_a_killed_build_left_is_cleared_whatever_is_asked(toy: Path, run: Run) -> None:
    """The old site that was out of the way is put back before any command."""
    old = toy / ".papershelf" / "site.old"
    old.mkdir(parents=True)
    (old / "index.html").write_text("old", "utf-8")
    assert run(toy, "check").exit_code == 0
    assert (toy / "site" / "index.html").read_text("utf-8") == "old"
    assert not old.exists()


# --- languages -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "env", "said"),
    [
        (["--lang", "zh"], "en", CHINESE),
        (["--lang", "en"], "zh", ENGLISH),
        ([], "zh", CHINESE),
        ([], "zh_CN.UTF-8", CHINESE),
        ([], "de", ENGLISH),
    ],
)
def test_language_is_the_option_else_the_variable(words: list[str], env: str, said: str, run: Run) -> None:
    """--lang, else PAPERSHELF_LANG; what is neither Chinese nor English is English."""
    done = run(TOY, *words, "check", lang=env)
    assert (done.stdout, done.stderr, done.exit_code) == (f"{said}\n", "", 0)


@pytest.mark.parametrize("env", [{"LC_ALL": "C.UTF-8"}, {"LC_ALL": "C"}, {}, {"LC_ALL": "xx_YY.nonsense"}])
def test_other_locales_speak_english(env: dict[str, str], run_process: RunProcess) -> None:
    """One that is named but not installed too, as is common over ssh."""
    done = run_process(TOY, "check", env=env)
    assert (done.stdout.strip(), done.stderr, done.returncode) == (ENGLISH, "", 0)


def test_the_locale_s_language_is_spoken(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where neither option nor variable tells one, and the locale is Chinese."""
    monkeypatch.setattr("papershelf.cli.context.locale.getlocale", lambda: ("zh_CN", "UTF-8"))
    assert run(TOY, "check", lang="").stdout == f"{CHINESE}\n"


def test_chinese_is_printed_whatever_the_terminal_s_encoding(run_process: RunProcess) -> None:
    """On an ASCII terminal the report is still written, as UTF-8."""
    env = {"PAPERSHELF_LANG": "zh", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = run_process(TOY, "check", env=env | {"PYTHONIOENCODING": "ascii"})
    assert (done.stdout.strip(), done.stderr, done.returncode) == (CHINESE, "", 0)


def test_the_folder_is_where_one_stands_else_root(toy: Path, run: Run, run_process: RunProcess) -> None:
    """Without --root the folder of the process is read."""
    (toy / "papers.yaml").unlink()
    assert "papers.yaml:1:1: no-file" in run_process(toy, "check").stdout
    assert run(TOY, "check").output == f"{spoken('en')('clean', more='', entries=3)}\n"
