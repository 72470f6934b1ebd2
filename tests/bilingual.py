"""The toy shelf in two languages, with a guide and a reading note, ready to be built."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import lay_toy_site

SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" role="img" aria-labelledby="t d">
<title id="t">{title}</title>
<desc id="d">D</desc>
<rect x="1" y="1" width="8" height="8" fill="none" stroke="currentColor"/>
</svg>
"""
NOTE = "# {title}\n\n## One\n\nOn [[transformer]].\n\n## Two\n\nIdea.\n\n## Three\n\nEnd.\n"
FILES = {
    "docs/zh/index.md": "# 玩具书架\n\n论文 [[bert]]。[[counts]]\n",
    "docs/en/taxonomy/index.md": "# The guide\n\n[[taxonomy/pre-training]]\n",
    "docs/zh/taxonomy/index.md": "# 导读\n\n[[taxonomy/pre-training]]\n",
    "docs/en/taxonomy/pre-training.md": "---\nfamily: techniques/pre-training\n---\n# Learning before\n\n[[bert|It]].\n",
    "docs/zh/taxonomy/pre-training.md": "---\nfamily: techniques/pre-training\n---\n# 先学后用\n\n见 [[bert]]，\n很好。\n",
    "docs/en/notes/bert.md": NOTE.format(title="On BERT"),
    "docs/zh/notes/bert.md": NOTE.format(title="论 BERT"),
    "docs/en/notes/bert.svg": SVG.format(title="A box"),
    "docs/zh/notes/bert.svg": SVG.format(title="方框"),
    "mkdocs.zh.yml": "INHERIT: mkdocs.yml\ndocs_dir: docs/zh\ntheme: {language: zh}\nplugins: {papershelf: {lang: zh}}\n",
    "README.zh.md": "# 玩具\n\n<!-- papershelf:counts -->\n<!-- /papershelf:counts -->\n\n"
    "<!-- papershelf:methods -->\n<!-- /papershelf:methods -->\n\n<!-- papershelf:papers -->\n<!-- /papershelf:papers -->\n",
}


def lay_bilingual(target: Path) -> Path:
    """A folder with the shelf, English at the site's root and Chinese below ``zh/``."""
    lay_toy_site(target)
    for name, text in FILES.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(text, "utf-8")
    replace(target / "catalogue.yaml", "title: {en: Toy Shelf}", "title: {en: Toy Shelf, zh: 玩具书架}")
    replace(target / "catalogue.yaml", "languages: [en]", "languages: [en, zh]")
    replace(target / "mkdocs.yml", "plugins: [papershelf]", "plugins: {papershelf: {lang: en}}")
    return target


def replace(file: Path, old: str, new: str) -> None:
    """Changes words of a file, which occur in it once."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")
