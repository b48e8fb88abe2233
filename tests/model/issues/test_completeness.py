"""What issues of each type lack."""

from __future__ import annotations

from datetime import datetime

import pytest

from beadwork.model.issues.completeness import ACCEPTANCE, DESCRIPTION, STEPS, WANTED, missing
from beadwork.model.issues.issue import Issue
from beadwork.model.issues.kinds import MACHINERY, TYPES

THEN = datetime(2026, 2, 10)


def issue(kind: str, **fields: str | None) -> Issue:
    base = Issue("bd-1", kind, "One", None, "open", 2, None, None, (), None, THEN, THEN, None)
    return base._replace(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "fields", "lacks"),
    [
        ("task", {}, [DESCRIPTION]),
        ("task", {"description": " \n"}, [DESCRIPTION]),
        ("task", {"description": "x"}, []),
        ("bug", {}, [DESCRIPTION, STEPS]),
        ("bug", {"description": "It fails"}, [STEPS]),
        ("bug", {"description": "## Steps to reproduce\nopen it"}, []),
        ("bug", {"description": "How to reproduce: open it"}, []),
        ("bug", {"description": "It fails\n 1. open it\n 2. look"}, []),
        ("bug", {"description": "It fails", "notes": "repro: open it"}, []),
        ("bug", {"description": "A footstep is heard"}, [STEPS]),
        ("feature", {"description": "x"}, [ACCEPTANCE]),
        ("feature", {"description": "x", "acceptance_criteria": "y"}, []),
        ("epic", {"description": "x\n\n## Success criteria\n- y"}, []),
        ("story", {"description": "Done when it is green"}, []),
        ("chore", {}, []),
        ("gate", {}, []),
        ("unheard-of", {}, []),
    ],
)
def test_what_is_missing(kind: str, fields: dict[str, str], lacks: list[str]) -> None:
    assert missing(issue(kind, **fields)) == lacks


def test_nothing_is_asked_of_machinery() -> None:
    assert set(WANTED) <= set(TYPES) - set(MACHINERY)
