"""Many issues in one commit: what `create` would make of each, or nothing, and every refusal."""

from __future__ import annotations

from typing import Any

import pytest

from beadwork import errors
from beadwork.actions.exchange import create_many
from beadwork.actions.issues.draft import make
from beadwork.store.search.filters import Filter
from beadwork.tracker import InternalTracker as Tracker
from branch_forks import forks
from harness import Place


def commits(tracker: Tracker) -> int:
    return int(tracker.ask(lambda r: r.rows("SELECT COUNT(*) FROM dolt_log"))[0][0])


def edges(tracker: Tracker) -> set[tuple[str, str, str]]:
    rows = tracker.ask(lambda r: r.rows("SELECT issue_id, depends_on_id, type FROM dependencies"))
    return {tuple(row) for row in rows}  # type: ignore[misc]


def refusals(caught: pytest.ExceptionInfo[errors.DraftsRefused]) -> list[tuple[int, str, str]]:
    """Return index, code and message of each refused draft."""
    return [(index, error.code, error.message) for index, error in caught.value.errors]


def test_one_commit_and_the_order_of_the_drafts(tracker: Tracker) -> None:
    before = commits(tracker)
    made = tracker.create_many({"title": f"Issue {number}"} for number in range(30))
    assert [issue.title for issue in made] == [f"Issue {number}" for number in range(30)]
    assert commits(tracker) == before + 1
    by_id = {issue.id: issue for issue in tracker.list(Filter(everything=True)).issues}
    assert {issue.id: issue for issue in made} == by_id
    newest_first = [issue.title for issue in tracker.list(Filter(sort="created")).issues]
    assert newest_first == [issue.title for issue in made]  # as with a plan: the first is on top


def test_every_field_is_as_create_has_it(tracker: Tracker) -> None:
    fields: dict[str, Any] = {
        "title": " Spaces ", "description": "long", "priority": "P0", "type": "BUG",
        "labels": ["b", "a", "b"], "assignee": "Alice", "metadata": {"k": [1]}, "notes": "n",
        "estimated_minutes": 30, "external_ref": "gh-1", "status": "in_progress",
    }  # fmt: skip
    one = tracker.create(**fields)
    (many,) = tracker.create_many([fields])
    drawn = {"id": "", "created_at": one.created_at, "updated_at": one.updated_at}
    assert many._replace(**drawn) == one._replace(**drawn)
    (drafted,) = tracker.create_many([make("From a draft", labels=("x",), priority=1)])
    assert (drafted.title, drafted.labels, drafted.priority) == ("From a draft", ("x",), 1)


def test_drafts_name_each_other_and_what_is_there(tracker: Tracker) -> None:
    there = tracker.create("There", id="demo-there")
    made = tracker.create_many(
        [
            {"title": "Child", "parent": "$epic", "dependencies": ["$first", "related:demo-there"]},
            {"title": "Epic", "ref": "epic", "type": "epic", "dependencies": ["tracks:demo-there"]},
            {"title": "First", "ref": "first", "parent": "$epic"},
            {"title": "Grandchild", "parent": "$first", "dependencies": ["blocks:$last"]},
            {"title": "Last", "ref": "last", "id": "demo-last", "dependencies": ["blocks:ther"]},
            {"title": "Of last", "parent": "demo-last", "dependencies": ["external:x"]},
            {"title": "Of there", "parent": "demo-there"},
        ]
    )  # fmt: skip
    child, epic, first, grandchild, last, of_last, of_there = (issue.id for issue in made)
    assert (child, first) == (f"{epic}.1", f"{epic}.2")
    assert (grandchild, last) == (f"{first}.1", "demo-last")
    assert (of_last, of_there) == ("demo-last.1", "demo-there.1")
    assert edges(tracker) == {
        (child, first, "blocks"),
        (child, there.id, "related"),
        (epic, there.id, "tracks"),
        (last, grandchild, "blocks"),
        (of_last, "external:x", "blocks"),
        (there.id, last, "blocks"),
    }


def test_numbers_of_children_go_on_where_they_were(tracker: Tracker) -> None:
    tracker.create("Epic", id="demo-e")
    tracker.create("First", parent="demo-e")
    tracker.delete(tracker.create("Gone", parent="demo-e").id)
    made = tracker.create_many(
        [
            {"title": "A", "parent": "demo-e"},
            {"title": "Chosen", "id": "demo-e.4"},
            {"title": "B", "parent": "demo-e"},
        ]
    )
    assert [issue.id for issue in made] == ["demo-e.5", "demo-e.4", "demo-e.6"]
    assert tracker.create("Next", parent="demo-e").id == "demo-e.7"


