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

`gt doctor` examines a town, `bd doctor` one workspace and its server. Neither changes or starts
anything. With `--fix` they make the repairs that lose nothing. Each repair is announced first.
Every file that it changes is copied to `doctor/`, beside the server's record. Then the check runs
again.
The exit status is 1 if a check reports an error; a warning does not count. A check that cannot run
reports `skipped` and the reason.

`--check NAME` runs one check, `--skip NAME` leaves one out. To silence a check for good, put
`{"doctor": {"skip": ["NAME"]}}` into `mayor/daemon.json`, or run `bd config set doctor.skip NAME,…`
in a workspace.
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
    return (
        f"| `{check.name}` | {'yes' if check.is_of_workspace else ''} | "
        f"{says.replace('|', chr(92) + '|')} | {check.fix} |"
    )


if __name__ == "__main__":
    TARGET.write_text(text())
