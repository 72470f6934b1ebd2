"""A number of parameters as sources print it, such as 25M: exact, in millions.

``850K``, ``25M``, ``1.2B`` are thousands, millions and thousands of millions; the letter may
be small and a blank may stand before it.  ``42M+86M`` is a sum, and so are named parts.  No
more than nine digits stand before and behind the point.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

Printed = str | Mapping[str, str]  # a size, or the sizes of parts by name

_PART = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,9}))?\s?([KMBkmb])")
_MILLIONS = {"K": Decimal("0.001"), "M": Decimal(1), "B": Decimal(1000)}


def millions(printed: Printed | None) -> Decimal | None:
    """A size in millions, exact; nothing where it, or a part of it, is no size.

    >>> millions("1.2B"), millions("42M+86M"), millions("large")
    (Decimal('1200.0'), Decimal('128'), None)
    """
    read = _read(printed)
    return read[0] if read else None


def agree(one: str, other: str) -> bool:
    """Whether two printed sizes are one to the digits of the coarser; words that are no size must be the same.

    >>> agree("25M", "25.3M"), agree("25M", "29M"), agree("1.2B", "1200M")
    (True, False, True)
    """
    a, b = _read(one), _read(other)
    if a is None or b is None:
        return one == other
    return abs(a[0] - b[0]) <= max(a[1], b[1]) / 2


def _read(printed: Printed | None) -> tuple[Decimal, Decimal] | None:
    """A size and the unit of its last digit, that of its coarsest part, both in millions."""
    parts = (printed or "").split("+") if not isinstance(printed, Mapping) else printed.values()
    found = [_PART.fullmatch(part.strip()) for part in parts]
    sizes, units = [], []
    for part in found:
        if part is None:
            return None
        whole, behind, letter = part[1], part[2] or "", _MILLIONS[part[3].upper()]
        sizes.append(Decimal(f"{whole}.{behind}") * letter)
        units.append(letter.scaleb(-len(behind)))
    return (sum(sizes, Decimal(0)), max(units)) if sizes else None
