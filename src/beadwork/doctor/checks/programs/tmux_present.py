"""tmux is installed, where `mayor/daemon.json` names sessions that the daemon keeps running."""

from __future__ import annotations

import shutil
import subprocess

from beadwork.doctor.finding import Finding, ok, verdict
from beadwork.doctor.subject import Subject
from beadwork.model.settings_table import int_setting

WORKSPACE = False

SECONDS = int_setting("doctor.tmux-timeout")


def look(subject: Subject) -> Finding:
    names = ", ".join(session.name for session in subject.configuration.sessions)
    program = shutil.which("tmux")
    if program is None:
        if not names:
            return ok("not there, and no sessions are named that would need it")
        return verdict(
            "",
            errors=[f"tmux is not on the PATH, and the sessions run in it: {names}"],
            hint="install tmux",
        )
    completed = subprocess.run([program, "-V"], capture_output=True, text=True, timeout=SECONDS)
    if completed.returncode:
        return verdict(
            "", errors=[f"{program} does not run: {completed.stderr.strip()}"], hint=f"{program} -V"
        )
    return ok(f"{completed.stdout.strip()} ({program})")
