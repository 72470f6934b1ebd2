"""What links, refresh, guard and summary say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SAYS: Mapping[str, Mapping[str, Any]] = {
    "en": {
        "look-links": "addresses",
        "look-repositories": "repositories",
        "look-venues": "preprints",
        "nobody": "nobody answered; is this machine online? state/ is as it was",
        "looked": "{ok} answer, {moved} moved, {gone} gone, {unclear} cannot tell",
    },
    "zh": {
        "look-links": "网址",
        "look-repositories": "代码仓库",
        "look-venues": "预印本",
        "nobody": "没有任何回应；本机是否联网？state/ 未改动",
        "looked": "{ok} 个可打开，{moved} 个已迁移，{gone} 个打不开，{unclear} 个无法判断",
    },
}
