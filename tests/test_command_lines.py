"""Every command line of every page is one: its command, flags and arguments exist. The pages of one
workspace are run, too, line by line; those of towns and remotes have tests of their own.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from beadwork.bd.main import PROGRAM as BD
from beadwork.console import argv_words
from beadwork.console.dispatch import load
from beadwork.console.parser import Parser
from beadwork.errors import BeadworkError
from beadwork.gt.main import PROGRAM as GT
from harness import ROOT, Place

PROGRAMS = {"bd": BD, "gt": GT}
GENERATED = {"reference.md", "library-reference.md", "CHANGELOG.md"}
PAGES = sorted(
    page
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
    if page.name not in GENERATED
)
TEXT = re.compile(r"<!--.*?-->|^```(?:markdown|json|yaml|python|nix)\n.*?^```$", re.M | re.S)
LINE = re.compile(r" {4}(?:\$ )?(?P<line>(?:\S.* )?(?:bd|gt) \S.*)")
INCOMPLETE = re.compile(r"(is|are) missing$|needs a value$|^no command $")
"""What is said of a command that a sentence names without its arguments."""
PLACEHOLDER = re.compile(r"…|\.\.\.")


class Line(NamedTuple):
    """One command line, and where it stands."""

    page: Path
    text: str
    is_typed: bool
    """Whether it stands in a block; else it may be the name of a command in a sentence."""

    def __str__(self) -> str:
        return f"{self.page.name}: {self.text}"


def lines(page: Path) -> Iterator[Line]:
    """Yield the command lines of a page: in blocks, and between backquotes in the text."""
    text = TEXT.sub("", page.read_text()).replace(" \\\n", " ")
    for line in text.splitlines():
        if line.startswith("    ") and (found := LINE.match(line)):
            yield Line(page, found["line"], True)
    prose = "\n".join(line for line in text.split("\n") if not line.startswith("    "))
    for span in re.findall(r"`((?:bd|gt) [^`]+)`", prose):
        yield Line(page, " ".join(span.split()), False)


def commands(line: Line) -> Iterator[list[str]]:
    """Yield the words of each `bd` and `gt` of a line."""
    lexer = shlex.shlex(line.text, posix=True, punctuation_chars=";&|<>")
    lexer.whitespace_split = True
    words: list[str] = []
    for word in [*lexer, ";"]:
        if word and set(word) <= set(";&|<>"):
            while words and re.fullmatch(r"[A-Z_]+=.*|\$", words[0]):
                words.pop(0)
            if words and words[0] in PROGRAMS:
                yield words
            words = [] if set(word) <= set(";&|") else ["<"]
        else:
            words.append(word)


def parse(words: list[str]) -> None:
    """Parse a command line as its program does, and run nothing.

    Raises:
        BeadworkError: it is none.
    """
    program = PROGRAMS[words[0]]
    name, rest = argv_words.split(words[1:], program.groups())
    if " " in name and name not in {*program.commands(), *program.aliases}:
        name, rest = argv_words.split(words[1:], program.groups() - {name.split(" ")[0]})
    name = program.aliases.get(name, name)
    if name in program.commands():
        parser = Parser(f"{program.name} {name}", "")
        load(program, name).arguments(parser)
        parser.parse_intermixed_args(argv_words.fit(rest, parser))
    elif name not in program.groups():
        raise BeadworkError(f"no command {name}")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_line_of_a_page_is_one(page: Path) -> None:
    wrong = []
    for line in lines(page):
        for words in commands(line):
            if any(PLACEHOLDER.search(word) for word in words):
                continue
            try:
                parse(words)
            except BeadworkError as error:
                if line.is_typed or not INCOMPLETE.search(str(error)):
                    wrong.append(f"{line}: {error}")
    assert wrong == []


SETUP = {
    "dates.md": "",
    "plans.md": "bd create Known --id bd-9qk; {first block} > plan.md",
    "edit.md": "bd create One --id bd-7; bd comment bd-7 Said; mkdir .beads/templates;"
    " {first block} | sed '/^title/d; /^due/d' > .beads/templates/bug.md;"
    " EDITOR=false bd edit bd-7; {first block} > draft.md",
    "batch.md": """echo '{"op": "create", "title": "One"}' > changes.jsonl""",
    "counting.md": "bd create One --id bd-7 -l go; bd close bd-7 --actor alice",
    "history.md": "bd create One --id bd-7; bd update bd-7 -d Text",
    "rename.md": "bd create One --id bd-a3f9k; bd create Child --parent bd-a3f9k",
    "fewer-commits.md": "bd create One --id bd-7; bd create Two --id bd-8",
}
"""What the commands of a page need before them, `{first block}` being what its first block of
Markdown says.
"""
EACH = {
    "undo.md": "bd create One --id bd-7; bd delete bd-7 --force; bd create Two",
    "agents.md": "bd create One --id ID || bd reopen ID || bd unclaim ID",
}
"""What each command of a page needs before it."""
NOT_RUN = {
    "bd watch -l auth": "it goes on until it is stopped; tests/bd/test_follow.py has it",
    "bd rename-prefix my-old-name api": "tests/transcripts/rename.t has it, with such a prefix",
}


def fitted(text: str, page: Path, place: Place) -> str:
    """Return a command line with what this test has for what stands in the page."""
    block = re.search(r"^```markdown\n(.*?)^```$", page.read_text(), re.M | re.S)
    text = text.replace("{first block}", f"printf %s {shlex.quote(block[1] if block else '')}")
    text = re.sub(r"~/.beads/edits/[\w.-]+", "draft.md", text)
    text = text.replace("5e0c41ab", "$(bd comments bd-7 | sed -n 's/.*#//p')")
    return re.sub(r"\bbd-(?=\w)", "demo-", re.sub(r"\bID\b", "bd-id", text))


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.name in SETUP | EACH], ids=lambda page: page.name
)
def test_the_commands_of_a_page_do_what_they_are_for(page: Path, place: Place) -> None:
    def run(text: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", "-c", fitted(text, page, place)],
            cwd=place.directory,
            env={**place.environment, "EDITOR": "true", "BD_ACTOR": "worker"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )

    run(SETUP.get(page.name, "true"))
    before = EACH.get(page.name, "true")
    typed = [line for line in lines(page) if line.is_typed]
    failed = [
        f"{line}: {done.stderr}"
        for line in typed
        if not any(line.text.startswith(known) for known in NOT_RUN)
        and (done := run(f"{{ {before}; }} > setup 2>&1; {line.text}")).returncode
    ]
    assert typed
    assert failed == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_block_is_indented_from_its_first_line(page: Path) -> None:
    assert re.findall(r"^(?:bd|gt|export) .*\n {4}\S.*", page.read_text(), re.M) == []
