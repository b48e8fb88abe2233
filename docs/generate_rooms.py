"""Write the table of rooms into CONTRIBUTING.md, and the tree into docs/architecture.md, from the
docstrings of the packages: `make docs`. A test fails where one of them is stale.
"""

from __future__ import annotations

import ast
import re
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "beadwork"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
WIDTH = 100


def rooms(depth: int) -> dict[str, str]:
    """Return the first sentence about each package, by its path below src/beadwork."""
    found = {}
    for file in SOURCE.glob("*/**/__init__.py"):
        path = file.parent.relative_to(SOURCE)
        if len(path.parts) <= depth:
            says = ast.get_docstring(ast.parse(file.read_text())) or ""
            paragraph = " ".join(says.split("\n\n")[0].split())
            found[f"{path}/"] = re.split(r"(?<=\.) (?=[A-Z])", paragraph)[0]
    return dict(sorted(found.items()))


def contributing(page: str) -> str:
    """Return CONTRIBUTING.md with the table of the packages, two levels deep."""
    rows = [f"| `{path}` | {sentence} |" for path, sentence in rooms(2).items()]
    return _filled(page, "\n".join(["| room | what is in it |", "|---|---|", *rows]))


def architecture(page: str) -> str:
    """Return docs/architecture.md with the tree of all packages."""
    lines = ["```", "src/beadwork/"]
    for path, sentence in rooms(9).items():
        depth = path.count("/")
        name = f"{'  ' * depth}{path.split('/')[-2]}/"
        lines += textwrap.wrap(
            sentence, WIDTH, initial_indent=name.ljust(24), subsequent_indent=" " * 24
        )
    return _filled(page, "\n".join([*lines, "```"]))


def _filled(page: str, text: str) -> str:
    block = re.compile(r"(<!-- rooms -->\n).*?(\n<!-- end of rooms -->)", re.DOTALL)
    return block.sub(lambda found: f"{found[1]}{text}{found[2]}", page)


if __name__ == "__main__":
    CONTRIBUTING.write_text(contributing(CONTRIBUTING.read_text()))
    ARCHITECTURE.write_text(architecture(ARCHITECTURE.read_text()))
