"""A filter without a value, as an empty variable of a shell makes it, is refused: it would select
everything, and `bd update --where` would change everything.
"""

from __future__ import annotations

from typing import Any

import pytest

from beadwork.errors import Usage
from beadwork.tracker import Tracker
from harness import Place

SEVERAL = (
    *("--status", "--priority", "--type", "--label", "--label-any", "--exclude-label", "--id"),
    *("--exclude-type", "--exclude-status", "--exclude-assignee", "--external-ref"),
)


@pytest.mark.parametrize("flag", [*SEVERAL, "--title", "--has-metadata", "--metadata", "--parent"])
def test_a_flag(flag: str, place: Place) -> None:
    place.run("create", "One", "--id", "demo-1", "-p", "3")
    for words in (("list", flag, ""), ("count", f"{flag}=")):
        done = place.run(*words)
        assert (done.returncode in (1, 2), done.stdout) == (True, ""), words
        assert done.stderr.startswith("Error: ")
    changed = place.run("update", "--where", f"{flag[2:]}=", "-p", "0")
    assert (changed.returncode in (1, 2), changed.stdout) == (True, "")
    assert "P3" in place.run("list").stdout


@pytest.mark.parametrize("flag", SEVERAL)
@pytest.mark.parametrize("value", [" ", ",", " , "])
def test_nothing_between_commas(flag: str, value: str, place: Place) -> None:
    done = place.run("list", flag, value)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"Error: {flag} needs a value\n" in done.stderr


@pytest.mark.parametrize("word", ["status", "type", "label", "label_any", "id", "priority"])
def test_a_word_of_the_library(word: str, tracker: Tracker) -> None:
    for value in ("", " ", ","):
        wanted: dict[str, Any] = {word: value}
        with pytest.raises(Usage, match=f"^{word} needs a value$"):
            tracker.list(**wanted)


def test_beside_a_value(place: Place) -> None:
    assert place.run("list", "-l", "a", "-l", "").returncode == 2
    assert place.run("list", "-l", "a,,b").returncode == 0
