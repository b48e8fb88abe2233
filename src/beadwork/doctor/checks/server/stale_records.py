"""The server's record, its pid file and the daemon's record name processes that run."""

from __future__ import annotations

import os
from pathlib import Path

from beadwork.doctor.finding import Finding, Repair, verdict
from beadwork.doctor.subject import Subject
from beadwork.dolt.server.files import daemon_record, preallocated, record
from beadwork.dolt.server.files.home import HQ, Home
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.server.files.server_lock import exclusively
from beadwork.dolt.server.machine import process
from beadwork.errors import BadFile
from beadwork.files import bounded, json_file

WORKSPACE = True
FIX = "removes the record of a process that is gone, and lets the pid file say what the record says"


def look(subject: Subject) -> Finding:
    home = subject.managed_home
    known = subject.server_record
    warnings, repairs = [], []
    if os.path.exists(home.record) and known is None:
        warnings.append(record.fault(home) or f"{home.record} was not written in this directory")
        if not record.fault(home):
            files = tuple(filter(None, (home.record, home.pid_file)))
            repairs.append(Repair(f"remove {home.record}", lambda: _forget_foreign(home), files))
    elif known and process.find(home, known) is None:
        warnings.append(f"{home.record} is of pid {known.pid}, which {_what_it_is(known)}")
        files = tuple(filter(None, (home.record, home.pid_file)))
        repairs.append(Repair(f"remove {home.record}", lambda: _forget(home, known), files))
    elif home.pid_file and known and _text(home.pid_file) != str(known.pid):
        warnings.append(
            f"{home.pid_file} says {_text(home.pid_file) or 'nothing'}, {home.record} pid "
            f"{known.pid}"
        )
        repairs.append(
            Repair(
                f"write {known.pid} into {home.pid_file}", lambda: _rewrite(home), (home.pid_file,)
            )
        )
    elif home.pid_file and known is None and os.path.exists(home.pid_file):
        warnings.append(
            f"{home.pid_file} says {_text(home.pid_file)}, and there is no {home.record}"
        )
        repairs.append(
            Repair(f"remove {home.pid_file}", lambda: _unlink(home.pid_file), (home.pid_file,))
        )
    of_daemon = home.daemon_record and home.rig in ("", HQ)
    if of_daemon and os.path.exists(home.daemon_record) and daemon_record.find(home) is None:
        pid = _pid_of(home.daemon_record)
        warnings.append(f"{home.daemon_record} is of no daemon of this town that runs{pid}")
        repairs.append(
            Repair(
                f"remove {home.daemon_record}",
                lambda: _forget_keeper(home),
                (home.daemon_record,),
            )
        )
    return verdict(
        "as they should be", warnings=warnings, hint=f"{home.program} doctor --fix", repairs=repairs
    )


def _what_it_is(record: Record) -> str:
    return "is gone" if process.has_ended(record.pid) else "is another program by now"


def _text(path: str) -> str:
    try:
        return bounded.read_some(path, bounded.SMALL).decode(errors="replace").strip()
    except (OSError, BadFile):
        return ""


def _pid_of(path: str) -> str:
    try:
        return f" (pid {json_file.parse(_text(path).encode())['pid']})"
    except (ValueError, KeyError, TypeError):
        return ""


def _forget(home: Home, seen: Record) -> None:
    with exclusively(home):
        if record.read(home) == seen and process.find(home, seen) is None:
            record.forget(home)


def _forget_foreign(home: Home) -> None:
    with exclusively(home):
        if record.read(home) is None:
            record.forget(home)


def _rewrite(home: Home) -> None:
    with exclusively(home):
        known = record.read(home)
        if known:
            record.write(home, known)


def _forget_keeper(home: Home) -> None:
    if daemon_record.find(home) is None:
        preallocated.forget(home.daemon_record)


def _unlink(path: str) -> None:
    Path(path).unlink(missing_ok=True)
