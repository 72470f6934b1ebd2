"""What is left out is told on the last lines, also where several workers run the tests; with CI=true it has failed."""

from __future__ import annotations

import os

import pytest

from tests.conftest import ROOT

pytest_plugins = ["pytester"]

HOOKS = "from tests.conftest import pytest_runtest_makereport, pytest_terminal_summary\n"
TESTS = """
import pytest

@pytest.mark.skip(reason="no chromium here; get it")
def test_one(): pass

@pytest.mark.parametrize("n", range(3))
def test_other(n): pytest.skip("no chromium here; get it")

@pytest.mark.xfail
def test_known(): assert False

def test_fine(): pass
"""


@pytest.mark.parametrize("ci", ["", "true"])
def test_left_out(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, ci: str) -> None:
    """How many and why, once; a test that is known to fail is none of them."""
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}{os.pathsep}{ROOT / 'src'}")
    pytester.makeconftest(HOOKS)
    pytester.makepyfile(TESTS)
    result = pytester.runpytest_subprocess("-n", "2", "-p", "no:cacheprovider")
    if ci:
        result.assert_outcomes(passed=1, failed=3, errors=1, xfailed=1)
        assert result.ret == pytest.ExitCode.TESTS_FAILED
        result.stdout.fnmatch_lines(["*no chromium here; get it*"])
    else:
        result.assert_outcomes(passed=1, skipped=4, xfailed=1)
        assert result.ret == pytest.ExitCode.OK
        assert result.outlines[-2] == "4 left out: no chromium here; get it"
