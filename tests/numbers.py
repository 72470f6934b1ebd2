"""The toy shelf in two languages, with numbers: what compare/ must cope with."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.conftest import TOY_SITE, lay_toy_site

# Two protocols, two settings, a variant, a printed mean, a finding.
METRICS = """\
- {id: psnr, name: PSNR, unit: dB, better: higher}
- {id: lpips, name: LPIPS, better: lower}
protocol_fields:
- id: regime
  en: Regime
  zh: 训练方式
  type: one
  values: [{id: one, en: one, zh: 单一}, {id: many, en: many, zh: 多种}]
  weight: breaks
  differ: {en: "{a} or {b}", zh: "{a}或{b}"}
benchmarks:
- id: pair
  name: {en: Two sets, zh: 两个数据集}
  metrics: [psnr, lpips]
  average: mean
  settings: [{id: one, en: One, zh: One, protocol: {regime: one}}, {id: many, en: Many, zh: Many, protocol: {regime: many}}]
  columns:
  - {id: a, label: "Set_A 50%", dataset: newstest2014}
  - {id: b, label: "σ=25", dataset: newstest2014}
"""
RESULTS = {
    "bert": """
  architecture: {en: "Stacks blocks of the [[transformer|encoder]] and {nothing} else."}
  results:
  - {benchmark: pair, setting: one, values: {a: ["30.00", "0.200"], b: ["28.00", "0.100"]}, params: "=SUM(1)", source: {in: paper, locator: T1}}
  - {benchmark: pair, setting: many, values: {a: ["39.00", "0.010"]}, source: {in: paper, locator: T2}}
  - {benchmark: wmt14-en-de, values: {test: ["27.30"]}, source: {at: attention-paper, locator: T2}}
""",
    "transformer": """
  results:
  - {benchmark: pair, setting: one, values: {a: ["34.10", "0.210"], b: ["28.50", "0.090"]}, params: 65M, source: {in: paper, locator: T1}}
  - {benchmark: pair, setting: one, variant: big, values: {b: ["28.70", "-"]}, params: 213M, source: {in: paper, locator: T1}}
  - {benchmark: wmt14-en-de, values: {test: ["27.30"]}, source: {at: attention-paper, locator: T2}}
""",
    "adam": """
  results:
  - {benchmark: pair, setting: one, printed_average: ["29.50", "0.160"], source: {in: paper, locator: T1}}
  - benchmark: wmt14-en-de
    values: {test: ["101.00"]}
    source: {in: paper, locator: T9}
    note: {en: "Made up.", zh: "虚构。"}
    allow: {value-range: {en: "Made up.", zh: "虚构。"}}
""",
}
HOSTILE = r"\A_d^m & {100%} #1 $x$ ~τé|*<b>"


def with_numbers(folder: Path) -> Path:
    """The toy shelf with the numbers above, in English and Chinese."""
    lay_toy_site(folder)
    catalogue = (folder / "catalogue.yaml").read_text("utf-8")
    catalogue = catalogue.replace("languages: [en]", "languages: [en, zh]").replace("benchmarks:\n", METRICS)
    (folder / "catalogue.yaml").write_text(catalogue, "utf-8")
    papers = (folder / "papers.yaml").read_text("utf-8")
    papers = papers.replace("method: Adam\n", f"method: {json.dumps(HOSTILE)}\n")
    blocks = papers.rstrip("\n").split("\n\n")
    added = [f"{block}{RESULTS[block.partition('- id: ')[2].split()[0]].rstrip()}" for block in blocks]
    (folder / "papers.yaml").write_text("\n\n".join(added) + "\n", "utf-8")
    (folder / "mkdocs.zh.yml").write_text(
        "INHERIT: mkdocs.yml\ndocs_dir: docs/zh\nsite_dir: site/zh\ntheme: {language: zh}\n"
        "plugins: {papershelf: {lang: zh}}\n",
        "utf-8",
    )
    (folder / "mkdocs.yml").write_text(TOY_SITE.replace("[papershelf]", "{papershelf: {lang: en}}"), "utf-8")
    shutil.copytree(folder / "docs" / "en", folder / "docs" / "zh")
    return folder
