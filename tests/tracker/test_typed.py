"""A program that uses the library is checked by its types: the examples of docs/library.md pass
`mypy --strict` against the installed wheel, and a mistyped keyword does not.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from harness import ROOT

EXAMPLES = re.findall(
    r"^```python\n(.*?)^```$", (ROOT / "docs" / "library.md").read_text(), re.M | re.S
)
MISTYPED = """
import beadwork

with beadwork.open() as tracker:
    tracker.list(status="open", label=["a", "b"], priority=1, limit=5)
    tracker.list(staus="open")
    tracker.create("x", priorty=1)
    tracker.update("x", statuses="closed")
    tracker.create("x", labels=5)
    beadwork.nosuch
    got: str = tracker.get("x").title
"""
REFUSED = {
    6: "call-arg", 7: "call-arg", 8: "call-arg", 9: "arg-type", 10: "attr-defined",
    11: "union-attr",
}  # fmt: skip


def installed(place: Path) -> Path:
    """Build the wheel, install it into an environment of its own, and return its Python."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", place / "wheel"],
        cwd=ROOT, check=True, stdout=-3, stderr=-3,
    )  # fmt: skip
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place / "venv"], check=True)
    python = place / "venv" / "bin" / "python"
    (wheel,) = (place / "wheel").glob("*.whl")
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps",
         "--no-index", "--disable-pip-version-check", wheel],
        check=True,
    )  # fmt: skip
    return python


def test_the_examples_are_typed_and_mistyped_keywords_refused(tmp_path: Path) -> None:
    python = installed(tmp_path)
    files = {}
    for number, example in enumerate(EXAMPLES):
        files[f"example_{number}.py"] = example
    for name, program in {**files, "mistyped.py": MISTYPED}.items():
        (tmp_path / name).write_text(program)
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--python-executable", python,
         "--cache-dir", os.devnull, *files, "mistyped.py"],
        cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    found = re.findall(r"^(\w+\.py):(\d+): error: .*\[([\w-]+)\]$", checked.stdout, re.M)
    assert EXAMPLES
    assert [error for error in found if error[0] != "mistyped.py"] == [], checked.stdout
    assert {int(line): code for _, line, code in found} == REFUSED, checked.stdout
