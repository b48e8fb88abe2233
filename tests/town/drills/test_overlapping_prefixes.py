"""Prefixes that overlap are refused when a rig is added; ids with the prefix of another rig, which
an import brought in, are reached in the rig that has them.
"""

from __future__ import annotations

import json

from drills import assert_mended, bd, doctor, let_overlap, said
from harness import Mayor, assert_done


def test_an_overlapping_prefix_is_refused(town: Mayor) -> None:
    url = town.answer("rig", "show", "widget")["git_url"]
    for prefix in ("wg-two", "wg-two-three", "gd-x"):
        refused = town.gt("rig", "add", "third", url, "--prefix", prefix)
        assert refused.returncode == 1
        assert f"overlaps with {prefix}-: an id like {prefix}-1 could be of either" in said(refused)
        assert "Hint: gt rig add third … --prefix P" in refused.stderr
        assert not (town.root / "third").exists()
    assert_done(town.gt("rig", "add", "third", url, "--prefix", "wgt"))
    assert_done(town.gt("rig", "remove", "third", "--purge", "third"))
    assert_mended(town)


def test_the_doctor_names_prefixes_that_overlap_already(town: Mayor) -> None:
    url = town.answer("rig", "show", "widget")["git_url"]
    town.answer("rig", "add", "widget_two", url, "--prefix", "two")
    let_overlap(town)
    found = doctor(town)["routes-duplicate"]
    assert (found["state"], found["message"]) == (
        "warning",
        "wg-two- (widget_two/mayor/rig) begins with wg- (widget/mayor/rig): ids that begin with "
        "wg-two- are led to widget_two/mayor/rig",
    )
    refused = town.person.run("create", "x", "--id", "wg-two-1", cwd=town.root / "widget")
    assert (refused.returncode, "wg-two-1 is an id of widget_two" in said(refused)) == (2, True)
    bd(town, "widget_two", "create", "In the other", "--id", "wg-two-1")
    assert "In the other" in bd(town, "widget", "show", "wg-two-1")
    assert_done(town.gt("rig", "remove", "widget_two", "--purge", "widget_two"))
    assert_mended(town)


def test_ids_that_an_import_brought_in_are_reached_inside_their_rig(town: Mayor) -> None:
    line = json.dumps({"id": "gd-7", "title": "Came along", "status": "open", "priority": 2})
    rig = town.root / "widget"
    (rig / "old.jsonl").write_text(line + "\n")
    bd(town, "widget", "import", "old.jsonl")
    assert "Came along" in bd(town, "widget", "show", "gd-7")
    assert "Work" in bd(town, "widget", "show", "gd-1")  # not here: the route leads to gadget
    assert "Came along" in bd(town, "widget", "show", "gd-7", "wg-1")
    bd(town, "widget", "update", "gd-7", "-p", "0")
    missing = town.person.run("show", "gd-7", cwd=town.root / "gadget")
    assert missing.returncode == 1
    named = doctor(town)["prefix-mismatch"]
    assert "1 ids here begin with gd-, and routes lead them to" in named["message"]
    bd(town, "widget", "delete", "gd-7", "--force")
    (rig / "old.jsonl").unlink()
    assert_mended(town)
