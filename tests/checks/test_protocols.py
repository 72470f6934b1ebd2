"""Rules on typed protocols: a field that is not listed, a value that its field cannot have; at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from papershelf import shelf
from papershelf.problems import as_text

SHELF = Path(__file__).parents[1] / "shelves" / "sounds"
IS = '{is: {hall: mono, street: mono}, source: "https://sounds.example.org/protocol#channels"}'
URL = "source: https://x.org/"
FIELD, VALUE = "unknown-protocol-field", "wrong-protocol-value"


def found(root: Path, old: str, new: str, file: str = "catalogue.yaml") -> list[tuple[str, str, str]]:
    """Code, entry and words at the place of each error of the shelf of sounds after a change."""
    for each in SHELF.iterdir():
        if each.is_file():
            text = each.read_text("utf-8")
            if each.name == file:
                assert text.count(old) == 1, old
                text = text.replace(old, new)
            (root / each.name).write_text(text, "utf-8")
    for lang in ("en", "zh"):
        (root / "docs" / lang).mkdir(parents=True)
        (root / "docs" / lang / "index.md").write_text("# Sounds\n", "utf-8")
    problems = [each for each in shelf.read(root).problems if each.code in (FIELD, VALUE)]
    lines = {name: (root / name).read_text("utf-8").split("\n") for name in ("catalogue.yaml", "papers.yaml")}
    return [
        (each.code, each.entry, lines[each.place.file][each.place.line - 1][each.place.column - 1 :].split(":")[0])
        for each in problems
    ]


def test_the_shelf_is_without_fault(tmp_path: Path) -> None:
    """It tells fields of a board and of settings."""
    assert found(tmp_path, "protocol: {regime: each}", "protocol: {regime: each}") == []


@pytest.mark.parametrize(
    ("old", "new", "code", "spot"),
    [
        (f"channels: {IS}", f"chanels: {IS}", FIELD, "chanels"),
        ("protocol: {regime: each}", "protocol: {regim: each}", FIELD, "regim"),
        ("  sources: [https://sounds", "  breaks: [regimen]\n  sources: [https://sounds", FIELD, "regimen]"),
        (IS, f"{{is: mon, {URL}}}", VALUE, "{is"),
        (IS, f"{{is: [mono], {URL}}}", VALUE, "{is"),
        (IS, f"{{is: {{hal: mono}}, {URL}}}", VALUE, "{is"),
        (IS, f"{{is: {{hall: mon}}, {URL}}}", VALUE, "{is"),
        ("protocol: {regime: each}", "protocol: {regime: {hall: each}}", VALUE, "{hall"),
        ("training: {sought: [", f"regime: {{is: [each], {URL}}}\n    training: {{sought: [", VALUE, "{is"),
        ("training: {sought: [", f"regime: {{is: few, {URL}}}\n    training: {{sought: [", VALUE, "{is"),
    ],
)
def test_a_slip_in_a_board_is_told_at_its_place(old: str, new: str, code: str, spot: str, tmp_path: Path) -> None:
    """An unknown field at its key, a wrong value at the value."""
    assert found(tmp_path, old, new) == [(code, "rooms", spot)]


@pytest.mark.parametrize(("field", "value", "code"), [("regim", "each", FIELD), ("regime", "none", VALUE)])
def test_a_slip_in_a_row_is_told_by_its_entry(field: str, value: str, code: str, tmp_path: Path) -> None:
    """As one in a board."""
    new = f"    setting: each\n    protocol: {{{field}: {{is: {value}, {URL}}}}}\n"
    assert [told[:2] for told in found(tmp_path, "    setting: each\n", new, "papers.yaml")] == [(code, "echo-2")]


@pytest.mark.parametrize(
    ("value", "fits"), [("0", True), ("4", True), ("1.5", True), ("-1", False), ("four", False), ("1e3", False)]
)
def test_numbers(value: str, fits: bool, tmp_path: Path) -> None:
    """Plain ones."""
    text = (SHELF / "catalogue.yaml").read_text("utf-8")
    of = "  type: one\n  per: column\n"
    assert text.count(of) == 1
    new = text.replace(of, "  type: number\n  per: column\n").replace(IS, f'{{is: "{value}", {URL}}}')
    assert [each[0] for each in found(tmp_path, text, new)] == [VALUE] * (not fits)


def test_brackets_too_many_or_too_few_are_shown(tmp_path: Path) -> None:
    """A list where one value stands, and one value where a list does; nothing near is offered."""
    for n, (old, new, told) in enumerate(
        (
            (IS, f"{{is: [mono], {URL}}}", ("[mono]", "mono · stereo")),
            ("training: {sought: [", f"training: {{is: halls, {URL}}}\n    regime: {{sought: [", ("halls", "[halls, ")),
        )
    ):
        (tmp_path / str(n)).mkdir()
        found(tmp_path / str(n), old, new)
        (problem,) = (each for each in shelf.read(tmp_path / str(n)).problems if each.code == VALUE)
        assert problem.values["value"] == told[0]
        assert str(problem.values["known"]).startswith(told[1])
        assert "did you mean" not in as_text([problem], "en")


@pytest.mark.parametrize(
    ("old", "new", "list_"),
    [
        ("- id: training\n  en:", "- id: regime\n  en:", "protocol_fields"),
        ("  - {id: streets, en: Streets", "  - {id: halls, en: Streets", "values"),
    ],
)
def test_a_field_and_a_value_stand_once(old: str, new: str, list_: str, tmp_path: Path) -> None:
    """Else nobody could tell which is meant."""
    found(tmp_path, old, new)
    codes = [
        (each.code, each.values["list"]) for each in shelf.read(tmp_path).problems if each.code == "duplicate-term"
    ]
    assert codes == [("duplicate-term", list_)]
