"""Write docs/doctor.md from the checks themselves: `make docs`. A test fails where the file is
stale.
"""

from __future__ import annotations

import inspect
from pathlib import Path

from beadwork.doctor import catalogue
from beadwork.doctor.catalogue import Check

TARGET = Path(__file__).with_name("doctor.md")

HEAD = """# The doctor's checks

`gt doctor` looks at a whole town, `bd doctor` at one workspace and its server. Neither changes or starts anything. With
`--fix` they repair what can be repaired without losing anything: each repair is announced, every file that it touches is
copied first (into `doctor/` beside the server's record), and the check looks again. The exit status is 1 where something
is an error; a warning is none. A check that cannot look says `skipped`, and why.

`--check NAME` runs one, `--skip NAME` leaves one out. For good, a check is silenced by `{"doctor": {"skip": ["NAME"]}}`
in `mayor/daemon.json`, for one workspace by `bd config set doctor.skip NAME,…`.
"""

COLUMNS = "| check | `bd` | what holds where it is quiet | `--fix` |"


def text() -> str:
    """Return the whole page."""
    lines = [HEAD]
    group = ""
    for check in catalogue.all_checks():
        if check.group != group:
            group = check.group
            lines += [f"\n## {group.capitalize()}\n", COLUMNS, "|---|---|---|---|"]
        lines.append(_row(check))
    return "\n".join(lines) + "\n"


def _row(check: Check) -> str:
    says = inspect.cleandoc(check.module.__doc__ or "").splitlines()[0]
    return f"| `{check.name}` | {'yes' if check.is_of_workspace else ''} | {says.replace('|', chr(92) + '|')} | {check.fix} |"


if __name__ == "__main__":
    TARGET.write_text(text())
