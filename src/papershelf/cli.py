"""The commands: a few lines each over the library, and the only place that prints and exits."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import click

from papershelf import shelf
from papershelf.entry import formatted
from papershelf.problems import FORMS, LANGUAGES, Problem, Rule, in_order, rules

_SAYS = {
    "en": {
        "clean": "no problems{more}; {entries} entries read",
        "and": ", {more}",
        "accepted": ("1 accepted finding", "{} accepted findings"),
        "count": "{problems} in {files}; {entries} entries read",
        "warned": "no errors, {warnings}; {entries} entries read",
        "problem": ("1 problem", "{} problems"),
        "file": ("1 file", "{} files"),
        "warning": ("1 warning", "{} warnings"),
        "formatted": "{file}: written in canonical form",
        "as-is": "{file}: already in canonical form",
        "built": "site/ built: {pages} pages in {languages}. To look at it: make serve, or open site/index.html",
        "fresh": "README and schemas are fresh",
        "busy": "another build is under way in this folder; wait until it ends",
        "no-rule": "no rule is called '{code}'; the rules are:",
        "bad": "Fails:",
        "good": "Passes:",
        "failed": "the site was not built; the old one is untouched",
    },
    "zh": {
        "clean": "没有问题{more}；读取 {entries} 个条目",
        "and": "，{more}",
        "accepted": ("1 个已接受的问题", "{} 个已接受的问题"),
        "count": "{files}中有{problems}；读取 {entries} 个条目",
        "warned": "没有错误，{warnings}；读取 {entries} 个条目",
        "problem": (" 1 个问题", " {} 个问题"),
        "file": ("1 个文件", "{} 个文件"),
        "warning": ("1 条警告", "{} 条警告"),
        "formatted": "{file}：已写成规范形式",
        "as-is": "{file}：本来就是规范形式",
        "built": "site/ 已生成：{pages} 个页面，语言 {languages}。查看：make serve，或打开 site/index.html",
        "fresh": "README 与 schema 均为最新",
        "busy": "此文件夹中正有另一次生成，请等它结束",
        "no-rule": "没有规则“{code}”；现有规则：",
        "bad": "不通过：",
        "good": "通过：",
        "failed": "网站未生成，旧网站未改动",
    },
}


class _Context:
    def __init__(self, root: Path, lang: str) -> None:
        self.root = root
        self.lang = lang

    def say(self, name: str, **values: Any) -> str:
        text = _SAYS[self.lang][name]
        assert isinstance(text, str)
        return text.format(**values)

    def count(self, name: str, number: int) -> str:
        one, many = _SAYS[self.lang][name]
        return one if number == 1 else many.format(number)


def _language(chosen: str | None) -> str:
    """``--lang``, else PAPERSHELF_LANG, else the locale's, else English."""
    found = chosen or os.environ.get("PAPERSHELF_LANG") or locale.getlocale()[0] or ""
    return "zh" if found.lower().startswith(("zh", "chinese")) else "en"


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
    ctx.obj = _Context(root, _language(lang))


@main.command()
@click.option("--form", type=click.Choice(list(FORMS)), default="text", help="Form of the report. 报告形式。")
@click.pass_obj
def check(obj: _Context, form: str) -> None:
    """Read everything and report every problem. 读取全部内容并报告所有问题。

    Example: papershelf check --form github
    """
    found = shelf.read(obj.root)
    _report(obj, found.problems, form, len(found.registry.blocks), found.accepted)
    sys.exit(1 if found.errors else 0)


@main.command("format")
@click.option(
    "--check", "only_check", is_flag=True, help="Change nothing; fail if something would change. 只检查，不修改。"
)
@click.pass_obj
def format_(obj: _Context, only_check: bool) -> None:
    """Write papers.yaml in canonical form and order. 把 papers.yaml 写成规范形式与顺序。

    Example: papershelf format
    """
    old, problems = shelf.read_text(obj.root, shelf.PAPERS)
    if old is None:
        _report(obj, problems, "text", 0)
        sys.exit(1)
    new, problems = formatted(old, shelf.PAPERS)
    fresh = shelf.is_text(obj.root / shelf.PAPERS, new)
    if only_check and not fresh:
        problems += shelf.stale(obj.root, {shelf.PAPERS: new}, "not-canonical")
    elif not only_check:
        shelf.replace(obj.root / shelf.PAPERS, new)
    if problems:
        _report(obj, in_order(problems), "text", 0)
        sys.exit(1)
    click.echo(obj.say("as-is" if fresh else "formatted", file=shelf.PAPERS))


