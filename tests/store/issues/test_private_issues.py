"""Whatever JSON is in the columns, one rule says which issues are private."""

from __future__ import annotations

import pytest

from beadwork.model.sovereignty.private import is_marked
from beadwork.store.issues import private_issues


@pytest.mark.parametrize(
    ("labels", "metadata"),
    [
        ('["a", " PRIVATE "]', None),
        ('"private"', None),
        ('[1, null, "private"]', "null"),
        (None, '{"private": true}'),
        ("null", '{"private": "Yes "}'),
        ("[]", '{"private": {"from": "now"}}'),
    ],
)
def test_a_row_that_is_marked(labels: str | None, metadata: str | None) -> None:
    assert is_marked(private_issues.marked("demo-1", None, labels, metadata))


@pytest.mark.parametrize(
    ("labels", "metadata"),
    [
        (None, None),
        ('["privately", "not private"]', "[1]"),
        ("[1, null]", '"private"'),
        ("{}", '{"private": " False "}'),
        ("[]", '{"private": 0}'),
        ("[]", '{"private": "0"}'),
    ],
)
def test_a_row_that_is_not(labels: str | None, metadata: str | None) -> None:
    assert not is_marked(private_issues.marked("demo-1", None, labels, metadata))
