"""Run every `.t` file beside this one: a session of a terminal, with its exact output.

    Text is for the reader.

      $ bd create "A title" --id demo-1
      Created demo-1: A title
      $ bd close demo-2
      Error: no issue found matching "demo-2"
      Hint: bd list --all
      [1]

Each file here has a workspace on a fresh branch to itself, with the prefix `demo`. Each file in
`town/` has a person with a project in ~/code/widget and nothing else, who makes a town with a
server of its own, and so does each in `remotes/` and `workers/`, which may do without a town; there
`cd` holds for the commands after. Commands run by `sh`, standard error after standard output; `[N]`
is an exit status other than 0. A line ending in ` (re)` is a regular expression.

In what is printed a time becomes TIME, a commit HASH, a random id demo-ID, the workspace's
directory HERE; in a town the home HOME, a process PID, a port PORT, a size SIZE, a digest DIGEST.
To write down what a changed command prints: BEADWORK_WRITE_TRANSCRIPTS=1, then read the difference.

A command prints the same where the command server does it. Some files are run with it in each run
of the tests, and all of them by `make served`.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.lifecycle import stop
from beadwork.town.daemon import control
from beadwork.town.layout import Town
from harness import BIN, Person, Place

FILES = sorted(Path(__file__).parent.glob("*.t"))
TOWN_FILES = sorted(
    file
    for room in ("town", "remotes", "workers")
    for file in (Path(__file__).parent / room).glob("*.t")
)
SERVED = {"claim", "close", "comment", "dep_list", "label", "parts_of_ids", "ready", "search"}
"""Transcripts that are run by the command server too, in each run of the tests."""
STOP_IT = ("lost_metadata", "migrate")
"""Transcripts that stop the command server with the Dolt server; what follows runs by itself."""
IS_SERVED = bool(os.environ.get("BEADWORK_SERVED"))
INDENT = "  "

Normal = Iterable[tuple[re.Pattern[str], str]]

_NORMAL = (
    (re.compile(r"[^ ]*/edits/demo-1-\w+\.md"), "DRAFT"),
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z?"), "TIME"),
    (re.compile(r"\bdemo-[0-9a-z]{5,7}\b"), "demo-ID"),
    (re.compile(r"(?<=\bdemo-e\.)\d{6}\b"), "NUMBER"),
    (re.compile(r"\b[0-9a-v]{32}\b"), "HASH"),
    (re.compile(r"#[0-9a-f]{8}\b|(?<=the comment )[0-9a-f]{8}\b"), "#COMMENT"),
    (re.compile(r"\b[0-9a-v]{8}(?=  TIME  |  (?:bd|gt): | (?:bd|gt): )"), "HASH"),
    (re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "UUID"),
)

_NORMAL_IN_A_TOWN = (
    (re.compile(r"\b[0-9a-f]{64}\b|(?<=\d  )[0-9a-f]{12}(?=  )"), "DIGEST"),
    (re.compile(r"(\bpid\b\"?:?\s+)\d+"), r"\1PID"),
    (re.compile(r"(\bport\b\"?:?\s+|127\.0\.0\.1:)\d+"), r"\1PORT"),
    (re.compile(r"(kill -HUP )\d+"), r"\1PID"),
    (re.compile(r"\bhq-(mail|channel)-[0-9a-z]{7}\b"), r"hq-\1-ID"),
    (re.compile(r"\b\d{8}T\d{6}Z(?=/)|\b\d{4}-\d\d-\d\dT\d{6}Z(-\d)?|\b\d{4}-\d\d-\d\d\b"), "DATE"),
    (re.compile(r"(\boffset )\d+|^(\s+)\d+(?=: corrupted)"), r"\1\2N"),
    (re.compile(r"/[^ ]*/gt(?= -C)"), "gt"),
    (re.compile(r"\d+\.\d [KMG]B"), "SIZE"),
)


class Step(NamedTuple):
    """One command of a transcript, and the lines expected after it."""

    line: int
    command: str
    expected: list[str]


def steps(text: str) -> Iterator[Step]:
    """Yield the commands of a transcript."""
    current: Step | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(f"{INDENT}$ "):
            if current:
                yield current
            current = Step(number, line[len(INDENT) + 2 :], [])
        elif line.startswith(f"{INDENT}> ") and current and not current.expected:
            current = current._replace(command=f"{current.command}\n{line[len(INDENT) + 2 :]}")
        elif line.startswith(INDENT) and current:
            current.expected.append(line[len(INDENT) :])
        elif current and line.strip():
            yield current
            current = None
    if current:
        yield current


class Stage(NamedTuple):
    """Where the commands of one file run, and what is put for that which differs from run to
    run.
    """

    directory: Path
    environment: dict[str, str]
    normal: Normal

    def outcome(self, command: str) -> list[str]:
        """Run one command and return its output as a transcript shows it."""
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=self.directory,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=180,
        )
        shown = [self.shown(line) for line in (done.stdout + done.stderr).splitlines()]
        return [*shown, f"[{done.returncode}]"] if done.returncode else shown

    def shown(self, line: str) -> str:
        """Return a line with what differs from run to run replaced by a word."""
        for pattern, word in self.normal:
            line = pattern.sub(word, line)
        return line.rstrip()


class Walk(Stage):
    """A stage where the directory that one has gone to is that of the next command."""

    def outcome(self, command: str) -> list[str]:
        """Run one command where the one before has ended."""
        where = shlex.quote(str(self.directory / ".where"))
        return super().outcome(
            f'cd "$(cat {where})" || exit\n{command}\nstatus=$?; pwd > {where}; exit $status'
        )


def literally(text: str | Path) -> re.Pattern[str]:
    return re.compile(re.escape(str(text)))


def fits(expected: list[str], got: list[str]) -> bool:
    return len(expected) == len(got) and all(
        re.fullmatch(line[: -len(" (re)")], real) if line.endswith(" (re)") else line == real
        for line, real in zip(expected, got, strict=True)
    )


def replay(file: Path, stage: Stage) -> None:
    """Run a file's commands, and fail where one says something else than is written there."""
    text = file.read_text()
    written = text.splitlines()
    for said, got in reversed([(step, stage.outcome(step.command)) for step in steps(text)]):
        if os.environ.get("BEADWORK_WRITE_TRANSCRIPTS") and not fits(said.expected, got):
            first = said.line + said.command.count("\n")
            written[first : first + len(said.expected)] = [f"{INDENT}{line}" for line in got]
            continue
        assert fits(said.expected, got), f"{file.name}:{said.line}: $ {said.command}\n" + "\n".join(
            got
        )
    if os.environ.get("BEADWORK_WRITE_TRANSCRIPTS"):
        file.write_text("\n".join(written) + "\n")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_transcript(file: Path, place: Place) -> None:
    names = ((literally(place.directory), "HERE"), (literally(place.branch), "BRANCH"))
    replay(file, Stage(place.directory, place.environment, (*_NORMAL, *names)))


