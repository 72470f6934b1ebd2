"""Sizes as printed: numbers of parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal


def millions(printed: str | Mapping[str, str] | None) -> Decimal | None:
    """A printed size in millions: the sum of its parts; nothing where it is none."""
    parts = list(printed.values()) if isinstance(printed, Mapping) else (printed or "").split("+")
    sizes = []
    for part in parts:
        found = re.fullmatch(r"(\d+(?:\.\d+)?) ?([MBKk])", part.strip())
        if not found:
            return None
        sizes.append(Decimal(found.group(1)) * {"B": 1000, "M": 1}.get(found.group(2), Decimal("0.001")))
    return sum(sizes, Decimal(0)) if sizes else None
