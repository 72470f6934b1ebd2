"""A small catalogue in two languages, written by hand: what it holds is said here, what follows is said by each test.

It has three boards: ``rain``, on which higher is better, ``regimes`` with two training
regimes and baselines, and ``faces``, on which the first metric (FID) is better when lower.
"""

from __future__ import annotations

from typing import Any

from lxml.html import HtmlElement, document_fromstring

from papershelf import shelf
from papershelf.catalogue import Catalogue
from papershelf.draft import Page
from papershelf.model import About, Paper
from papershelf.model.state import Repository
from papershelf.render.edition import Edition
from papershelf.render.page import SitePage
from papershelf.render.templates import Templates
from tests.conftest import ROOT
from tests.making import spots

TEMPLATES = Templates(shelf.templates(ROOT))


def _term(id: str, en: str, zh: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "en": en, "zh": zh, "definition": {"en": f"{en} in a line.", "zh": f"{zh}的定义。"}, **more}


ABOUT: dict[str, Any] = {
    "title": {"en": "Small Shelf", "zh": "小书架"},
    "about": {"en": "Papers made by hand.", "zh": "手写的论文。"},
    "languages": ["en", "zh"],
    "scopes": [
        {"id": "all-in-one", "en": "all-in-one", "zh": "一体化", "heart": True},
        {"id": "general", "en": "general", "zh": "通用结构", "note": {"en": "trained anew for each", "zh": "分别训练"}},
        {"id": "single-task", "en": "single task", "zh": "单任务"},
        {"id": "unknown", "en": "scope unknown", "zh": "范围未知"},
    ],
    "repository": "https://github.com/x/small",
    "branch": "trunk",
    "site_url": "https://small.example.org/shelf/",
    "licence": {"en": "Words under CC0.", "zh": "文字以 CC0 发布。"},
    "tasks": [
        _term("rain", "Deraining", "去雨", aliases=["rain removal"]),
        _term("haze", "Dehazing", "去雾"),
        _term("noise", "Denoising", "去噪"),
    ],
    "domains": [_term("video", "Video", "视频")],
    "techniques": [
        _term("prompts", "Prompts", "提示"),
        _term("experts", "Experts", "专家"),
        _term("diffusion", "Diffusion", "扩散"),
        _term("idle", "Idle", "闲置"),
    ],
    "venues": [
        {"id": "cvpr", "name": "CVPR", "full": "Conference on Vision", "kind": "conference"},
        {"id": "tip", "name": "TIP", "full": "Transactions on Images", "kind": "journal"},
        {"id": "ws", "name": "WS", "full": "WS", "kind": "workshop"},
        {"id": "arxiv", "name": "arXiv", "full": "arXiv.org", "kind": "preprint"},
    ],
    "datasets": [
        {
            "id": "rain100",
            "name": "Rain100",
            "full": "One hundred rainy images",
            "zh": "百张雨图",
            "tasks": ["rain"],
            "size": {"en": "100 images", "zh": "100 张图"},
            "license": "MIT",
            "link": "https://www.x.org/rain100/",
        },
        {"id": "snow", "name": "Snow"},
        {"id": "faces", "name": "Faces"},
    ],
    "metrics": [
        {"id": "psnr", "name": "PSNR", "unit": "dB", "better": "higher"},
        {"id": "ssim", "name": "SSIM", "better": "higher"},
        {"id": "fid", "name": "FID", "better": "lower"},
    ],
    "protocol_fields": [
        {
            "id": "regime",
            **{"en": "Regime", "zh": "训练设定", "type": "one", "weight": "breaks"},
            "values": [{"id": "one", "en": "one", "zh": "单一"}, {"id": "many", "en": "many", "zh": "多种"}],
            "differ": {"en": "{a} or {b}", "zh": "{a}或{b}"},
        },
        {
            "id": "channel",
            **{"en": "Color", "zh": "颜色", "type": "one", "per": "column", "weight": "breaks"},
            "values": [{"id": "rgb", "en": "RGB", "zh": "RGB"}, {"id": "y", "en": "luma", "zh": "亮度"}],
            "differ": {"en": "one on {a}, one on {b}", "zh": "一方在{a}上，一方在{b}上"},
        },
    ],
    "benchmarks": [
        {
            "id": "rain",
            "name": {"en": "Rain board", "zh": "雨榜"},
            "summary": {"en": "Rain in two strengths.", "zh": "两种强度的雨。"},
            "metrics": ["psnr", "ssim"],
            "columns": [
                {"id": "light", "label": "Light", "dataset": "rain100", "task": "rain"},
                {"id": "heavy", "label": "Heavy", "dataset": "snow", "task": "haze"},
            ],
            "average": "mean",
            "paper": "setter",
            "sources": ["https://x.org/protocol"],
        },
        {
            "id": "regimes",
            "name": {"en": "Regimes", "zh": "训练设定"},
            "metrics": ["psnr"],
            "columns": [{"id": "all", "label": "All", "dataset": "rain100", "task": "noise"}],
            "average": "mean",
            "settings": [
                {"id": "one", "en": "one", "zh": "单一", "protocol": {"regime": "one"}},
                {"id": "many", "en": "many", "zh": "多种", "protocol": {"regime": "many"}},
            ],
            "baselines": [
                {
                    "name": {"en": "Degraded input", "zh": "退化输入"},
                    "values": {"all": ["20.10"]},
                    "source": {"at": "list", "locator": "Row 1"},
                },
                {
                    "name": {"en": "Told the noise", "zh": "已知噪声"},
                    "setting": "many",
                    "values": {"all": ["21.20"]},
                    "source": {"at": "list", "locator": "Row 2"},
                },
            ],
        },
        {
            "id": "faces",
            "name": {"en": "Face board", "zh": "人脸榜"},
            "metrics": ["fid", "psnr"],
            "columns": [{"id": "all", "label": "All", "dataset": "faces", "task": "video"}],
            "average": "mean",
        },
    ],
    "sources": [
        {"id": "list", "in": "page", "url": "https://x.org/list"},
        {"id": "survey", "paper": "setter", "in": "repository", "url": "https://github.com/x/list/blob/1f/README.md"},
        {"id": "code", "in": "repository", "url": "https://github.com/x/list/blob/1f/eval.py"},
    ],
}

