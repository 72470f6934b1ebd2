"""The kinds of value a field may hold: ids, addresses, dates, numbers, texts.

Values come as strings, as written (see ``source``), and are typed here.  What is wrong is
raised as ``problem(code)``, with the code of the rule that explains it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from papershelf.arxiv import ARXIV_ID, is_id, wrong_month
from papershelf.hosts import seems_open

MAX_DIGITS = 15  # of a number; beyond it a mean could not be rounded exactly
RESERVED = frozenset({"index", "zh", "en"})
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COMMON_URL = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:org|com|cn|io|edu|net|ai|co)(?:/|$)"
)  # always right
# What no reader sees: soft hyphen, joiners, marks of direction, letters without a form, tags
# (https://www.unicode.org/reports/tr36/, "Bidirectional Text Spoofing", and default ignorable code points).
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff"
    "\uffa0\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_URL = re.compile(r"https?://[^\s<>\"'`\\{}|^\x00-\x1f]+", re.I)


def problem(code: str, **values: Any) -> PydanticCustomError:
    """The error to raise where the rule ``code`` finds a value wrong."""
    return PydanticCustomError(code, "{code}", {"code": code, **values})


def _id(value: Any) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value) or len(value) > 80:
        raise problem("bad-id", value=value)
    if value in RESERVED:
        raise problem("reserved-id", value=value)
    return value


def _key(value: Any) -> str:
    """The id of a field, which may have underscores as the fields of the engine have."""
    if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9]+(?:[_-][a-z0-9]+)*", value) or len(value) > 80:
        raise problem("bad-id", value=value)
    return value


def _language(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z]{2}", value):
        raise problem("bad-language", value=value)
    return value


def url(value: Any) -> str:
    """An http or https address that a reader can open."""
    if isinstance(value, str) and _URL.fullmatch(value):
        if _COMMON_URL.match(value):
            return value
        try:
            parts = urlsplit(value)
            if parts.hostname and "." in parts.hostname and not parts.username and seems_open(parts.hostname):
                parts.port  # noqa: B018 — raises where the port is no number
                return value
        except ValueError:
            pass
    raise problem("bad-url", value=value)


def _whole(value: Any) -> int:
    if not re.fullmatch(r"[12][0-9]{3}", str(value)):
        raise problem("bad-year", value=value)
    return int(value)


def _month(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[12][0-9]{3}-(0[1-9]|1[0-2])", value):
        raise problem("bad-month", value=value)
    return value


def _day(value: Any) -> date:
    try:
        if isinstance(value, date) or re.fullmatch(r"[0-9]{4}-[0-9][0-9]-[0-9][0-9]", str(value)):
            return value if isinstance(value, date) else date.fromisoformat(value)
    except ValueError:
        pass
    raise problem("bad-date", value=value)


def _flag(value: Any) -> bool:
    if isinstance(value, bool) or value in ("true", "false"):
        return value in (True, "true")
    raise problem("literal_error", expected="'true' or 'false'")


def _number(value: Any) -> Decimal | None:
    """A score as printed, exact; ``-`` is a metric not printed."""
    if value == "-" or value is None:
        return None
    try:
        number = Decimal(str(value))
        if number.is_finite() and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", str(value), re.A):
            if len(str(value)) > MAX_DIGITS + 2:  # a sign and a point
                raise problem("too-many-digits", value=value, limit=MAX_DIGITS)
            return number
    except InvalidOperation:
        pass
    raise problem("bad-number", value=value)


def _strength(value: Any) -> str:
    """A strength, as a number."""
    if not re.fullmatch(rf"[0-9]{{1,{MAX_DIGITS}}}(\.[0-9]{{1,{MAX_DIGITS}}})?", str(value), re.A):
        raise problem("bad-number", value=value)
    return str(value)


def _arxiv(value: Any) -> str:
    """An arXiv id without version."""
    words = value if isinstance(value, str) else ""
    if is_id(words):
        return words
    if month := wrong_month(words):
        raise problem("arxiv-month", value=value, month=month)
    raise problem("bad-arxiv", value=value)


def _doi(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"10\.[0-9]{4,9}/\S+", value):
        return value
    raise problem("bad-doi", value=value)


def scalar(value: Any) -> Any:
    """The value, unless it is empty: what is unknown is left out."""
    if value is None or (isinstance(value, str) and not value.strip()):
        raise problem("empty-value")
    if isinstance(value, str) and (found := INVISIBLE.search(value)):
        if not INVISIBLE.sub("", value).strip():
            raise problem("empty-value")
        raise problem("invisible-character", char=f"U+{ord(found.group()):04X}")
    return value


Id = Annotated[
    str, BeforeValidator(_id, json_schema_input_type=str), Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)
]
Key = Annotated[
    str, BeforeValidator(_key, json_schema_input_type=str), Field(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=80)
]
Language = Annotated[str, BeforeValidator(_language, json_schema_input_type=str), Field(pattern=r"^[a-z]{2}$")]
Url = Annotated[str, BeforeValidator(url, json_schema_input_type=str), Field(pattern=r"^https?://")]
Year = Annotated[int, BeforeValidator(_whole, json_schema_input_type=int), Field(ge=1000, le=2999)]
Month = Annotated[str, BeforeValidator(_month, json_schema_input_type=str), Field(pattern=r"^\d{4}-\d\d$")]
Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=date)]
Flag = Annotated[bool, BeforeValidator(_flag, json_schema_input_type=bool)]
Score = Annotated[Decimal | None, BeforeValidator(_number, json_schema_input_type=float | Literal["-"])]
Strength = Annotated[
    str,
    BeforeValidator(_strength, json_schema_input_type=float | Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)?$")]),
]
Line = Annotated[
    str,
    BeforeValidator(scalar, json_schema_input_type=str),
    StringConstraints(min_length=1, max_length=1000, strip_whitespace=True),
]
Prose = Annotated[
    str, BeforeValidator(scalar, json_schema_input_type=str), StringConstraints(min_length=1, max_length=20_000)
]
ArxivId = Annotated[str, BeforeValidator(_arxiv, json_schema_input_type=Annotated[str, Field(pattern=f"^{ARXIV_ID}$")])]
Doi = Annotated[str, BeforeValidator(_doi, json_schema_input_type=str), Field(pattern=r"^10\.\d{4,9}/\S+$")]


class Record(BaseModel):
    """Frozen, and strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


