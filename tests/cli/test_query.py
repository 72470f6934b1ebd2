"""query as a command: its words and forms, empty answers, wrong words."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from papershelf import open_shelf
from papershelf.query import Question, answers
from papershelf.query.forms import FORMS, answer
from papershelf.words import spoken
from tests.conftest import TOY, Run
from tests.making import SOUNDS, sounds


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_the_answer(form: str, run: Run) -> None:
    """What is printed is the answer in the form asked for; for people the hits are counted beside it."""
    catalogue = open_shelf(TOY).catalogue
    hits = answers(catalogue, Question(technique=("self-attention",), until=2019, code="unknown"))
    words = ("--technique", "self-attention", "--until", "2019", "--code", "unknown")
    for lang, counted in (("en", "1 hit\n"), ("zh", "1 条结果\n")):
        done = run(TOY, "query", *words, "--format", form, lang=lang)
        assert (done.exit_code, done.stdout_bytes.decode()) == (0, answer(form, hits, spoken(lang)))
        assert done.stderr == (counted if form == "table" else "")


ASKED = {
    "technique": "masking",
    "task": "denoising",
    "domain": "speech",
    "venue": "arxiv",
    "kind": "method",
    "scope": "all-in-one",
    "since": "2026",
    "until": "2020",
    "code": "no",
    "weights": "announced",
    "demo": "yes",
    "benchmark": "rooms",
    "setting": "Each",
    "min_params": "20M",
    "max_params": "20M",
}


@pytest.mark.parametrize("name", [field.name for field in fields(Question)])
def test_each_word_of_a_question_is_an_option(name: str, run: Run) -> None:
    """It asks what its name says, and no answer is that of no question."""
    with_board = {"benchmark": "rooms"} if name == "setting" else {}
    value: object = ASKED[name]
    value = (value,) if name in ("technique", "task", "domain") else value
    value = int(str(value)) if name in ("since", "until") else value
    wanted = answers(sounds(), Question(**{name: value, **with_board}))  # type: ignore[arg-type]
    words = [word for key in (*with_board, name) for word in (f"--{key.replace('_', '-')}", ASKED[key])]
    done = run(SOUNDS, "query", *words, "--format", "json")
    assert (done.exit_code, done.stdout_bytes.decode()) == (0, answer("json", wanted, spoken("en")))
    assert answer("json", wanted, spoken("en")) != answer("json", answers(sounds(), Question()), spoken("en"))


def test_question_without_answer(run: Run) -> None:
    """No hit is no error: an empty answer that each form can hold."""
    for form in FORMS:
        done = run(TOY, "query", "--since", "2999", "--format", form)
        assert done.exit_code == 0, done.output
    assert run(TOY, "query", "--since", "2999", lang="zh").output.endswith("0 条结果\n")
    assert json.loads(run(TOY, "query", "--since", "2999", "--format", "json").stdout) == []


def test_wrong_word_is_wrong_use(run: Run) -> None:
    """Status 2 and the nearest word, in both languages; where none is near, only that there is none."""
    done = run(TOY, "query", "--technique", "self-atention")
    assert (done.exit_code, done.output) == (
        2,
        "the catalogue has no technique 'self-atention'; did you mean 'self-attention'?\n",
    )
    assert "是否为“self-attention”" in run(TOY, "query", "--technique", "self-atention", lang="zh").output
    assert run(TOY, "query", "--technique", "zzz").output == "the catalogue has no technique 'zzz'\n"
    assert run(TOY, "query", "--format", "xml").exit_code == 2


def test_query_of_a_broken_shelf_reports(toy: Path, run: Run) -> None:
    """The report of check, status 1."""
    file = toy / "papers.yaml"
    file.write_text(file.read_text("utf-8").replace("venue: naacl", "venue: nacl"), "utf-8")
    done = run(toy, "query")
    assert done.exit_code == 1
    assert "unknown-venue" in done.output
