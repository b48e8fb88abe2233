"""A text that is longer than the screen goes through the pager that the person has chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness import BIN, Place, assert_done
from terminal import show

KEEPS = "cat > {name}; echo paged"
"""A pager that keeps what it gets in a file, and says so."""


@pytest.fixture
def place(place: Place) -> Place:
    """A workspace with more issues than the screen has lines."""
    with place.tracker() as tracker, tracker.batch("many"):
        for number in range(12):
            tracker.create(f"Number {number}")
    for name in ("PAGER", "BD_PAGER", "FORCE_COLOR"):
        place.environment.pop(name, None)
    return place


def shown(place: Place, *words: str, lines: int = 8, **environment: str) -> str:
    screen = {"LINES": str(lines), **environment}
    return show([BIN / "bd", *words], place.directory, {**place.environment, **screen})


def kept(place: Place, name: str) -> Path:
    return place.directory / name


def test_bd_pager_the_setting_and_pager_in_this_order(place: Place) -> None:
    programs = {name: KEEPS.format(name=name) for name in ("BD_PAGER", "setting", "PAGER")}
    assert shown(place, "list", PAGER=programs["PAGER"]) == "paged\n"
    assert "Number 11" in kept(place, "PAGER").read_text()
    assert_done(place.run("config", "set", "core.pager", programs["setting"]))
    assert shown(place, "list", PAGER=programs["PAGER"]) == "paged\n"
    assert kept(place, "setting").read_text() == kept(place, "PAGER").read_text()
    both = {name: programs[name] for name in ("BD_PAGER", "PAGER")}
    assert shown(place, "list", **both) == "paged\n"
    assert kept(place, "BD_PAGER").read_text() == kept(place, "PAGER").read_text()


@pytest.mark.parametrize("pager", ["cat", "", " "])
def test_a_person_may_want_none(place: Place, pager: str) -> None:
    assert "Number 11" in shown(place, "list", BD_PAGER=pager, PAGER=KEEPS)


@pytest.mark.parametrize(
    ("words", "lines"),
    [(("list",), 60), (("list", "--no-pager"), 8), (("list", "--json"), 8), (("list",), 0)],
)
def test_what_is_not_paged(place: Place, words: tuple[str, ...], lines: int) -> None:
    assert "Number 11" in shown(place, *words, lines=lines, BD_PAGER=KEEPS.format(name="kept"))
    assert not kept(place, "kept").exists()


def test_a_pipe_is_not_paged(place: Place) -> None:
    done = place.run("list", LINES="8", BD_PAGER=KEEPS.format(name="kept"))
    assert "Number 11" in done.stdout
    assert not kept(place, "kept").exists()


def test_a_program_that_is_not_there(place: Place) -> None:
    assert "Number 11" in shown(place, "list", BD_PAGER="no-such-pager")


def test_no_repository_chooses_it(place: Place) -> None:
    path = place.directory / ".beads" / "config.yaml"
    path.write_text(f"core.pager: {KEEPS.format(name='kept')!r}\n")
    assert "Number 11" in shown(place, "list", PAGER="cat")
    assert not kept(place, "kept").exists()
