"""What an issue should say before work on it begins, by type, and whether it does.

A text counts wherever a person may have put it. Acceptance criteria may be in their field or under
a heading of the description. The steps of a bug may be anywhere in description or notes.
"""

from __future__ import annotations

import re

from beadwork.model.issues.issue import Issue

DESCRIPTION, ACCEPTANCE, STEPS = "description", "acceptance criteria", "steps to reproduce"

WANTED = {
    "bug": (DESCRIPTION, STEPS),
    "feature": (DESCRIPTION, ACCEPTANCE),
    "story": (DESCRIPTION, ACCEPTANCE),
    "epic": (DESCRIPTION, ACCEPTANCE),
    "task": (DESCRIPTION,),
    "spike": (DESCRIPTION,),
    "decision": (DESCRIPTION,),
}
"""What an issue of each type should say. Other types need say nothing."""

_ACCEPTANCE = re.compile(r"(acceptance|success) criteria|\bdone when\b", re.IGNORECASE)
_STEPS = re.compile(r"\bsteps?\b|\brepro(duc\w*)?\b|^\s*1[.)]\s", re.IGNORECASE | re.MULTILINE)


def missing(issue: Issue) -> list[str]:
    """Return what the issue should say and does not, in the order of WANTED."""
    text = f"{issue.description or ''}\n{issue.notes or ''}"
    has = {
        DESCRIPTION: bool((issue.description or "").strip()),
        ACCEPTANCE: bool((issue.acceptance_criteria or "").strip() or _ACCEPTANCE.search(text)),
        STEPS: bool(_STEPS.search(text)),
    }
    return [what for what in WANTED.get(issue.type, ()) if not has[what]]
