"""Which commits have to be looked at, as their messages do not tell which issues they changed."""

from __future__ import annotations

from beadwork.store.history.commit_graph import Log

MESSAGES = {
    "a": "bd: close bd-7: done",
    "b": "bd: import plan.jsonl: 9 created, 0 updated",
    "c": "gt: mail from widget/worker-1 to mayor/: bd-7 is done",
    "d": "gt: channel create night-shift",
    "e": "by hand",
    "f": "bd: migrate hq to mail and channels",
}


def test_what_programs_of_ours_say_is_named_but_for_what_changes_many_issues() -> None:
    log = Log({}, MESSAGES)
    assert log.opaque(9) == ["b", "e"]
    assert log.opaque(1) == ["b"]
