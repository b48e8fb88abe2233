"""What reaches the terminal, and what happens where it cannot."""

from __future__ import annotations

import io
import json
import os
import subprocess

import pytest

from beadwork.console import failures
from beadwork.console.console import Console, encode
from beadwork.console.terminal import Terminal
from beadwork.errors import BeadworkError, Invalid
from harness import BIN, Place

BIDI = "".join(map(chr, (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
OBEYED = "".join(map(chr, (*range(9), *range(11, 32), *range(127, 160)))) + BIDI + "\udfff\ud800"


class Screen(io.StringIO):
    """A stream that says that a person looks at it."""

    def isatty(self) -> bool:
        return True


def _console(monkeypatch: pytest.MonkeyPatch, out: io.StringIO) -> Console:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    return Console("bd", Terminal(io.StringIO(), out, out))


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[31mred\x1b[0m", "\ufffd[31mred\ufffd[0m"),
        ("t\x1b]0;title\x07", "t\ufffd]0;title\ufffd"),
        ("\x1b[2Jgone", "\ufffd[2Jgone"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("שלום 🙂 é", "שלום 🙂 é"),
        ("\x9b2J", "\ufffd2J"),
        ("back\x08space\rreturn", "back\ufffdspace\ufffdreturn"),
        ("file\udce9", "file\udce9"),  # a byte of its name, which is printed as it came
        (OBEYED, "\ufffd" * len(OBEYED)),
    ],
)
@pytest.mark.parametrize("stream", [Screen, io.StringIO])
def test_a_line_cannot_steer_the_terminal(
    line: str, shown: str, stream: type[io.StringIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = stream()
    console = _console(monkeypatch, out)
    for print_line in (console.line, console.bare, console.note, console.excerpt):
        out.seek(0)
        out.truncate()
        print_line(line)
        assert out.getvalue().rstrip("\n") == shown
    console.warn(line)
    failures.report(console, Invalid(line, hint=line))
    assert out.getvalue().count(shown) == 4


def test_our_own_styles_stay_and_nobody_else_can_write_one(monkeypatch: pytest.MonkeyPatch) -> None:
    out = Screen()
    console = _console(monkeypatch, out)
    console.line(f"{console.style('a', 'bold', 'red')} {console.style(chr(27) + '[2J', 'dim')}")
    assert out.getvalue() == "\x1b[1;31ma\x1b[0m \x1b[2m\ufffd[2J\x1b[0m\n"


def test_json_escapes_what_a_terminal_obeys(monkeypatch: pytest.MonkeyPatch) -> None:
    text = encode({"title": OBEYED + " \udce9 é 🙂"})
    assert text.isprintable()
    assert "é 🙂" in text
    assert json.loads(text)["title"] == OBEYED + " \udce9 é 🙂"
    out = io.StringIO()
    console = _console(monkeypatch, out)
    console.json = True
    failures.report(console, Invalid(OBEYED))
    assert out.getvalue().rstrip("\n").isprintable()


@pytest.mark.parametrize(
    "encoding",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"},
    ],
    ids=["C", "C, no UTF-8 mode", "latin-1", "ascii"],
)
def test_a_report_does_not_die_of_what_it_reports(encoding: dict[str, str], place: Place) -> None:
    (place.directory / "rows.jsonl").write_text('{"id": "demo-1", "title": "\\ud800é☃"}\n')
    for words in (
        ["☃"],
        ["show", "☃é\udcff"],
        ["import", "rows.jsonl"],
        ["create", "☃", "--id", "é ☃"],
    ):
        for flag in ([], ["--json"]):
            done = subprocess.run(
                [BIN / "bd", *words, *flag],
                cwd=place.directory,
                env={**place.environment, **encoding},
                capture_output=True,
            )
            assert done.returncode in (1, 2), words
            assert done.stderr.startswith(b'{"error"' if flag else b"Error: "), done.stderr
            assert b"should not" not in done.stderr


def test_a_report_that_nobody_can_read_changes_no_exit_status(place: Place) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [BIN / "bd", "nope"], cwd=place.directory, env=place.environment, stderr=full
        )
    assert done.returncode == 2


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


def test_a_report_of_bad_lines_does_not_fail_after_the_write(place: Place) -> None:
    (place.directory / "rows.jsonl").write_text(
        '{"id": "demo-1", "title": "Good", "created_at": "2026-01-01T00:00:00Z"}\n'
        '{"id": "demo-2", "title": "Bad", "created_at": "2026-01-01T00:00:00Z", "\\ud800": '
        '"\\ud800"}\n'
    )
    for flag in ([], ["--json"]):
        done = place.run("import", "rows.jsonl", "--skip-bad", *flag)
        assert (done.returncode, done.stderr) == (0, "")
        assert "not valid UTF-8" in done.stdout
    assert json.loads(place.run("show", "demo-1", "--json").stdout)[0]["title"] == "Good"


def _classes(base: type[BeadworkError]) -> list[type[BeadworkError]]:
    return [base, *(found for child in base.__subclasses__() for found in _classes(child))]


@pytest.mark.parametrize("kind", _classes(BeadworkError), ids=lambda kind: kind.__name__)
def test_every_error_comes_with_a_hint(kind: type[BeadworkError]) -> None:
    out, told = io.StringIO(), io.StringIO()
    console = Console("bd", Terminal(io.StringIO(), out, told))
    console.command, console.json = "bd close", True
    failures.report(console, kind("it failed"))
    found = json.loads(told.getvalue())
    assert found == {"error": "it failed", "code": kind.code, "hint": found["hint"]}
    assert found["hint"].startswith(("bd ", "the same command without --readonly"))
    assert not {"delete", "drop", "--force"} & set(found["hint"].split())
