"""Whatever check passes, builds and exports, and nothing is uncaught, whatever node of a file is changed."""

from __future__ import annotations

import random

import pytest
from bench import fuzz

FAULTS = [*fuzz.one_of_each()]
KINDS = len(fuzz.KINDS)
# Of each field two kinds of fault, others for the next; `python -m bench fuzz` tries without end.
TRIED = [fault for n, fault in enumerate(FAULTS) if n % KINDS in ((n // KINDS) % KINDS, (n // KINDS + 3) % KINDS)]
PARTS = 10


def test_every_field_of_every_model_is_hit() -> None:
    """By a fault of each kind in what may be tried, and by two in what is tried here."""
    for faults, count in ((FAULTS, KINDS), (TRIED, 2)):
        hit = [fuzz.spot(fault.file, fault.path) for fault in faults]
        assert {spot for spot in hit if spot} == fuzz.spots()
        assert all(hit.count(spot) == count for spot in fuzz.spots())
    assert len(fuzz.spots()) > 170
    assert {fault.kind for fault in TRIED} == set(fuzz.KINDS)


def test_the_shelf_itself_builds() -> None:
    """With every field in it."""
    assert fuzz.tried({})


@pytest.mark.parametrize("part", range(PARTS))
def test_a_fault_in_a_field_is_told_or_builds(part: int) -> None:
    """Told, reported in each language, formatted; built and exported whole where there is no error."""
    built = 0
    for n, fault in enumerate(TRIED[part::PARTS]):
        data = fuzz.mutated(fuzz.base()[fault.file], fault.path, fault.kind, random.Random(n))
        built += fuzz.tried({fault.file: fuzz.text(fault.file, data)})
    assert 0 < built < len(TRIED[part::PARTS])


@pytest.mark.parametrize("part", range(4))
def test_drawn_faults_are_told_or_build(part: int) -> None:
    """Several at a time, and pieces of pages."""
    for seed in range(part, 80, 4):
        fuzz.tried(fuzz.drawn(seed)[1])


def test_a_benchmark_has_a_column_and_a_metric() -> None:
    """Without one there is no mean to judge: found by drawn faults."""
    for path in (("benchmarks", 1, "columns", 0), ("benchmarks", 1, "metrics", 0)):
        data = fuzz.mutated(fuzz.base()["catalogue.yaml"], path, "remove", random.Random(0))
        assert not fuzz.tried({"catalogue.yaml": fuzz.text("catalogue.yaml", data)})


def test_a_fault_may_follow_another_at_the_same_node() -> None:
    """What was emptied can be lengthened."""
    data = fuzz.mutated({"a": None}, ("a",), "lengthen", random.Random(0))
    assert set(data["a"]) == {"x"}


def test_faults_are_counted(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What is uncaught is printed with its seed, and so is what takes too long."""
    monkeypatch.setattr(fuzz, "HANG", -1.0)
    assert fuzz.fuzz(0.01, 7) >= 1

    def fails(_: object) -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(fuzz, "HANG", 100.0)
    monkeypatch.setattr(fuzz, "tried", fails)
    assert fuzz.fuzz(0.01, 7) >= 1
    printed = capsys.readouterr().out
    assert printed.count("seed 7: ") == 2
    assert "ZeroDivisionError" in printed
    assert " shelves in " in printed
