"""Any word is a filter by metadata or is refused as one: the server never sees what it cannot
read.
"""

from __future__ import annotations

import json

import pytest

from harness import Place

ODD = ["", " ", '"', "'", "\\", "a.b", "*", "$", "[0]", "\n", "é", "\U0001f600", "%", "a b", "\x01"]
NUMBERS = ["NaN", "Infinity", "-Infinity", "1e999", "9" * 400, "1E5", "07", "true", "null", "[", ""]


@pytest.fixture
def found(place: Place) -> Place:
    with place.tracker() as tracker:
        for number, key in enumerate(ODD):
            if key:
                tracker.create("Odd", id=f"demo-{number}", metadata={key: key, "n": number})
    return place


def ids(place: Place, *words: str) -> list[str]:
    done = place.run("list", "--json", *words)
    assert (done.returncode, done.stderr) == (0, "")
    return [issue["id"] for issue in json.loads(done.stdout)]


def test_odd_keys_and_texts_find_what_has_them(found: Place) -> None:
    with found.tracker() as tracker:
        for number, key in enumerate(ODD):
            if key:
                for words in ({"has_metadata": key}, {"metadata": f"{key}={key}"}):
                    listed = tracker.list(**words).issues  # type: ignore[arg-type]
                    assert [issue.id for issue in listed] == [f"demo-{number}"], words


@pytest.mark.parametrize("text", NUMBERS)
def test_what_is_no_number_of_json_is_a_text(found: Place, text: str) -> None:
    assert ids(found, "--metadata", f"n={text}") == []


@pytest.mark.parametrize("text", ["NaN", "-Infinity", "1e999", "[", "", "tru", '{"a": NaN}'])
def test_what_is_no_json_is_refused(found: Place, text: str) -> None:
    refused = found.run("list", "--metadata", f"n:={text}")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert f"n:={text}: " in refused.stderr


@pytest.mark.parametrize(
    "words", [("--has-metadata", ""), ("--metadata", "=x"), ("--metadata", "x")]
)
def test_without_a_key_it_is_refused(found: Place, words: tuple[str, str]) -> None:
    assert found.run("list", *words).returncode == 2
