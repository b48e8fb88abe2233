"""The short flags that people have in their fingers from `bd` as it is elsewhere."""

from __future__ import annotations

import json

from harness import Place


def test_e_is_the_estimate(place: Place) -> None:
    created = json.loads(place.run("create", "One", "--id", "demo-1", "-e", "30", "--json").stdout)
    assert created["estimated_minutes"] == 30
    (updated,) = json.loads(place.run("update", "demo-1", "-e", "45", "--json").stdout)
    assert updated["estimated_minutes"] == 45
    assert "external_ref" not in updated
