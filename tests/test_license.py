"""A license: what SPDX calls it, or that none is stated; words of their own mean nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.license import NONE_STATED, meant


@pytest.mark.parametrize(
    ("written", "spdx"),
    [
        ("MIT", "MIT"),
        ("mit license", "MIT"),
        ("The MIT Licence", "MIT"),
        ("Apache 2.0", "Apache-2.0"),
        ("Apache License, Version 2.0", "Apache-2.0"),
        ("apache license v2.0", "Apache-2.0"),
        ("Apache-2", "Apache-2.0"),
        ("GPLv3", "GPL-3.0"),
        ("GNU GPL", ""),
        ("GPL v3", "GPL-3.0"),
        ("LGPL v2.1", "LGPL-2.1"),
        ("BSD 3-Clause", "BSD-3-Clause"),
        ("CC BY-NC-SA 4.0", "CC-BY-NC-SA-4.0"),
        ("cc by 4.0", "CC-BY-4.0"),
        ("CC0 1.0", "CC0-1.0"),
        ("Unlicense", "Unlicense"),
        ("mit or apache-2.0", "MIT OR Apache-2.0"),
        ("(MIT AND GPL-3.0-only)", "(MIT AND GPL-3.0-only)"),
        ("LicenseRef-lab", "LicenseRef-lab"),
    ],
)
def test_spellings_of_a_license(written: str, spdx: str) -> None:
    """The id or expression that SPDX lists; nothing where it cannot be told which is meant."""
    assert meant(written) == spdx


@pytest.mark.parametrize(
    "written", ["none stated", "None", "NONE", "no", "No licence", "not stated", " n/a ", "Unlicensed"]
)
def test_ways_to_say_that_none_is_stated(written: str) -> None:
    """One of them is right."""
    assert meant(written) == NONE_STATED


@pytest.mark.parametrize(
    "written",
    [
        "",
        "unknown",
        "custom",
        "S-Lab License 1.0",
        "for research only",
        "BSD",
        "MIT / Apache",
        "(",
        "MIT and",
        "许可",
        "(" * 1000,
    ],
)
def test_words_of_their_own(written: str) -> None:
    """They are kept as they were found."""
    assert meant(written) == ""


@given(st.text(max_size=60))
def test_what_is_meant_means_itself(written: str) -> None:
    """Whatever is written: the remedy that is told is right itself."""
    found = meant(written)
    assert meant(found) == found