OWN = {"in": "paper", "locator": "Table 1"}
CITED = {"at": "list", "locator": "Table 2"}
SETTER = {"at": "survey", "locator": "L3"}
WHY = {"en": "The columns give another mean.", "zh": "各列的平均值不同。"}


def paper(id: str, *results: dict[str, Any], **fields: Any) -> Paper:
    """A method of CVPR 2025 with these rows; other fields as given."""
    facts = {"kind": "method", "scope": "general", "title": f"Title of {id}", "venue": "cvpr", "year": "2025"}
    return Paper.model_validate({"id": id, **facts, **fields, "results": list(results)})


def rain(light: str = "30.00", heavy: str = "32.00", source: dict[str, str] = OWN, **more: Any) -> dict[str, Any]:
    """A row of the board ``rain``, with SSIM 0.900 and 0.920."""
    values = {"light": [light, "0.900"], "heavy": [heavy, "0.920"]}
    return {"benchmark": "rain", "values": values, "source": source, **more}


def regimes(score: str, setting: str | None, source: dict[str, str] = OWN, **more: Any) -> dict[str, Any]:
    """A row of the board ``regimes``."""
    return {"benchmark": "regimes", "setting": setting, "values": {"all": [score]}, "source": source, **more}


def faces(fid: str, psnr: str = "20.0", source: dict[str, str] = OWN, **more: Any) -> dict[str, Any]:
    """A row of the board ``faces``."""
    return {"benchmark": "faces", "values": {"all": [fid, psnr]}, "source": source, **more}


def catalogue(
    *papers: Paper, pages: tuple[Page, ...] = (), repositories: dict[str, Repository] | None = None, **about: Any
) -> Catalogue:
    """A catalogue of these papers; fields of catalogue.yaml in the place of those above."""
    listed = tuple(sorted(papers, key=lambda each: each.order))
    return Catalogue(About.model_validate({**ABOUT, **about}), listed, pages, spots(papers), repositories or {})


def edition(found: Catalogue, lang: str = "en") -> Edition:
    """The catalogue in a language, with the repository's templates and words."""
    return Edition(found, lang, TEMPLATES)


def by_path(pages: Any) -> dict[str, SitePage]:
    """Pages by their paths, each of which occurs once."""
    listed = list(pages)
    found = {page.path: page for page in listed}
    assert len(found) == len(listed)
    return found


def parsed(page: SitePage | str) -> HtmlElement:
    """A page's HTML, parsed."""
    return document_fromstring(page if isinstance(page, str) else page.html)


def texts(page: SitePage | str | HtmlElement, xpath: str) -> list[str]:
    """The words of each element that an XPath finds, with single spaces."""
    tree = page if isinstance(page, HtmlElement) else parsed(page)
    return [" ".join(found.text_content().split()) for found in tree.xpath(xpath)]


def table(page: SitePage | str | HtmlElement, xpath: str = "//table") -> list[list[str]]:
    """The words of each cell of each row in the body of the one table that an XPath finds."""
    tree = page if isinstance(page, HtmlElement) else parsed(page)
    (found,) = tree.xpath(xpath)
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found.xpath("./tbody/tr")]
