"""A script that dies before one step of an action: a statement that writes, or an audit event of
Python.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from harness import Mayor

KILLED = 9
"""The exit status of a script that died."""

_BEGINNING = """
import os, sys
from pathlib import Path
from beadwork.dolt.writing.author import Author
from beadwork.dolt.connection.session import Session

text, left, *words = sys.argv[1], int(sys.argv[2]), *sys.argv[3:]

def step(what):
    global left
    if text in what:
        left -= 1
        if left < 0:
            os._exit(9)

def pipeline(self, *statements, sent=Session.pipeline):
    for sql, values in statements:
        if not sql.lstrip().startswith("SELECT"):
            step(sql + str(values))
    return sent(self, *statements)

Session.pipeline = pipeline
author = Author("Me", "me@example.org")
"""


def script(events: tuple[str, ...], action: str) -> str:
    """Return a script that runs `action` with the `words` of its command line and `author`.

    The first two arguments of the script are a text and a number. The script dies before a step
    with that text, after as many such steps as the number says.
    """
    return f"""{_BEGINNING}
def note(event, args):
    if event in {events!r}:  # of a program, its words: its environment names the test
        step(event + str(args[:2] if event == "subprocess.Popen" else args))

sys.addaudithook(note)
{action}
"""


ADD = script(
    ("os.rename", "os.mkdir", "os.remove", "subprocess.Popen"),
    """
from beadwork.town.layout import Town
from beadwork.town.rigs.add import add
root, name, source = words
add(Town(Path(root)), name, source, author, lambda line: None, prefix=name)
""",
)


def killed_add(mayor: Mayor, name: str, source: Path, text: str, left: int = 0) -> int:
    """Add a rig, and die before a step; return the exit status."""
    words = [sys.executable, "-c", ADD, text, str(left), mayor.root, name, source]
    return subprocess.run(
        words, env=mayor.person.environment, cwd=mayor.root, timeout=120
    ).returncode
