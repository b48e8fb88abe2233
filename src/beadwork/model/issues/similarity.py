"""Which issues say the same: their titles and texts are equal except for case, spaces and
punctuation at the ends.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from beadwork.model.issues.issue import Issue

_FIELDS = ("title", "description", "design", "acceptance_criteria")


def normal(text: str | None) -> str:
    """Return a text in the form in which texts are compared."""
    folded = unicodedata.normalize("NFKC", text or "").casefold()
    return " ".join(folded.split()).strip(" .,;:!?…")


def groups(issues: Iterable[Issue]) -> list[list[Issue]]:
    """Return groups of two or more issues that say the same, with the oldest first in each
    group.
    """
    found: dict[tuple[str, ...], list[Issue]] = {}
    for issue in sorted(issues, key=lambda issue: (issue.created_at, issue.id)):
        found.setdefault(tuple(normal(getattr(issue, field)) for field in _FIELDS), []).append(
            issue
        )
    return [group for group in found.values() if len(group) > 1]
