"""The commands as a contributor runs them: exit status, languages, forms, and never a traceback."""

from __future__ import annotations

import json
import os
import re
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf import shelf
from papershelf.problems import LANGUAGES, rules
from tests.conftest import ROOT, Run, RunProcess

PAPERS = (ROOT / "papers.yaml").read_bytes()
LINE = re.compile(r"[\w./-]+:\d+:\d+: (?:warning: |警告: )?([a-z0-9-]+)  .+")


def change(folder: Path, old: str, new: str, name: str = "papers.yaml") -> None:
    """Changes one file of a folder; the words must be there."""
    file = folder / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


# --- exit status --------------------------------------------------------------------------------------


def test_clean_shelf_exits_0(toy: Path, run: Run) -> None:
    """No problem: one line, status 0."""
    done = run(toy, "check")
    assert (done.exit_code, done.output) == (0, "no problems; 3 entries read\n")


def test_errors_exit_1_and_are_counted(toy: Path, run: Run) -> None:
    """Status 1; the last line counts problems, files and entries, in the singular where there is one."""
    change(toy, "venue: neurips", "venue: nerips")
    done = run(toy, "check")
    assert done.exit_code == 1
    assert done.output.endswith("\n1 problem in 1 file; 3 entries read\n")
    change(toy, "metrics: [bleu]", "metrics: [blue]", "catalogue.yaml")
    assert run(toy, "check").output.endswith("\n2 problems in 2 files; 3 entries read\n")
    assert run(toy, "check", lang="zh").output.endswith("\n2 个文件中有 2 个问题；读取 3 个条目\n")


def test_warnings_alone_exit_0(toy: Path, run: Run) -> None:
    """A warning is told and counted, and fails nothing."""
    change(toy, "Jimmy Ba]", "others]")
    done = run(toy, "check")
    assert done.exit_code == 0
    assert "warning: authors-cut  adam: " in done.output
    assert done.output.endswith("\nno errors, 1 warning; 3 entries read\n")


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


def test_folder_without_files(tmp_path: Path, run: Run) -> None:
    """Both files are missing: both are told, by the rule no-file, with what to do."""
    done = run(tmp_path, "check")
    assert done.exit_code == 1
    assert [LINE.fullmatch(line) is not None for line in done.output.split("\n")[:4]] == [True, False, True, False]
    assert "catalogue.yaml:1:1: no-file" in done.output
    assert "papers.yaml:1:1: no-file" in done.output
    assert "--root" in done.output


def test_missing_catalogue_hides_no_fault_of_the_entries(toy: Path, run: Run) -> None:
    """Without catalogue.yaml at least the YAML of papers.yaml is judged."""
    (toy / "catalogue.yaml").unlink()
    change(toy, "tasks: [optimization]", "tasks: [optimization")
    assert re.findall(r": ([a-z-]+)  ", run(toy, "check").output) == ["no-file", "open-bracket"]


def test_file_that_is_not_utf8(toy: Path, run: Run) -> None:
    """A file saved as GBK is told by the rule not-utf8, at the line of its first wrong byte."""
    data = (toy / "papers.yaml").read_bytes().replace(b"Jimmy Ba", "李雷".encode("gbk"))
    (toy / "papers.yaml").write_bytes(data)
    done = run(toy, "check")
    assert done.exit_code == 1
    assert "papers.yaml:41:1: not-utf8" in done.output


@pytest.mark.parametrize("text", ["", "papers:\n", "papers: []\n", "nonsense", "\0", "[", "- a", "papers: {a: b}\n"])
@pytest.mark.parametrize("name", ["papers.yaml", "catalogue.yaml"])
def test_degenerate_file_is_told_not_raised(name: str, text: str, toy: Path, run: Run) -> None:
    """An empty, tiny or shapeless file is a report."""
    (toy / name).write_text(text, "utf-8")
    done = run(toy, "check")
    assert done.exit_code in (0, 1)
    assert done.exception is None or isinstance(done.exception, SystemExit)


# --- languages ------------------------------------------------------------------------------------------

