"""Help: every command and option in both languages at once, out of the words, with an example to paste."""

from __future__ import annotations

import re

import click
import pytest

from papershelf.cli import COMMANDS, main
from papershelf.cli.help import Helped, both, command
from papershelf.words import spoken
from tests.conftest import ROOT, Run, command_of

HELP = {both(key): key for key in spoken("en").words if key.startswith("help-")}
HAN = re.compile(r"[\u4e00-\u9fff]")


def options_of(found: click.Command) -> list[click.Option]:
    """The options of a command, ``--help`` among them."""
    return [each for each in found.get_params(click.Context(found)) if isinstance(each, click.Option)]


def test_both_languages_stand_one_behind_the_other() -> None:
    """English, then Chinese."""
    assert both("help-check") == "Read everything and report every problem. 读取全部内容并报告所有问题。"
    assert both("help-check", between="\n") == "Read everything and report every problem.\n读取全部内容并报告所有问题。"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told_in_both_languages(name: str) -> None:
    """Its help begins with its key, and names an example."""
    parts = (command_of(name).help or "").split("\n\n")
    assert parts[0] == both(f"help-{name}")
    assert re.fullmatch(rf"\x08\nExample: papershelf {name}\b.*", parts[1])
    assert all(part in HELP for part in parts[2:])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_told_in_both_languages(name: str) -> None:
    """Each option's help is the words of a key: the option's own, or one that several commands share."""
    found = options_of(command_of(name))
    for option in found:
        long = next(each for each in option.opts if each.startswith("--")).removeprefix("--")
        assert HELP.get(option.help or "") in (f"help-{name}-{long}", f"help-{long}")
    assert {"--help"} <= {each for option in found for each in option.opts}


def test_papershelf_itself_is_told_in_both_languages() -> None:
    """A paragraph a language, and every option."""
    assert main.help == "\n\n".join(spoken(lang)("help") for lang in ("en", "zh"))
    assert {HELP[option.help or ""] for option in options_of(main)} == {
        *("help-root", "help-lang", "help-debug", "help-version", "help-help"),
    }


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_printed_whatever_the_language(name: str, run: Run) -> None:
    """Status 0, both languages in the text, the example on a line of its own, and no mark of the help's own form."""
    said = {run(ROOT, *filter(None, [name]), "--help", lang=lang).output for lang in ("en", "zh")}
    assert len(said) == 1
    text = said.pop()
    assert HAN.search(text)
    assert "\\b" not in text
    assert "\x08" not in text
    if name:
        example = (command_of(name).help or "").split("\n\n")[1].removeprefix("\b\n")
        assert f"\n  {example}\n" in text
    else:
        assert re.findall(r"^  ([a-z]+)  ", text.partition("Commands:")[2], re.M) == sorted(COMMANDS)


def test_a_command_is_made_of_its_words() -> None:
    """Name, help and example come from what it is called; more words stand behind the example."""

    @command("check", "papershelf check", more="help-refresh-token")
    def found() -> None:
        """A command."""

    assert isinstance(found, Helped)
    assert found.name == "check"
    assert found.help == f"{both('help-check')}\n\n\b\nExample: papershelf check\n\n{both('help-refresh-token')}"
    option = found.get_help_option(click.Context(found, help_option_names=["-h", "--help"]))
    assert option is not None
    assert (option.opts, option.help) == (["-h", "--help"], both("help-help"))
    assert found.get_help_option(click.Context(found, help_option_names=[])) is None


@pytest.mark.parametrize(("name", "option", "default"), [("links", "--pause", "1.0"), ("links", "--seconds", "20.0"), ("add", "--timeout", "3.5")])  # fmt: skip
def test_what_holds_without_an_option_is_told(name: str, option: str, default: str, run: Run) -> None:
    """Seconds that are waited."""
    said = " ".join(run(ROOT, name, "--help").output.split())
    assert re.search(rf"{option} [^-]*?\[default: {re.escape(default)}", said)
