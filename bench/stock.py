"""The same site for stock MkDocs with Material: a Markdown file for each page, whose HTML is handed to it finished.

It has to do less than ours: what pages say, lists, citations, and data are made before; and no page but the first
stands in its navigation, without which it would take many times as long.
"""

from __future__ import annotations

import json
from pathlib import Path

from papershelf import site
from papershelf.render.edition import Edition

CONFIG = """\
site_name: Stock
theme: {name: material, font: false}
nav: [index.md]
validation:
  nav: {omitted_files: ignore}
  links: {not_found: ignore, absolute_links: ignore, unrecognized_links: ignore}
"""


def lay(folder: Path, editions: tuple[Edition, ...]) -> Path:
    """A MkDocs project with every page of every language in ``folder``."""
    for edition in editions:
        for path, page in site.all_pages(edition).items():
            file = folder / "docs" / edition.below / path / "index.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            matter = json.dumps({"title": page.title, "description": page.description}, ensure_ascii=False)
            file.write_text(f"---\n{matter}\n---\n\n<div>\n{page.html}\n</div>\n", "utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    return folder
