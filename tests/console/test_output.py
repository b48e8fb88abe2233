"""What reaches the terminal, and what happens where it cannot."""

from __future__ import annotations

import json
import os
import subprocess

import pytest

from beadwork.console.console import clean
from harness import BIN, Place


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[31mred\x1b[0m", "\x1b[31mred\x1b[0m"),  # our own styles
        ("t\x1b]0;title\x07", "t\ufffd]0;title\ufffd"),
        ("\x1b[2Jgone", "\ufffd[2Jgone"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("שלום 🙂 é", "שלום 🙂 é"),
        ("\x9b2J", "\ufffd2J"),
        ("back\x08space\rreturn", "back\ufffdspace\ufffdreturn"),
    ],
)
def test_a_line_cannot_steer_the_terminal(line: str, shown: str) -> None:
    assert clean(line) == shown


def test_no_text_of_an_issue_reaches_the_terminal_with_control_characters(place: Place) -> None:
    evil = "evil\x1b]0;x\x07"
    place.run("create", evil, "--id", "demo-1", "-d", evil)
    place.run("comment", "demo-1", evil)
    for words in (
        ["show", "demo-1"],
        ["list"],
        ["update", "demo-1", "-p", "1"],
        ["comments", "demo-1"],
        ["log"],
    ):
        done = place.run(*words)
        assert done.returncode == 0
        assert "\x1b" not in done.stdout + done.stderr, words
    assert json.loads(place.run("show", "demo-1", "--json").stdout)[0]["title"] == evil


def test_a_full_standard_output_does_not_hide_that_the_write_is_done(place: Place) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [BIN / "bd", "create", "Filed", "--json"],
            cwd=place.directory,
            env=place.environment,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 1
    assert json.loads(done.stderr)["code"] == "output_failed"
    with place.tracker() as tracker:
        assert [issue.title for issue in tracker.list().issues] == ["Filed"]


def test_a_reader_that_leaves_is_no_error(place: Place) -> None:
    with place.tracker() as tracker, tracker.batch("many"):
        for number in range(300):
            tracker.create(f"Issue {number} " + "x" * 400)
    done = subprocess.run(
        ["sh", "-c", "bd list --json --limit 0 | head -c 10"],
        cwd=place.directory,
        env={**place.environment, "PYTHONUNBUFFERED": "1"},
        capture_output=True,
        text=True,
    )
    assert done.stderr == ""
    assert len(done.stdout) == 10


def test_names_that_utf8_cannot_say_come_out_as_they_went_in(place: Place) -> None:
    done = subprocess.run(
        [os.fsencode(BIN / "bd"), b"show", b"\xff\xfe"],
        cwd=place.directory,
        env=place.environment,
        capture_output=True,
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"Error: " in done.stderr
