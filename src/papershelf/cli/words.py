"""What the commands say, in both languages: the same keys, the same names in braces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from papershelf.cli import words_add, words_ask, words_look

_COMMON: Mapping[str, Mapping[str, Any]] = {
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
        "no-site": "what was built has no front page; is there a docs/<language>/index.md? the old site is untouched",
        "no-rule": "no rule is called '{code}'; the rules are:",
        "bad": "Fails:",
        "good": "Passes:",
        "failed": "the site was not built; the old one is untouched",
    },
    "zh": {
        "clean": "没有问题{more}；读取 {entries} 个条目",
        "and": "，{more}",
        "accepted": ("1 个已接受的问题", "{} 个已接受的问题"),
        "count": "{files}中有 {problems}；读取 {entries} 个条目",
        "warned": "没有错误，{warnings}；读取 {entries} 个条目",
        "problem": ("1 个问题", "{} 个问题"),
        "file": ("1 个文件", "{} 个文件"),
        "warning": ("1 条警告", "{} 条警告"),
        "formatted": "{file}：已写成规范形式",
        "as-is": "{file}：本来就是规范形式",
        "built": "site/ 已生成：{pages} 个页面，语言 {languages}。查看：make serve，或打开 site/index.html",
        "fresh": "README 与 schema 均为最新",
        "busy": "此文件夹中正有另一次生成，请等它结束",
        "no-site": "生成的网站没有首页；docs/<语言>/index.md 是否存在？旧网站未改动",
        "no-rule": "没有规则“{code}”；现有规则：",
        "bad": "不通过：",
        "good": "通过：",
        "failed": "网站未生成，旧网站未改动",
    },
}

SAYS: Mapping[str, Mapping[str, Any]] = {
    lang: {**words, **words_add.SAYS[lang], **words_ask.SAYS[lang], **words_look.SAYS[lang]}
    for lang, words in _COMMON.items()
}
