"""The examples of docs/library.md, each run as it stands there, in Python's development mode and
with every warning as an error.
"""

from __future__ import annotations

import re
import subprocess
import sys
from textwrap import dedent

import pytest

from harness import ROOT, Place

PAGE = (ROOT / "docs" / "library.md").read_text()
EXAMPLES = dict(
    re.findall(r"^### ([^\n]+)\n(?:(?!^#).)*?^```python\n(.*?)^```$", PAGE, re.M | re.S)
)

CHECKS = {
    "A web handler": """
        def ask(method: str, path: str) -> tuple[str, dict]:
            statuses = []
            body = application(
                {"REQUEST_METHOD": method, "PATH_INFO": path},
                lambda status, headers: statuses.append(status),
            )
            return statuses[0], json.loads(b"".join(body))

        issue = tracker.create("One")
        assert ask("GET", f"/{issue.id}")[1]["title"] == "One"
        assert ask("POST", f"/{issue.id}")[1]["assignee"] == "web"
        assert ask("GET", "/demo-none") == (
            "404 Not Found",
            {"error": "not_found", "message": 'no issue found matching "demo-none"'},
        )
        with beadwork.open(actor="other") as other:
            taken = other.create("Two")
            other.claim(taken.id)
        assert ask("POST", f"/{taken.id}")[0] == "409 Conflict"
        tracker.close()
    """,
}
"""What a test adds to an example that does nothing by itself."""

PRINTED = {
    "A service that outlives its server": r"demo-r0\ndemo-r1\n",
    "asyncio": r"(beadwork: the cancelled call close_issues had (not )?begun, and was \w+\n)?",
    "A mirror that follows": r"\{'demo-\w+': 'First'\}\n",
}

SLOW = re.compile(r"Executing <.* took [0-9.]+ seconds$|INFO:beadwork\.")
"""What asyncio (in development mode) and the library tell of a machine that has much to do."""


def run(place: Place, program: str) -> subprocess.CompletedProcess[str]:
    file = place.directory / "example.py"
    file.write_text(program)
    return subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", file],
        cwd=place.directory, env=place.environment, capture_output=True, text=True,
    )  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_runs_without_a_warning(place: Place, name: str) -> None:
    done = run(place, EXAMPLES[name] + dedent(CHECKS.get(name, "")))
    said = [line for line in done.stderr.splitlines() if not SLOW.match(line)]
    assert (done.returncode, said) == (0, [])
    assert re.fullmatch(PRINTED.get(name, ""), done.stdout)


def test_every_block_of_python_is_an_example() -> None:
    assert len(EXAMPLES) == PAGE.count("```python\n") >= 6
    assert {*CHECKS, *PRINTED} <= set(EXAMPLES)