def test_two_branches_number_children_apart(place: Place, tracker: Tracker) -> None:
    tracker.create("Epic", id="demo-e")
    with forks(place, tracker) as (side,):
        ours = tracker.create_many([{"title": "x", "parent": "demo-e"}] * 2)
        with pytest.raises(errors.DraftsRefused):
            side.create_many([{"title": "x", "parent": "demo-e", "dependencies": ["demo-none"]}])
        theirs = side.create_many([{"title": "x", "parent": "demo-e"}] * 2)
    assert [issue.id for issue in (*ours, *theirs)] == [f"demo-e.{n}" for n in (1, 2, 3, 4)]


def test_what_needs_no_database_is_refused_all_at_once(place: Place) -> None:
    def refuse(packet: str) -> None:
        raise AssertionError(f"sent: {packet}")

    with place.tracker(on_packet=refuse) as unconnected:
        with pytest.raises(errors.DraftsRefused) as caught:
            unconnected.create_many(
                [
                    {"title": "Fine"},
                    {"title": ""},
                    {"title": "Bad", "priority": 7},
                    {"title": "Twice", "id": "demo-1", "ref": "a"},
                    {"title": "Twice", "id": "demo-1"},
                    {"title": "Twice", "ref": "a"},
                    {"title": "Bad edge", "dependencies": ["nosuch:demo-1"]},
                ]
            )
        assert [(index, code) for index, code, _ in refusals(caught)] == [
            (1, "invalid"), (2, "usage"), (4, "exists"), (5, "usage"), (6, "invalid"),
        ]  # fmt: skip
        assert caught.value.message.startswith(
            "5 drafts are refused, and nothing was written: [1] the title is empty; [2] "
        )
        with pytest.raises(errors.DraftsRefused) as caught:
            unconnected.create_many(
                [
                    {"title": "A", "ref": "a", "parent": "$b"},
                    {"title": "B", "ref": "b", "parent": "$a"},
                    {"title": "C", "dependencies": ["$nosuch"]},
                ]
            )
        assert [(index, code) for index, code, _ in refusals(caught)] == [
            (0, "cycle"), (1, "cycle"), (2, "not_found"),
        ]  # fmt: skip
        assert unconnected.create_many([]) == []


@pytest.mark.parametrize(
    ("drafts", "words"),
    [
        ("abc", "several drafts"),
        ({"title": "x"}, "several drafts"),
        (["abc"], r"drafts\[0\] must be a mapping"),
        ([{"title": "x"}, {"title": "y", "labels": "abc"}], r"drafts\[1\]: labels"),
        ([{"title": 5}], r"drafts\[0\]: title"),
        ([{"title": "x", "staus": "open"}], r"drafts\[0\]: .*staus"),
    ],
)  # fmt: skip
def test_a_wrong_type_is_named_with_its_index(place: Place, drafts: Any, words: str) -> None:
    with place.tracker() as tracker, pytest.raises(TypeError, match=words):
        tracker.create_many(drafts)


