"""A license as entries write it: an SPDX id or expression, the words that were found, or ``none stated``.

Ids and expressions as SPDX lists them (https://spdx.org/licenses/), by packaging, which reads
the ``License-Expression`` of Python packages (https://peps.python.org/pep-0639/).
"""

from __future__ import annotations

import re

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

NONE_STATED = "none stated"  # its source was looked at, and states none
_NONE = {"none", "no", "no license", "no license stated", "not stated", "none stated", "n/a", "unlicensed"}


def meant(words: str) -> str:
    """The SPDX expression, or ``none stated``, that words mean; nothing where they are words of their own.

    >>> meant("mit"), meant("Apache License, Version 2.0"), meant("CC BY-NC 4.0"), meant("None"), meant("for research")
    ('MIT', 'Apache-2.0', 'CC-BY-NC-4.0', 'none stated', '')
    """
    plain = " ".join(words.casefold().replace("licence", "license").split())
    if plain in _NONE:
        return NONE_STATED
    # The usual words round an id: "the GPLv3 license", "Apache License, Version 2.0".
    bare = re.sub(r"\b(?:the|license)\b|,", " ", plain)
    bare = re.sub(r"[\s-]*\b(?:version|v)[\s.]*(?=\d)|(?<=[a-z])v(?=\d)", " ", bare)
    bare = "-".join(bare.split())
    tried = (words, bare, f"{bare}.0")  # many write the major version alone
    return next((found for found in map(_canonical, tried) if found), "")


def _canonical(words: str) -> str:
    """The expression with every id as SPDX writes it; nothing where it is none."""
    try:
        return canonicalize_license_expression(words)
    except InvalidLicenseExpression:
        return ""