class Text(RootModel[dict[str, Prose]]):
    """A text in one or more languages: language → words."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _mapping(cls, value: Any) -> Any:
        if not isinstance(value, dict) or not value:
            raise problem("not-a-text", value=value if isinstance(value, str) else "…")
        return value

    def in_(self, lang: str) -> str:
        """The words in a language, or in the first that there is."""
        return self.root.get(lang) or next(iter(self.root.values()))

    def lang(self, lang: str) -> str:
        """The language that ``in_`` answers in."""
        return lang if self.root.get(lang) else next(iter(self.root))

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]
        return iter(self.root)


def _names_as_properties(schema: dict[str, Any]) -> None:
    """In the written form each language's name is a field of its own."""
    name = schema["properties"].pop("name")
    schema["required"].remove("name")
    schema["patternProperties"] = {"^[a-z]{2}$": {"type": "string", "description": name["description"]}}


class Word(Record):
    """A word that entries use, with its name in each language: ``{id, en, zh}`` and more."""

    model_config = ConfigDict(json_schema_extra=_names_as_properties)

    id: Id = Field(description="The word used in entries.")
    name: Text = Field(description="Its name in that language.")

    @model_validator(mode="before")
    @classmethod
    def _names(cls, value: Any) -> Any:
        """Gathers the names, one field a language, into one text."""
        if not isinstance(value, dict):
            return value
        names = {key: name for key, name in value.items() if len(key) == 2 and key.islower() and key != "id"}
        return {**{key: each for key, each in value.items() if key not in names}, "name": names or None}
