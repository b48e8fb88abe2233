"""An import and what is done here agree on which is newer, whoever's clock is ahead."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from harness import Place

NOW = datetime.now(UTC)


def row(place: Place, moment: datetime, **fields: object) -> str:
    """Write a file of one issue; return its name."""
    stamp = moment.isoformat().replace("+00:00", "Z")
    content = {
        "id": "demo-imported",
        "title": "Imported",
        "status": "open",
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": stamp,
        **fields,
    }
    (place.directory / "in.jsonl").write_text(json.dumps(content) + "\n")
    return "in.jsonl"


def shown(place: Place) -> dict[str, object]:
    found = json.loads(place.run("show", "demo-imported", "--json").stdout)
    return dict(found[0])


def test_what_was_closed_here_stays_closed_although_the_source_is_ahead(place: Place) -> None:
    file = row(place, NOW + timedelta(days=3))
    assert "1 issue changed more than an hour from now" in place.run("import", file).stdout
    place.run("close", "demo-imported", "-r", "done here")
    for _ in range(2):
        assert place.run("import", file).returncode == 0
        assert (shown(place)["status"], shown(place)["close_reason"]) == ("closed", "done here")
    place.run("import", row(place, NOW + timedelta(days=4), title="Newer"))
    assert shown(place)["title"] == "Newer"


def test_the_next_file_of_the_source_comes_in_after_an_undo_was_undone(place: Place) -> None:
    place.run("import", row(place, NOW - timedelta(days=9), title="First"))
    place.run("import", row(place, NOW - timedelta(days=8), title="Second"))
    place.run("undo")
    assert shown(place)["title"] == "First"
    place.run("import", "in.jsonl")
    assert shown(place)["title"] == "First"
    last = json.loads(place.run("log", "--json", "--limit", "1").stdout)[0]["commit"]
    place.run("undo", last)
    assert shown(place)["title"] == "Second"
    place.run("import", row(place, NOW - timedelta(days=7), title="Third"))
    assert shown(place)["title"] == "Third"