@main.command()
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; fail if README or schemas are stale. 只检查。"
)
@click.pass_obj
def build(obj: _Context, only_check: bool) -> None:
    """Write the site, the README's tables and the schemas. 生成网站、README 表格与 schema。

    Example: papershelf build
    """
    from papershelf import build as building  # loads the templates' engine, which check does not need

    found = shelf.read(obj.root)
    if found.errors:
        _report(obj, found.problems, "text", len(found.registry.blocks))
        click.echo(obj.say("failed"), err=True)
        sys.exit(1)
    try:
        files, problems = building.files(found)
    except building.Failed as failure:
        _fails(obj, failure)
    if only_check and not problems:
        problems = shelf.stale(obj.root, files)
    if problems:
        _report(obj, problems, "text", len(found.registry.blocks))
        sys.exit(1)
    if only_check:
        click.echo(obj.say("fresh"))
        return
    try:
        pages = building.site(found)
    except building.Failed as failure:
        _fails(obj, failure)
    except shelf.Busy:
        click.echo(obj.say("busy"), err=True)
        sys.exit(1)
    for name, text in files.items():
        shelf.replace(obj.root / name, text)
    click.echo(obj.say("built", pages=pages, languages=", ".join(found.catalogue.about.languages)))


@main.command()
@click.option("--port", type=int, default=8000, help="Port on this machine. 本机端口。")
@click.pass_obj
def serve(obj: _Context, port: int) -> None:
    """Show the site while you write; it follows every change. 边写边看，随改随新。

    Example: papershelf serve --port 8000
    """
    from papershelf import build as building

    building.serve(obj.root, port)


@main.command()
@click.argument("code", required=False)
@click.pass_obj
def explain(obj: _Context, code: str | None) -> None:
    """Tell what a rule looks for and why. 说明一条规则检查什么、为什么。

    Example: papershelf explain unknown-venue
    """
    known = rules()
    if code is None or code not in known:
        if code:
            click.echo(obj.say("no-rule", code=code), err=True)
        click.echo("\n".join(known), err=bool(code))
        sys.exit(2 if code else 0)
    click.echo(_page(obj, known[code]), nl=False)


def _page(obj: _Context, rule: Rule) -> str:
    texts = rule.texts[obj.lang]
    examples = "".join(
        f"\n{obj.say(name)}\n\n" + "".join(f"    {line}\n" for line in example.rstrip().split("\n"))
        for name, example in (("bad", rule.bad), ("good", rule.good))
    )
    return f"{rule.code} ({rule.level})\n\n{texts['page'].format()}\n{examples}"


def _fails(obj: _Context, failure: Exception) -> NoReturn:
    click.echo(f"{failure}\n{obj.say('failed')}", err=True)
    sys.exit(1)


def _report(obj: _Context, problems: list[Problem], form: str, entries: int, accepted: int = 0) -> None:
    click.echo(FORMS[form](problems, obj.lang), nl=False)
    if form == "text":
        click.echo(_closing(obj, problems, entries, accepted))


def _closing(obj: _Context, problems: Iterable[Problem], entries: int, accepted: int) -> str:
    """The last line: what was found, what is accepted, and how much was read."""
    errors = [p for p in problems if p.level == "error"]
    warnings = [p for p in problems if p.level == "warning"]
    more = obj.say("and", more=obj.count("accepted", accepted)) if accepted else ""
    if errors:
        files = obj.count("file", len({p.place.file for p in errors}))
        return obj.say("count", problems=obj.count("problem", len(errors)), files=files, entries=entries)
    if warnings:
        return obj.say("warned", warnings=obj.count("warning", len(warnings)) + more, entries=entries)
    return obj.say("clean", more=more, entries=entries)
