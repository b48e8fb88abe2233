"""Rows of many issues are read in one round trip, with short lists of ids."""

from __future__ import annotations

from typing import Any, cast

from beadwork.dolt.connection.session import Session
from beadwork.store.history import outbound_rows


class Recorder:
    """A reader that answers nothing, and keeps what each round trip asked."""

    def __init__(self) -> None:
        self.trips: list[list[tuple[Any, ...]]] = []

    def read(self, *statements: tuple[str, tuple[Any, ...]]) -> list[Any]:
        self.trips.append([values for _, values in statements])
        return [type("Answer", (), {"rows": ()}) for _ in statements]


def test_a_long_list_of_ids_is_cut() -> None:
    reader = Recorder()
    ids = {f"demo-{number}" for number in range(250)}
    session = cast("Session", reader)
    assert outbound_rows.issues_at(session, "main", ids) == {}
    assert outbound_rows.rows_at(session, "comments", "main", ids) == {}
    for trip in reader.trips:
        assert [len(named) for _, named in trip] == [100, 100, 50]
        assert {issue_id for _, named in trip for issue_id in named} == ids
    assert len(reader.trips) == 2


def test_of_no_issue_nothing_is_asked_and_of_all_once() -> None:
    reader = Recorder()
    session = cast("Session", reader)
    assert outbound_rows.issues_at(session, "main", set()) == {}
    assert reader.trips == []
    assert outbound_rows.rows_at(session, "comments", "main", None) == {}
    assert reader.trips == [[("main",)]]
