"""Arguments that no column can hold are refused by what they are, never by an accident further
down.
"""

from __future__ import annotations

import os
import subprocess

import pytest

from beadwork.errors import Invalid
from beadwork.tracker import open_internal as open_tracker
from harness import BIN, Place

BYTES = b"caf\xe9"


def run(place: Place, *words: str | bytes, **environment: str) -> str:
    done = subprocess.run(
        [os.fsencode(BIN / "bd"), *words],
        cwd=place.directory,
        env={**place.environment, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (1, "")
    error, _, hint = done.stderr.partition("\n")
    assert hint.startswith("Hint: bd ")
    return f"{error}\n"


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("create", BYTES), "the title"),
        (("create", "x", "-l", BYTES), "the label"),
        (("create", "x", "-a", BYTES), "the assignee"),
        (("create", "x", "--external-ref", BYTES), "the external reference"),
        (("--actor", BYTES, "create", "x"), "the actor"),
        (("search", BYTES), "the text to look for"),
        (("list", "--title", BYTES), "the filter by title"),
        (("memories", BYTES), "the text to look for"),
        (("remember", "x", "--key", BYTES), "the key"),
        (("kv", "set", BYTES, "x"), "the key"),
        (("config", "get", BYTES), "the key"),
        (("show", BYTES), "the id"),
        (("list", "-l", BYTES), "the filter by labels"),
        (("recall", BYTES), "the key"),
    ],
)
def test_bytes_that_are_no_utf_8(place: Place, words: tuple[str | bytes, ...], what: str) -> None:
    assert run(place, *words) == f"Error: {what} is not valid UTF-8\n"


def test_a_branch_of_the_environment(place: Place) -> None:
    assert (
        run(place, "list", BD_BRANCH=os.fsdecode(BYTES)) == 'Error: "caf\\xe9" is not valid UTF-8\n'
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("remember", "x", "--key", "k" * 256),
            "the key has 256 characters; at most 255 are allowed",
        ),
        (("kv", "set", "k" * 253, "x"), "the key has 256 characters; at most 255 are allowed"),
        (("config", "set", "a\tb", "x"), "the key holds a control character"),
        (("config", "set", "actor", "a\x7f"), "the actor holds a control character"),
        (("create", "x", "-l", "l" * 256), "the label has 256 characters; at most 255 are allowed"),
        (("create", "x", "-a", "a\nb"), "the assignee holds a control character"),
    ],
)
def test_names(place: Place, words: tuple[str, ...], message: str) -> None:
    assert run(place, *words) == f"Error: {message}\n"


@pytest.mark.parametrize(
    ("actor", "message"),
    [
        ("a" * 256, "has 256 characters; at most 255 are allowed"),
        ("a\nb", "holds a control character"),
        ("\udcff", "is not valid UTF-8"),
    ],
)
def test_an_actor_that_nobody_can_be(place: Place, actor: str, message: str) -> None:
    with pytest.raises(Invalid, match=f"^the actor {message}$"):
        open_tracker(str(place.directory), actor=actor)
    assert run(place, "init", BD_ACTOR=actor) == f"Error: the actor {message}\n"
    assert run(place, "create", "x", BEADS_ACTOR=actor) == f"Error: the actor {message}\n"
