"""What is said and remembered: the rules that a transcript does not show."""

from __future__ import annotations

import pytest

from beadwork.actions import configure, remember
from beadwork.actions.comments import comment
from beadwork.actions.issues import delete
from beadwork.errors import Invalid
from beadwork.store.issues import comments, issues
from beadwork.tracker import InternalTracker


def test_a_comment_counts_as_touching_the_issue(tracker: InternalTracker) -> None:
    filed = tracker.create("An issue")
    said = tracker.change(lambda tx: comment.comment(tx, filed.id, "  hello\n"))
    assert said.text == "hello"
    assert (
        tracker.ask(lambda reader: issues.get(reader, filed.id)).updated_at
        == said.created_at
        > filed.updated_at
    )


@pytest.mark.parametrize("text", ["", " \n", "a\0b", "é" * 500_001])
def test_a_comment_that_cannot_be(tracker: InternalTracker, text: str) -> None:
    filed = tracker.create("An issue")
    with pytest.raises(Invalid):
        tracker.change(lambda tx: comment.comment(tx, filed.id, text))
    assert tracker.ask(lambda reader: comments.of(reader, [filed.id])) == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Use tabs!", "use-tabs"),
        ("  --  x_y  ", "x-y"),
        ("Größe zählt", "größe-zählt"),
        ("w" * 90, "w" * 48),
        (
            "one two three four five six seven eight nine ten eleven",
            "one-two-three-four-five-six-seven-eight-nine-ten",
        ),
    ],
)
def test_keys_made_of_texts(text: str, key: str) -> None:
    assert remember.slug(text) == key


def test_a_key_that_nobody_chose_replaces_nothing(tracker: InternalTracker) -> None:
    def keep(text: str) -> remember.Remembered:
        return tracker.change(lambda tx: remember.remember(tx, text))

    assert [keep(text).key for text in ("Same!", "same", "same?", "same")] == [
        "same",
        "same-2",
        "same-3",
        "same-2",
    ]
    assert keep("same").action == "unchanged"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("status.custom", "review:someday"),
        ("status.custom", "closed:active"),
        ("status.custom", "two words:active"),
        ("types.custom", "ok,not ok"),
        ("issue_prefix", "9lives"),
        ("issue_prefix", ""),
        ("", "x"),
        ("a b", "x"),
        ("k" * 256, "x"),
        ("key", "a\0b"),
    ],
)
def test_settings_with_which_the_tracker_could_not_work(key: str, value: str) -> None:
    with pytest.raises(Invalid):
        configure.check(key, value)


def test_the_same_setting_again_is_no_commit(tracker: InternalTracker) -> None:
    count = "SELECT COUNT(*) FROM dolt_log"
    tracker.change(lambda tx: configure.put(tx, "key", "value"))
    before = tracker.ask(lambda reader: reader.rows(count))
    tracker.change(lambda tx: configure.put(tx, "key", "value"))
    assert tracker.ask(lambda reader: reader.rows(count)) == before


def test_a_deletion_names_all_that_goes_and_leaves_nothing_behind(tracker: InternalTracker) -> None:
    parent, other = tracker.create("Parent", id="demo-p"), tracker.create("Other", id="demo-o")
    child = tracker.create("Child", parent=parent.id, dependencies=(other.id,))
    tracker.add_dependency(other.id, parent.id, "related")
    tracker.change(lambda tx: comment.comment(tx, parent.id, "hello"))
    planned = tracker.ask(lambda reader: delete.preview(reader, [parent.id]))
    done = tracker.change(lambda tx: delete.delete(tx, [parent.id]))
    assert done._replace(issues=[]) == planned._replace(issues=[])
    assert (done.ids, done.comments, done.orphans) == ([parent.id], 1, [(child.id, parent.id)])
    assert [(edge.issue_id, edge.depends_on_id) for edge in done.edges] == [(other.id, parent.id)]
    left = tracker.show(child.id, other.id)
    assert [detail.issue.parent for detail in left] == [None, None]
    assert [[end.id for end in detail.dependencies] for detail in left] == [[other.id], []]
