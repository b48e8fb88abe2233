"""When two issues say the same: their titles and texts are equal but for case, spaces and
punctuation at the ends.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from beadwork.model.issues.issue import Issue

_FIELDS = ("title", "description", "design", "acceptance_criteria")


def normal(text: str | None) -> str:
    """Return a text as it is compared."""
    folded = unicodedata.normalize("NFKC", text or "").casefold()
    return " ".join(folded.split()).strip(" .,;:!?…")


def groups(issues: Iterable[Issue]) -> list[list[Issue]]:
    """Return the issues of which there are two or more that say the same; in each group the oldest
    first.
    """
    found: dict[tuple[str, ...], list[Issue]] = {}
    for issue in sorted(issues, key=lambda issue: (issue.created_at, issue.id)):
        found.setdefault(tuple(normal(getattr(issue, field)) for field in _FIELDS), []).append(
            issue
        )
    return [group for group in found.values() if len(group) > 1]
