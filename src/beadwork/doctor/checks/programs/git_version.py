"""git is installed, and new enough to tell where each of its settings comes from."""

from __future__ import annotations

import re
import shutil
import subprocess

from beadwork.doctor.finding import Finding, verdict
from beadwork.doctor.subject import Subject
from beadwork.model.settings_table import int_setting

WORKSPACE = True

MINIMUM = (2, 8)
"""The first version with `git config --show-origin`, by which the author's name is found."""
SECONDS = int_setting("git.version-timeout")


def look(subject: Subject) -> Finding:
    program = shutil.which("git")
    if program is None:
        return verdict(
            "",
            errors=["git is not on the PATH: rigs and git remotes need it"],
            hint="install git",
        )
    completed = subprocess.run(
        [program, "--version"], capture_output=True, text=True, timeout=SECONDS
    )
    numbers = re.search(r"(\d+)\.(\d+)[\d.]*", completed.stdout)
    if completed.returncode or numbers is None:
        return verdict(
            "", errors=[f"{program} does not say its version"], hint=f"{program} --version"
        )
    if (int(numbers[1]), int(numbers[2])) < MINIMUM:
        needed = ".".join(map(str, MINIMUM))
        return verdict(
            "",
            errors=[f"{program} is git {numbers[0]}, older than {needed}"],
            hint="install a newer git",
        )
    return verdict(f"git {numbers[0]} ({program})")
