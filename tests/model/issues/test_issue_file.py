"""What is written for an editor is read back as it was."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.errors import Invalid
from beadwork.model.issues import issue_file
from beadwork.model.issues.field_table import LONG_TEXTS
from beadwork.model.issues.issue import Issue

NOON = datetime(2026, 2, 11, 12)
PLAIN = Issue(
    "demo-1", "task", "One", None, "open", 2, None, None, (), None, NOON, NOON, None
)  # fmt: skip
TEXT = st.text(alphabet="a#-:<!> \né\u200d", max_size=40)
NAME = st.text(alphabet="ab:#\"' -", max_size=12).map(str.strip)


@given(st.fixed_dictionaries(dict.fromkeys(LONG_TEXTS, TEXT)), NAME.filter(bool), NAME)
def test_texts_come_back(long: dict[str, str], title: str, assignee: str) -> None:
    issue = PLAIN._replace(
        title=title,
        assignee=assignee or None,
        metadata={"a": {"b": 1}},
        labels=("a", "b c"),
        **{column: value or None for column, value in long.items()},
    )
    said = issue_file.texts(issue)
    found = issue_file.parse(issue_file.render(said)).texts
    for column, value in said.items():
        expected = value if value.strip() else ""
        assert found.get(column, "") == expected.strip("\n")


def test_a_file_without_front_matter_is_a_description() -> None:
    assert issue_file.parse("Only words.\n").texts == {"description": "Only words."}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\nnonsense\n---\n", "line 2"),
        ("---\ncolour: red\n---\n", "line 2"),
        ("---\ntitle: One\n", "no end"),
        ("---\n---\n<<<<<<< yours\n", "line 3"),
        ("---\n---\n>>>>>>> theirs\n", "line 3"),
    ],
)
def test_what_is_no_issue_is_refused(text: str, line: str) -> None:
    with pytest.raises(Invalid, match=line):
        issue_file.parse(text)


def test_a_text_that_would_begin_another_is_refused() -> None:
    with pytest.raises(Invalid, match="notes of demo-1 is <!-- design -->"):
        issue_file.texts(PLAIN._replace(notes="a\n  <!-- design -->\nb"))
