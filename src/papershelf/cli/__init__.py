"""The commands: a few lines each over the library, and the only place that prints and exits.

One module a group of commands; what they say stands in ``words``.
"""

from __future__ import annotations

import locale
import sys
from contextlib import suppress
from pathlib import Path

import click

from papershelf import shelf
from papershelf.cli import adding, asking, keeping, looking, making, reviewing
from papershelf.cli.context import Context, language
from papershelf.problems import LANGUAGES

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="The catalogue's folder. 目录所在文件夹。",
)
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of messages. 消息语言。")
@click.version_option(package_name="papershelf")
@click.pass_context
def main(ctx: click.Context, root: Path, lang: str | None) -> None:
    """A paper catalogue out of one YAML file: README tables and a bilingual site.

    由一个 YAML 文件生成论文目录：README 表格与双语网站。
    """
    with suppress(locale.Error):  # a locale that this machine does not have
        locale.setlocale(locale.LC_CTYPE, "")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    shelf.settle(root)
    ctx.obj = Context(root, language(lang))


for _command in (
    keeping.check,
    keeping.format_,
    keeping.explain,
    making.build,
    making.serve,
    adding.add,
    asking.query,
    asking.coverage,
    looking.links,
    looking.refresh,
    reviewing.guard_,
    reviewing.summary,
):
    main.add_command(_command)
