"""A label that an import brought can be named in every command, whatever it holds."""

from __future__ import annotations

import json

import pytest

from harness import Place

ODD = ["c,d", " b ", 'say "x"', "plain"]
QUOTED = ['"c,d"', '" b "', '"say ""x"""', "plain"]


@pytest.fixture
def labelled(place: Place) -> Place:
    row = {"id": "demo-1", "title": "One", "labels": ODD, "status": "open", "priority": 2,
           "issue_type": "task", "created_at": "2026-01-01T00:00:00Z",
           "updated_at": "2026-01-01T00:00:00Z"}  # fmt: skip
    done = place.run("import", "-", stdin=json.dumps(row))
    assert done.returncode == 0, done.stderr
    return place


def labels(place: Place) -> set[str]:
    (issue,) = json.loads(place.run("show", "demo-1", "--json").stdout)
    return set(issue.get("labels", ()))


def listed(place: Place, *words: str) -> int:
    done = place.run("list", "--json", *words)
    assert done.returncode == 0, done.stderr
    return len(json.loads(done.stdout))


@pytest.mark.parametrize("quoted", QUOTED)
def test_a_filter_finds_it(labelled: Place, quoted: str) -> None:
    assert listed(labelled, "-l", quoted) == 1
    assert listed(labelled, "-l", f"plain, {quoted}") == 1
    assert listed(labelled, "--label-any", f"none, {quoted}") == 1
    assert listed(labelled, "--exclude-label", quoted) == 0


@pytest.mark.parametrize(("label", "quoted"), list(zip(ODD, QUOTED, strict=True)))
@pytest.mark.parametrize(
    "words", [["label", "remove", "demo-1"], ["update", "demo-1", "--remove-label"]]
)
def test_it_can_be_taken_off(labelled: Place, label: str, quoted: str, words: list[str]) -> None:
    done = labelled.run(*words, quoted, "--json")
    assert done.returncode == 0, done.stderr
    assert labels(labelled) == set(ODD) - {label}


def test_the_import_says_how_it_is_written(labelled: Place) -> None:
    text = labelled.run("export").stdout
    labelled.run("update", "demo-1", "--title", "Two")
    report = json.loads(labelled.run("import", "-", "--force", "--json", stdin=text).stdout)
    (warning,) = report["warnings"]
    assert warning.startswith("1 issue with a label that commands take in double quotes: ")
    assert all(f"'{quoted}'" in warning for quoted in QUOTED[:3])


def test_a_new_one_is_refused_as_before(labelled: Place) -> None:
    refused = labelled.run("label", "add", "demo-1", '"e,f"')
    assert (refused.returncode, "holds a comma" in refused.stderr) == (1, True)
    assert labels(labelled) == set(ODD)


def test_outer_spaces_that_it_does_not_have_are_no_matter(labelled: Place) -> None:
    batch = '{"op": "label_remove", "id": "demo-1", "labels": [" plain "]}\n'
    done = labelled.run("batch", "-", stdin=batch)
    assert done.returncode == 0, done.stderr
    assert labels(labelled) == set(ODD) - {"plain"}
