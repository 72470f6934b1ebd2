"""Text that agencies and authors hand out, with markup and TeX in it → plain text in one line."""

from __future__ import annotations

import codecs
import html
import re
import unicodedata
from contextlib import suppress

# Tags that agencies leave in titles: HTML of style, JATS, MathML; p < q stays.
_TAG = re.compile(r"</?(?:[biupq]|em|strong|su[bp]|sc|scp|tt|span|br|inf|(?:mml|jats):[\w-]+)\b[^<>]*>", re.I)


def plain(text: str) -> str:
    r"""Text in one line: tags dropped, references and TeX accents as the characters they stand for.

    >>> plain("A <i>Fast</i> &amp; {\\'E}l\\'egant Method")
    'A Fast & Élégant Method'
    """
    text = html.unescape(_TAG.sub("", html.unescape(text)))
    if "\\" in text:
        import latexcodec  # noqa: F401 — registers the codec

        with suppress(ValueError):  # a backslash that begins no TeX stays
            text = str(codecs.decode(text, "ulatex"))  # type: ignore[call-overload]
        text = re.sub(r"\{([^{}]*)\}", r"\1", text)
    shown = "".join(char for char in text if char.isprintable() or char.isspace())
    return " ".join(unicodedata.normalize("NFC", shown).split())
