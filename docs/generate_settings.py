"""Write docs/settings.md from the table of settings: `make docs`. A test fails where the file is
stale.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

from beadwork.model.settings_table import PLACES, Setting, settings

TARGET = Path(__file__).with_name("settings.md")

HEAD = """# Settings

Every setting, and every number of seconds, tries and bytes that the program works by. A key that
is not here is yours: `bd config set` keeps it for your own tools.
"""

TITLES = {
    "database": "Of the tracker",
    "machine": "Of one copy of a workspace",
    "person": "Of one person",
    "server": "Of the server",
    "town": "Of a town's daemon",
    "serve": "The command server",
    "fixed": "Of the program",
}


def text() -> str:
    """Return the whole page."""
    lines = [HEAD]
    for place, how in PLACES.items():
        sentence = textwrap.fill(f"{how[0].upper()}{how[1:]}.", 100)
        lines += [f"\n## {TITLES[place]}\n", f"{sentence}\n"]
        lines += ["| key | default | values | meaning |", "|---|---|---|---|"]
        lines += [_row(setting) for setting in settings() if setting.place == place]
    return "\n".join(lines) + "\n"


def _row(setting: Setting) -> str:
    return f"| `{setting.key}` | {setting.shown_default} | {setting.kind} | {setting.meaning} |"


if __name__ == "__main__":
    TARGET.write_text(text())
