"""What ``query`` and ``coverage`` say, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SAYS: Mapping[str, Mapping[str, Any]] = {
    "en": {
        "hit": ("1 hit", "{} hits"),
        "unknown-word": "the catalogue has no {field} '{value}'",
        "unknown-near": "the catalogue has no {field} '{value}'; did you mean '{near}'?",
        "here": "link",
        "head-id": "id",
        "head-name": "Method",
        "head-title": "Title",
        "head-venue": "Venue",
        "head-year": "Year",
        "head-techniques": "Techniques",
        "head-params": "Params",
        "head-code": "Code",
        "head-rank": "Rank",
        "head-setting": "Setting",
        "head-variant": "Variant",
        "line": "line {n}",
        "lines": "lines {ns}",
        "cover-counts": "The list tells {items} papers; {matched} of ours are among them, {lacking} of its papers are "
        "not here, {extra} of ours are not there.",
        "cover-lacking": "In the list, not here",
        "cover-extra": "Here, not in the list",
        "cover-differing": "Told differently",
        "cover-doubled": "Doubled in the list",
        "cover-shared": "One id at different titles",
        "cover-none": "None.",
        "cover-ours": "ours",
        "cover-theirs": "theirs",
    },
    "zh": {
        "hit": ("1 条结果", "{} 条结果"),
        "unknown-word": "目录中没有 {field}“{value}”",
        "unknown-near": "目录中没有 {field}“{value}”；是否为“{near}”？",
        "here": "链接",
        "head-id": "编号",
        "head-name": "方法",
        "head-title": "标题",
        "head-venue": "会议或期刊",
        "head-year": "年份",
        "head-techniques": "技术",
        "head-params": "参数量",
        "head-code": "代码",
        "head-rank": "名次",
        "head-setting": "设置",
        "head-variant": "变体",
        "line": "第 {n} 行",
        "lines": "第 {ns} 行",
        "cover-counts": "列表共有 {items} 篇论文；其中 {matched} 篇本目录已收录，{lacking} 篇未收录；"
        "本目录另有 {extra} 篇不在列表中。",
        "cover-lacking": "列表中有，本目录没有",
        "cover-extra": "本目录有，列表中没有",
        "cover-differing": "记载不一致",
        "cover-doubled": "列表内重复",
        "cover-shared": "同一编号对应不同标题",
        "cover-none": "无。",
        "cover-ours": "本目录",
        "cover-theirs": "列表",
    },
}