ENGLISH, CHINESE = "no problems; 3 entries read", "没有问题；读取 3 个条目"


@pytest.mark.parametrize(
    ("words", "env", "said"),
    [
        (["--lang", "zh"], {"PAPERSHELF_LANG": "en", "LC_ALL": "C.UTF-8"}, CHINESE),
        (["--lang", "en"], {"PAPERSHELF_LANG": "zh"}, ENGLISH),
        ([], {"PAPERSHELF_LANG": "zh"}, CHINESE),
        ([], {"PAPERSHELF_LANG": "zh_CN.UTF-8"}, CHINESE),
        ([], {"PAPERSHELF_LANG": "de"}, ENGLISH),
        ([], {"LC_ALL": "C.UTF-8"}, ENGLISH),
        ([], {"LC_ALL": "C"}, ENGLISH),
        ([], {}, ENGLISH),
    ],
)
def test_language_of_messages(
    words: list[str], env: dict[str, str], said: str, toy: Path, run_process: RunProcess
) -> None:
    """--lang, else PAPERSHELF_LANG, else the locale, else English."""
    done = run_process(toy, *words, "check", env=env)
    assert (done.stdout.strip(), done.stderr, done.returncode) == (said, "", 0)


def test_locale_that_the_machine_does_not_have(toy: Path, run_process: RunProcess) -> None:
    """A locale that is named but not installed, as is common over ssh, is no traceback: then English is spoken."""
    done = run_process(toy, "check", env={"LC_ALL": "xx_YY.nonsense"})
    assert (done.stdout.strip(), done.stderr, done.returncode) == (ENGLISH, "", 0)


