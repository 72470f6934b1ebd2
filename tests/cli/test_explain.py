"""explain: the page of every rule, and the list of them."""

from __future__ import annotations

import pytest

from papershelf.problems import LANGUAGES, rules
from tests.conftest import TOY, Run


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", rules())
def test_every_rule_is_explained(code: str, lang: str, run: Run) -> None:
    """The page says code, level, what and why, and shows a bad and a good example, with braces as written."""
    done = run(TOY, "explain", code, lang=lang)
    assert done.exit_code == 0
    rule = rules()[code]
    assert done.output.startswith(f"{code} ({rule.level})\n\n")
    assert rule.texts[lang]["page"].format() in done.output
    for example in (rule.bad, rule.good):
        assert all(f"    {line}".rstrip() in done.output for line in example.rstrip().split("\n"))


def test_without_a_code_the_rules_are_listed(run: Run) -> None:
    """By code, one a line, status 0."""
    done = run(TOY, "explain")
    assert (done.exit_code, done.stdout.split("\n"), done.stderr) == (0, [*rules(), ""], "")


def test_a_code_that_no_rule_has_is_wrong_use(run: Run) -> None:
    """Status 2; that there is none and which there are, on the error stream."""
    for lang, said in (("en", "no rule is called 'nonsense'"), ("zh", "没有规则“nonsense”")):
        done = run(TOY, "explain", "nonsense", lang=lang)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.startswith(said)
        assert done.stderr.split("\n")[1:] == [*rules(), ""]