class TestRefusals:
    """All or nothing: what only the database knows, told all at once."""

    @pytest.fixture(autouse=True)
    def there(self, tracker: Tracker) -> None:
        tracker.create("Epic", id="demo-e", type="epic")
        tracker.create("Waits for the epic", id="demo-w", dependencies=("demo-e",))
        tracker.create("Free", id="demo-f")

    def refused(self, tracker: Tracker, *drafts: dict[str, Any]) -> list[tuple[int, str, str]]:
        before = commits(tracker)
        with pytest.raises(errors.DraftsRefused) as caught:
            tracker.create_many(drafts)
        assert commits(tracker) == before
        assert len(tracker.list(Filter(everything=True)).issues) == 3
        return refusals(caught)

    def test_names_that_nothing_has(self, tracker: Tracker) -> None:
        assert self.refused(
            tracker,
            {"title": "A", "parent": "demo-none"},
            {"title": "B", "id": "demo-e"},
            {"title": "C", "parent": "demo-none"},
            {"title": "D", "type": "nosuch"},
        ) == [
            (0, "not_found", 'no issue found matching "demo-none"'),
            (1, "exists", "demo-e exists already"),
            (2, "not_found", 'no issue found matching "demo-none"'),
        ]
        found = self.refused(
            tracker,
            {"title": "A", "dependencies": ["demo-none", "demo-e"]},
            {"title": "B", "dependencies": ["demo-none2"]},
        )
        assert [(index, code) for index, code, _ in found] == [(0, "not_found"), (1, "not_found")]
        ((index, code, _),) = self.refused(tracker, {"title": "D", "type": "nosuch"})
        assert (index, code) == (0, "usage")

    def test_new_issues_that_wait_for_each_other(self, tracker: Tracker) -> None:
        assert self.refused(
            tracker,
            {"title": "Alone"},
            {"title": "A", "ref": "a", "dependencies": ["$b"]},
            {"title": "B", "ref": "b", "dependencies": ["$c"]},
            {"title": "C", "ref": "c", "dependencies": ["$a"]},
        )[0][:2] in {(index, "cycle") for index in (1, 2, 3)}

    def test_a_child_that_its_own_parent_waits_for(self, tracker: Tracker) -> None:
        ((index, code, message),) = self.refused(
            tracker,
            {"title": "P", "ref": "p", "type": "epic"},
            {"title": "Child", "ref": "c", "parent": "$p", "dependencies": ["$x"]},
            {"title": "X", "ref": "x", "dependencies": ["$p"]},
        )
        assert (code, index in (1, 2)) == ("cycle", True)
        assert "$p" in message

    def test_an_ancestor_itself_and_a_second_edge(self, tracker: Tracker) -> None:
        found = self.refused(
            tracker,
            {"title": "P", "ref": "p"},
            {"title": "Child", "ref": "c", "parent": "$p", "dependencies": ["$p"]},
            {"title": "Grandchild", "parent": "$c", "dependencies": ["$p"]},
            {"title": "Self", "ref": "s", "dependencies": ["$s"]},
            {"title": "Second", "dependencies": ["$p", "related:$p"]},
        )
        assert [(index, code) for index, code, _ in found] == [
            (index, "dependency_refused") for index in (1, 2, 3, 4)
        ]
        assert found[0][2] == "$p is above $c, which could then never become ready"

    def test_what_leads_back_through_issues_that_are_there(self, tracker: Tracker) -> None:
        found = self.refused(
            tracker,
            {"title": "Child", "parent": "demo-e", "dependencies": ["demo-w"]},
            {"title": "Ancestor", "parent": "demo-e", "dependencies": ["demo-e"]},
        )
        assert [(index, code) for index, code, _ in found] == [
            (0, "cycle"), (1, "dependency_refused"),
        ]  # fmt: skip
        found = self.refused(
            tracker,
            {"title": "Both", "dependencies": ["demo-f", "blocks:demo-f"]},
            {"title": "Ring", "ref": "r", "dependencies": ["demo-w"]},
            {"title": "Ring", "dependencies": ["$r", "blocks:demo-e"]},
        )
        assert [(index, code) for index, code, _ in found] == [(0, "cycle"), (2, "cycle")]

    def test_edges_of_an_id_that_was_there(self, tracker: Tracker) -> None:
        tracker.ask(
            lambda r: r.read(
                (
                    "INSERT INTO dependencies (issue_id, depends_on_id, type, created_at)"
                    " VALUES ('demo-f', 'demo-x', 'blocks', NOW())",
                    (),
                ),
                ("CALL DOLT_COMMIT('-Am', 'raw')", ()),
            )
        )
        ((index, code, _),) = self.refused(
            tracker, {"title": "X", "id": "demo-x", "dependencies": ["demo-f"]}
        )
        assert (index, code) == (0, "cycle")


def test_a_batch_takes_them_in(tracker: Tracker) -> None:
    before = commits(tracker)
    with tracker.batch():
        tracker.create("One", id="demo-1")
        with pytest.raises(errors.DraftsRefused):
            tracker.create_many([{"title": "x", "parent": "demo-none"}])
        tracker.create_many([{"title": "Two", "parent": "demo-1"}, {"title": "Three"}])
    assert commits(tracker) == before + 1
    assert len(tracker.list().issues) == 3


def test_the_message_names_few_and_counts_many(tracker: Tracker) -> None:
    few = tracker.create_many([{"title": "A", "ref": "a"}, {"title": "B", "dependencies": ["$a"]}])
    many = tracker.create_many({"title": str(n)} for n in range(create_many.NAMED + 1))
    counted, named = tracker.changes("HEAD~2").read()[::-1]
    assert counted.message == f"bd: import drafts: {len(many)} created, 0 updated"
    assert named.message.splitlines() == [
        f"bd: create {few[0].id}: A",
        "",
        f"bd: create {few[1].id}: B",
        f"bd: dep add {few[1].id} {few[0].id} (blocks)",
    ]
    assert set(counted.kinds) == {"created"}


def test_the_number_of_packets_does_not_grow_with_the_drafts(tracker: Tracker) -> None:
    tracker.create("The first write finds out about the tracker")
    packets: list[str] = []
    tracker.link.session.on_packet = packets.append

    def sent(number: int) -> int:
        packets.clear()
        tracker.create_many(
            {"title": f"Issue {n}", "ref": str(n), "dependencies": [f"${n - 1}"] if n else []}
            for n in range(number)
        )
        return len(packets)

    assert sent(200) == sent(20) <= 7
