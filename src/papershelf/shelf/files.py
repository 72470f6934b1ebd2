"""Files as texts: read whole or told as a problem, replaced whole, and spliced between markers."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from papershelf.problems import Place, Problem, in_order

_MARKER = re.compile(r"^<!-- (/?)papershelf:([a-z]+) -->\r?$", re.M)


def read_text(root: Path, name: str, limit: int | None = None) -> tuple[str | None, list[Problem]]:
    """A file's text without byte order mark, its line ends as ``LF``; none, and why, where it cannot be read."""
    text, problems = raw_text(root, name, limit)
    return None if text is None else text.removeprefix("\ufeff").replace("\r\n", "\n"), problems


def raw_text(root: Path, name: str, limit: int | None = None) -> tuple[str | None, list[Problem]]:
    """A file's text, its line ends and byte order mark as they are; none, and why, where it cannot be read.

    ``limit`` are the bytes that it may have.
    """
    try:
        with (root / name).open("rb") as file:
            data = file.read(-1 if limit is None else limit + 1)
        if limit is not None and len(data) > limit:
            return None, [Problem(Place(name), "file-too-long", values={"limit": _bytes(limit)})]
        return data.decode("utf-8"), []
    except FileNotFoundError:
        return None, [Problem(Place(name), "no-file")]
    except OSError as error:
        return None, [Problem(Place(name), "unreadable", values={"what": error.strerror or error})]
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [Problem(Place(name, line), "not-utf8", values={"byte": error.start + 1})]


def too_large(root: Path, name: str, limit: int) -> list[Problem]:
    """That a file that nobody reads has more bytes than it may have."""
    with suppress(OSError):
        if (root / name).stat().st_size > limit:
            return [Problem(Place(name), "file-too-long", values={"limit": _bytes(limit)})]
    return []


def _bytes(count: int) -> str:
    """So many bytes in the unit that suits them."""
    return f"{count // 1024**2} MB" if count >= 1024**2 else f"{count // 1024} kB"


def text_of(file: Path) -> str:
    """A file's text, or nothing where there is no file."""
    return file.read_text("utf-8") if file.exists() else ""


def is_text(file: Path, text: str) -> bool:
    """Whether a file holds this very text, byte for byte."""
    return file.exists() and file.read_bytes() == text.encode()


def replace(file: Path, text: str) -> bool:
    """Replaces a file as a whole where its text changes, on the disk when this returns; whether it did."""
    if is_text(file, text):
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f".{file.name}.new")
    try:
        with new.open("wb") as out:
            out.write(text.encode())
            out.flush()
            os.fsync(out.fileno())
        os.replace(new, file)
    except BaseException:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise
    flush(file.parent)
    return True


def remove(file: Path) -> None:
    """Has a file go, from the disk when this returns; one that is gone already is no fault."""
    file.unlink(missing_ok=True)
    flush(file.parent)


def flush(folder: Path) -> None:
    """Has the names in a folder on the disk, where the system lets a folder be opened."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def lay(folder: Path, files: Iterable[tuple[str, str | bytes]]) -> None:
    """Writes files into a folder that nobody reads yet: path below it and text or bytes, one at a time."""
    made = set()
    for path, text in files:
        parent, _, name = path.rpartition("/")
        if parent not in made:
            os.makedirs(f"{folder}/{parent}", exist_ok=True)  # noqa: PTH103 — a Path each costs as much as the file
            made.add(parent)
        with open(f"{folder}/{parent}/{name}", "wb") as out:  # noqa: PTH123 — the same
            out.write(text.encode() if isinstance(text, str) else text)  # line ends as they are


def stale(root: Path, files: Mapping[str, str], code: str = "stale") -> list[Problem]:
    """The files whose text is not the given one, each as a problem at its first other line."""
    found = []
    for name, text in files.items():
        now, text = text_of(root / name), text.replace("\r\n", "\n")
        if now != text:
            pairs = zip((*now.split("\n"), None), (*text.split("\n"), None), strict=False)
            line = next((n for n, (a, b) in enumerate(pairs, 1) if a != b), 1)
            found.append(Problem(Place(name, line), code))
    return found


def spliced_in(raw: str, old: str, new: str) -> str:
    """A file's raw text with the lines that ``new`` has and ``old``, its plain text, has not; the rest byte for byte.

    A byte order mark and every line end stay; the new lines end as the first line does.
    """
    end = "\r" if raw.split("\n", 1)[0].endswith("\r") else ""
    lines, before, after = (
        (text if text.endswith("\n") else f"{text}{stop}\n").split("\n")[:-1]
        for text, stop in ((raw, end), (old, ""), (new, ""))
    )
    count = len(after) - len(before)
    at = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    if count >= 0 and before[at:] == after[at + count :] and len(lines) == len(before):
        after = [*lines[:at], *(line + end for line in after[at : at + count]), *lines[at:]]
    else:
        after = [line + end for line in after]
    return "".join(f"{line}\n" for line in after)


def splice(text: str, regions: Mapping[str, str], file: str) -> tuple[str, list[Problem]]:
    """The text with each region's words between its two marker lines; hand-written words stay byte for byte.

    A region is opened by a line ``<!-- papershelf:name -->`` and closed by
    ``<!-- /papershelf:name -->``.  Missing, doubled or crossed markers are problems, and
    then the text is returned as it was.
    """
    problems = []
    marks = [(m.group(1) == "", m.group(2), m) for m in _MARKER.finditer(text)]
    lines = {id(m): text.count("\n", 0, m.start()) + 1 for _, _, m in marks}
    for name in regions:
        mine = [(opens, m) for opens, region, m in marks if region == name]
        if [opens for opens, _ in mine] != [True, False]:
            what = "none" if not mine else ", ".join("open" if opens else "close" for opens, _ in mine)
            line = lines[id(mine[0][1])] if mine else 1
            problems.append(Problem(Place(file, line), "bad-marker", values={"region": name, "what": what}))
    open_region = ""
    for opens, region, m in marks:
        if region not in regions or (opens and open_region) or (not opens and region != open_region):
            values = {"region": region, "what": f"{open_region or '-'} / {region}"}
            problems.append(Problem(Place(file, lines[id(m)]), "bad-marker", values=values))
        open_region = region if opens else ""
    if problems:
        return text, in_order(problems)[:1]
    for (_, region, start), (_, _, end) in reversed([*zip(marks[::2], marks[1::2], strict=True)]):
        newline = "\r\n" if start.group().endswith("\r") else "\n"
        words = f"\n{regions[region].rstrip()}\n".replace("\n", newline).removeprefix("\r")
        text = text[: start.end()] + words + text[end.start() :]
    return text, []


def templates(root: Path) -> dict[str, str]:
    """The templates of a folder as texts by path, words and the theme's included."""
    folder = root / "templates"
    parts = ("words/*.*", "readme/*.*", "site/*.*", "citations/*.*", "summary/*.*", "theme/**/*.html")
    files = sorted(file for part in parts for file in folder.glob(part))
    return {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in files}


def assets(root: Path, lang: str) -> dict[str, Path]:
    """Path below a language's root → file, of what its pages show beside words: the theme's, and pictures in docs/.

    Diagrams of notes stand inside their pages; hidden files and readmes are for those who write.
    """
    found = {}
    for folder in (root / "templates" / "theme", root / "docs" / lang):
        for file in sorted(folder.rglob("*")):
            path = file.relative_to(folder)
            hidden = any(part.startswith(".") for part in path.parts) or file.stem == "readme"
            if not hidden and file.suffix not in (".html", ".md") and not path.match("notes/*.svg") and file.is_file():
                found[path.as_posix()] = file
    return found