def test_chinese_is_printed_whatever_the_terminal_s_encoding(toy: Path, run_process: RunProcess) -> None:
    """On an ASCII terminal the report is still written, as UTF-8."""
    env = {"PAPERSHELF_LANG": "zh", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = run_process(toy, "check", env=env | {"PYTHONIOENCODING": "ascii"})
    assert (done.stdout.strip(), done.returncode) == (CHINESE, 0)


# --- forms ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_forms_tell_the_same_problems(lang: str, toy: Path, run: Run) -> None:
    """Text, GitHub and JSON name the same places and codes; the last two carry both languages and nothing else."""
    change(toy, "venue: neurips", "venue: nerips")
    change(toy, "Jimmy Ba]", "others]")
    text, github, data = (run(toy, "check", "--form", form, lang=lang) for form in ("text", "github", "json"))
    assert {done.exit_code for done in (text, github, data)} == {1}
    places = [(e["file"], e["line"], e["column"], e["code"]) for e in json.loads(data.output)]
    assert places == [("papers.yaml", 29, 10, "unknown-venue"), ("papers.yaml", 41, 12, "authors-cut")]
    for file, line, column, code in places:
        assert re.search(rf"^{file}:{line}:{column}: .*{code}  ", text.output, re.M)
        assert re.search(rf"^::\w+ file={file},line={line},col={column},title={code}::", github.output, re.M)
    assert len(github.output.splitlines()) == 2
    assert "did you mean 'neurips'?" in github.output
    assert "是否想写" in github.output


def test_clean_shelf_in_other_forms(toy: Path, run: Run) -> None:
    """Nothing to tell: no annotation, an empty JSON list."""
    assert run(toy, "check", "--form", "github").output == ""
    assert json.loads(run(toy, "check", "--form", "json").output) == []


# --- explain and help ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", rules())
def test_every_rule_is_explained(code: str, lang: str, run: Run) -> None:
    """The page says code, level, what and why, and shows a bad and a good example, with braces as written."""
    done = run(ROOT, "explain", code, lang=lang)
    assert done.exit_code == 0
    rule = rules()[code]
    assert done.output.startswith(f"{code} ({rule.level})\n\n")
    assert rule.texts[lang]["page"].format() in done.output
    for example in (rule.bad, rule.good):
        assert all(f"    {line}".rstrip() in done.output for line in example.rstrip().split("\n"))


def test_explain_lists_the_rules(run: Run) -> None:
    """Without a code all are listed; with an unknown one the list goes to the error stream."""
    assert run(ROOT, "explain").output.split() == list(rules())
    done = run(ROOT, "explain", "nonsense", lang="zh")
    assert done.stdout == ""
    assert done.stderr.startswith("没有规则“nonsense”")


# --- format --------------------------------------------------------------------------------------------------


def test_format_check_changes_nothing_and_fails_where_something_would_change(toy: Path, run: Run) -> None:
    """A file out of form: status 1, told at its line, the file untouched; then format mends it."""
    change(toy, "year: 2017", "year:   2017")
    before = (toy / "papers.yaml").read_bytes()
    done = run(toy, "format", "--check")
    assert done.exit_code == 1
    assert done.output.startswith("papers.yaml:30:1: ")
    assert (toy / "papers.yaml").read_bytes() == before
    done = run(toy, "format")
    assert (done.exit_code, done.output) == (0, "papers.yaml: written in canonical form\n")
    done = run(toy, "format", "--check")
    assert (done.exit_code, done.output) == (0, "papers.yaml: already in canonical form\n")
    assert run(toy, "check").exit_code == 0


def test_format_leaves_a_canonical_file_untouched(toy: Path, run: Run) -> None:
    """Nothing to change: the file is not even written."""
    os.utime(toy / "papers.yaml", (1, 1))
    assert run(toy, "format", lang="zh").output == "papers.yaml：本来就是规范形式\n"
    assert (toy / "papers.yaml").stat().st_mtime == 1


def test_format_tells_what_it_could_not_read(toy: Path, run: Run) -> None:
    """A broken entry stays as it is; the rest is formatted; the problem is told with status 1."""
    change(toy, "tasks: [optimization]", "tasks: [optimization")
    change(toy, "year: 2017", "year:   2017")
    done = run(toy, "format")
    assert done.exit_code == 1
    assert "open-bracket" in done.output
    text = (toy / "papers.yaml").read_text("utf-8")
    assert "tasks: [optimization\n" in text
    assert "year: 2017\n" in text


def test_format_check_tells_not_canonical(toy: Path, run: Run) -> None:
    """The remedy for a file out of form is papershelf format: the rule not-canonical."""
    change(toy, "year: 2017", "year:   2017")
    assert re.findall(r": ([a-z-]+)  ", run(toy, "format", "--check").output) == ["not-canonical"]


def test_format_of_a_file_that_is_not_utf8(toy: Path, run: Run) -> None:
    """The rule not-utf8, as from check; no traceback."""
    (toy / "papers.yaml").write_bytes("papers:\n# 李雷\n".encode("gbk"))
    done = run(toy, "format")
    if isinstance(done.exception, UnicodeDecodeError):
        raise done.exception
    assert "not-utf8" in done.output


def test_format_without_a_file(tmp_path: Path, run: Run) -> None:
    """The rule no-file, as from check."""
    assert "no-file" in run(tmp_path, "format").output


def test_format_of_a_file_with_a_byte_order_mark(toy: Path, run: Run) -> None:
    """What check takes, format takes: Windows editors write the mark."""
    text = (toy / "papers.yaml").read_bytes()
    (toy / "papers.yaml").write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    assert run(toy, "check").exit_code == 0
    assert run(toy, "format").exit_code == 0
    assert (toy / "papers.yaml").read_bytes() == text


def test_stale_file_is_told_at_its_first_other_line(tmp_path: Path) -> None:
    """A file that is not what it should be is `stale` at the first line that differs; absent ones at line 1."""
    (tmp_path / "a.md").write_text("one\ntwo\nthree\n", "utf-8")
    wanted = {"a.md": "one\ntwo\n3\n", "b.md": "x\n"}
    told = [(str(p.place), p.code) for p in shelf.stale(tmp_path, wanted)]
    assert told == [("a.md:3:1", "stale"), ("b.md:1:1", "stale")]
    assert shelf.stale(tmp_path, {"a.md": "one\ntwo\nthree\n"}) == []


# --- hostile input -----------------------------------------------------------------------------------------------


def judged(folder: Path, data: bytes, run: Run, *words: str) -> None:
    """A papers.yaml of any bytes gives a report: status 0 or 1, each problem with its place and a remedy."""
    (folder / "papers.yaml").write_bytes(data)
    done = run(folder, *(words or ("check",)))
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code in (0, 1)
    *lines, last = done.output.rstrip("\n").split("\n")
    assert len(lines) % 2 == 0
    for fault, remedy in zip(lines[::2], lines[1::2], strict=True):
        found = LINE.fullmatch(fault)
        assert found, fault
        assert found.group(1) in rules()
        assert remedy.startswith("    help: ")
    assert last.endswith("entries read")
    assert (done.exit_code == 1) == (re.match(r"\d+ problem", last) is not None)


@settings(max_examples=150)
@given(data=st.binary(max_size=200), begun=st.booleans())
def test_random_bytes_are_a_report(data: bytes, begun: bool, toy: Path, run: Run) -> None:
    """Random bytes, alone or as an entry."""
    judged(toy, (b"papers:\n- id: x\n  title: " if begun else b"") + data, run)


HEAD, *PIECES = re.split(rb"(?=^- id: )", PAPERS, flags=re.M)
TOKENS = [
    each.encode() for each in [*string.punctuation, "\n", "\t", " ", "\r", "\0", "{{", "null", "[[a]]", "é", "去"]
]
TOKENS += [b"\xff", b"\xed\xa0\x80", b"- ", b": ", b"- id: ", b"\n- ", b"&a ", b"*a", b"<<: ", b'"\\ud800"', b'"\\x00"']
TOKENS += [b"[" * 50, b"9" * 5000, b"{x: " * 30, b"\xe2\x80\xa8", b"%n%s{0}{near}", b"\xef\xbb\xbf"]


@settings(max_examples=250)
@given(piece=st.sampled_from(PIECES), data=st.data())
def test_mutations_of_the_real_file_are_a_report(piece: bytes, data: st.DataObject, toy: Path, run: Run) -> None:
    """A real entry among others with pieces cut out, doubled or put in anywhere."""
    text = HEAD + PIECES[0] + piece + PIECES[-1]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        to = min(len(text), at + data.draw(st.sampled_from([0, 0, 1, 2, 10, 100])))
        text = text[:at] + data.draw(st.sampled_from([b"", text[at:to] * 2, *TOKENS])) + text[to:]
    judged(toy, text, run)


@settings(max_examples=150)
@given(piece=st.sampled_from(PIECES), data=st.data())
def test_format_of_mutations_never_raises_and_settles(piece: bytes, data: st.DataObject, toy: Path, run: Run) -> None:
    """Whatever stands in the file, format ends with status 0 or 1, and a second format changes nothing."""
    text = (HEAD + PIECES[0] + piece + PIECES[-1]).decode()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        to = min(len(text), at + data.draw(st.sampled_from([0, 1, 10, 100])))
        new = data.draw(st.sampled_from([b"", b"  # c", b"\n# c\n", *TOKENS])).decode(errors="ignore")
        text = text[:at] + new + text[to:]
    (toy / "papers.yaml").write_text(text, "utf-8", newline="")
    done = run(toy, "format")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    once = (toy / "papers.yaml").read_bytes()
    run(toy, "format")
    assert (toy / "papers.yaml").read_bytes() == once


@settings(max_examples=100)
@given(data=st.data())
def test_mutations_of_the_catalogue_are_a_report(data: st.DataObject, toy: Path, run: Run) -> None:
    """The same with catalogue.yaml."""
    text = (ROOT / "tests/shelves/toy/catalogue.yaml").read_bytes()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        to = min(len(text), at + data.draw(st.sampled_from([0, 1, 10, 100])))
        text = text[:at] + data.draw(st.sampled_from([b"", *TOKENS])) + text[to:]
    (toy / "catalogue.yaml").write_bytes(text)
    judged(toy, (toy / "papers.yaml").read_bytes(), run)
