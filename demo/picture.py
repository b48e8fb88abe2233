"""Draw docs/terminal.svg from a real run of the demo, and docs/views.svg from one of the views:
`make picture`.

Each makes a project, a server and a BEADWORK_HOME of its own in a temporary directory. It runs on a
pseudo-terminal, so that `bd` prints what a person sees, colours too.
"""

from __future__ import annotations

import os
import pty
import re
import sys
from io import StringIO
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "terminal.svg"
VIEWS = ROOT / "docs" / "views.svg"
COLUMNS = 84
FORMAT = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
"""Of rich's own, without the fonts that it would fetch."""
LAST = "# And the numbers."
"""The picture ends before this line of the demo."""


def run(script: str) -> str:
    """Return what a script of the demo prints on a terminal.

    Raises:
        SystemExit: the script failed.
    """
    os.environ.update(TERM="xterm-256color", COLUMNS=str(COLUMNS))
    printed: list[bytes] = []

    def read(terminal: int) -> bytes:
        printed.append(os.read(terminal, 65536))
        return printed[-1]

    status = pty.spawn(["sh", str(ROOT / "demo" / script)], read)
    text = b"".join(printed).decode().replace("\r\n", "\n")
    if status:
        sys.exit(f"{script} failed:\n{text}")
    return text


def draw(text: str, title: str = "make demo") -> str:
    """Return the picture of a terminal that shows `text`."""
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True)
    for line in text.strip().splitlines():
        heading = line.startswith(("# ", "$ "))
        console.print(Text(line, style="bold") if heading else Text.from_ansi(line))
    return console.export_svg(title=title, unique_id="terminal", code_format=FORMAT)


if __name__ == "__main__":
    TARGET.write_text(draw(run("demo.sh").split(LAST)[0]))
    VIEWS.write_text(draw(run("views.sh"), "bd"))
