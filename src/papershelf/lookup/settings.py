"""What a person settles about a draft entry: ``--set`` texts, and what is left to fill."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from papershelf.lookup.targets import Unusable
from papershelf.model import GROUPS, Links

LISTS = (*GROUPS, "extends")
# What --set may name, beside links.<kind>.
SETTABLE = ("id", "kind", "scope", "method", "title", "venue", "year", "arxiv", "doi", "public", "checked", *LISTS)
LINKS = tuple(Links.model_fields)


def missing(data: Mapping[str, Any]) -> list[str]:
    """The fields that a person can still fill, those first without which an entry is not valid."""
    wanted = [name for name in ("venue", "year") if name not in data]
    if data.get("scope") == "unknown":
        wanted.append("scope")
    if data.get("kind") == "method":
        wanted += [name for name in ("method",) if name not in data]
    wanted += [name for name in ("authors", "tasks", "techniques") if not data.get(name)]
    return [*wanted, *(["links.code"] if "code" not in data.get("links", {}) else []), "summary"]


def pairs(settings: Iterable[str]) -> dict[str, Any]:
    """``--set`` texts as fields: ``tasks=a,b`` is a list, ``links.code=https://…`` a link, ``method=`` none.

    >>> pairs(["venue=iclr", "tasks=parsing, translation", "method="])
    {'venue': 'iclr', 'tasks': ['parsing', 'translation'], 'method': ''}
    """
    found: dict[str, Any] = {}
    for each in settings:
        name, equals, value = (part.strip() for part in each.partition("="))
        link = name.removeprefix("links.") if name.startswith("links.") else ""
        if not equals or not (name in SETTABLE or link in LINKS):
            raise Unusable("set", words=each, fields=", ".join((*SETTABLE, "links.code")))
        found[name] = [part.strip() for part in value.split(",") if part.strip()] if name in LISTS else value
    return found


def put(data: dict[str, Any], remarks: dict[str, str], name: str, value: Any, today: date) -> None:
    """Puts a field that a person settled in the place of the proposal; an empty one is left out."""
    remarks.pop(name, None)
    if name.startswith("links."):
        links = data.setdefault("links", {})
        links[name.removeprefix("links.")] = value
        if value == "none":
            data.setdefault("checked", today.isoformat())
        if not value:
            del links[name.removeprefix("links.")]
        if not links:
            del data["links"]
    elif value in ("", []):
        data.pop(name, None)
    else:
        data[name] = int(value) if name == "year" and str(value).isdecimal() else value