@pytest.mark.parametrize(
    "file",
    [file for file in FILES if IS_SERVED or file.stem in SERVED],
    ids=lambda file: file.stem,
)
def test_transcript_by_the_command_server(file: Path, served: Place) -> None:
    names = ((literally(served.directory), "HERE"), (literally(served.branch), "BRANCH"))
    replay(file, Stage(served.directory, served.environment, (*_NORMAL, *names)))


@pytest.fixture
def home(person: Person) -> Iterator[Person]:
    """A person with a project in ~/code/widget; whatever town they made is stopped at the end.

    Lines are broken at 80 columns wherever tests run: their home's name is always equally long.
    """
    with tempfile.TemporaryDirectory(
        prefix="bw-", dir="/tmp", ignore_cleanup_errors=True
    ) as directory:
        someone = Person(Path(directory), {**person.environment, "HOME": directory})
        project = someone.home / "code" / "widget"
        project.mkdir(parents=True)
        for words in (
            ["init", "-q", "-b", "main"],
            ["commit", "-q", "--allow-empty", "-m", "first"],
        ):
            subprocess.run(["git", "-C", project, *words], check=True, env=someone.environment)
        yield someone
        subprocess.run([BIN / "bd", "serve", "stop"], env=someone.environment, stdout=-3)
        for mark in someone.home.glob("*/mayor/town.json"):
            control.stop_daemon(Town(mark.parent.parent))
            stop.stop(TownHome(str(mark.parent.parent)))
        stop.stop(someone.server)


@pytest.mark.parametrize("file", TOWN_FILES, ids=lambda file: file.stem)
def test_transcript_of_a_town(file: Path, home: Person) -> None:
    where = home.home / ".where"
    where.write_text(f"{home.home}\n")
    normal = (*_NORMAL, *_NORMAL_IN_A_TOWN, (literally(home.home), "HOME"))
    replay(file, Walk(home.home, home.environment, normal))


if IS_SERVED:

    @pytest.mark.parametrize("file", TOWN_FILES, ids=lambda file: file.stem)
    def test_transcript_of_a_town_by_the_command_server(file: Path, home: Person) -> None:
        bd = [BIN / "bd", "serve", "start"]
        subprocess.run(bd, env=home.environment, stdout=-3, check=True)
        mode = "1" if file.stem in STOP_IT else "only"
        served = {**home.environment, "BEADWORK_SERVE": mode}
        test_transcript_of_a_town(file, home._replace(environment=served))
