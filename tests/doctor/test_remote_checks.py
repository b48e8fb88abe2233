"""Remotes that lack, or hold another's, data; workers' branches that nobody merges; a daemon that
is gone.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import psutil

from beadwork.town import alerts
from harness import assert_done
from town_doctor import Clinic

OLD = "CALL DOLT_COMMIT('--allow-empty', '-m', 'old', '--author', 'Ann <ann@x>', '--date', '2020-01-05T10:00:00')"


def remote(clinic: Clinic, database: str, directory: Path) -> str:
    """Give a database a remote in a directory, and return its URL."""
    directory.mkdir(exist_ok=True)
    url = f"file://{directory}"
    clinic.sql(database, f"CALL DOLT_REMOTE('add', 'origin', '{url}')")
    return url


def test_remotes_that_are_not_as_configured(clinic: Clinic, tmp_path: Path) -> None:
    assert clinic.found("remote-configured") == "ok: pushing is off"
    url = remote(clinic, "widget", tmp_path / "one")
    wanted = {"widget": "git@example.org:team/other.git", "gone": "git@example.org:team/gone.git"}
    clinic.configure(dolt_remotes={"enabled": True, "databases": wanted})
    found = clinic.find("remote-configured")
    assert found.state == "warning"
    assert found.evidence == (
        "hq: there is no remote: nothing of it is pushed anywhere",
        f"widget: the remote is {url}, and daemon.json names git@example.org:team/other.git",
        f"{clinic.town.daemon_file}: gone is no rig",
    )


def test_a_remote_that_is_empty_gone_or_anothers(clinic: Clinic, tmp_path: Path) -> None:
    url = remote(clinic, "widget", tmp_path / "one")
    assert clinic.found("remote-data") == (
        f"error: widget: origin ({url}): nothing was ever pushed there from here, or fetched"
    )
    remote(clinic, "hq", tmp_path / "one")
    clinic.sql("hq", "CALL DOLT_PUSH('origin', 'main')")
    clinic.sql("widget", "CALL DOLT_FETCH('origin')")
    assert clinic.found("remote-data").startswith(
        f"error: widget: origin ({url}) holds another history: commit "
    )
    shutil.rmtree(tmp_path / "one")
    found = clinic.find("remote-data")
    assert found.evidence[1] == f"widget: origin: {url} is no directory of this machine"


def test_a_remote_that_is_behind_or_ahead(clinic: Clinic, tmp_path: Path) -> None:
    remote(clinic, "widget", tmp_path / "one")
    clinic.sql("widget", "CALL DOLT_PUSH('origin', 'main')")
    assert_done(clinic.mayor.person.run("create", "Not pushed yet", cwd=clinic.clone))
    assert clinic.find("remote-behind").state == "ok"
    clinic.sql("widget", OLD)
    assert clinic.found("remote-behind") == (
        "warning: widget: origin lacks 2 commits, the oldest of 2020-01-05 10:00 UTC"
    )
    clinic.sql("widget", "CALL DOLT_PUSH('origin', 'main')", "CALL DOLT_RESET('--hard', 'HEAD~2')")
    assert (
        clinic.found("remote-behind")
        == "warning: widget: origin has 2 commits that are not in main"
    )


def test_a_push_that_fails(clinic: Clinic) -> None:
    clinic.configure(dolt_remotes={"enabled": True})
    assert clinic.found("push-failing") == "skipped: no daemon runs, which would push"
    alerts.put(clinic.town, "push-widget", "origin refuses our credentials")
    found = clinic.found("push-failing")
    assert found.startswith("warning: push-widget, since ")
    assert found.endswith(": origin refuses our credentials")
    alerts.end(clinic.town, ["push-widget"])
    me = psutil.Process()
    job = {"at": "2020-01-05T10:00:00Z", "result": "failed: no route to host"}
    Path(clinic.town.server.keeper).write_text(
        json.dumps({"pid": me.pid, "started": me.create_time(), "jobs": {"push": job}})
    )
    assert clinic.found("push-failing") == (
        "warning: the last push, at 2020-01-05T10:00:00Z, failed: no route to host"
    )


def test_a_workers_branch_that_nobody_merges(clinic: Clinic) -> None:
    clinic.sql(
        "widget",
        "CALL DOLT_BRANCH('polecat-nux-1578200000', 'HEAD')",
        "CALL DOLT_BRANCH('polecat-new-4102444800', 'HEAD')",
        "CALL DOLT_BRANCH('somebody-elses', 'HEAD')",
    )
    clinic.sql("widget/polecat-nux-1578200000", OLD)
    clinic.sql("widget/somebody-elses", OLD)
    assert clinic.found("stale-polecat-branches") == (
        "warning: widget: polecat-nux-1578200000: 1 commit not in main, the last by Ann at 2020-01-05"
    )


def test_a_daemon_that_is_gone_or_has_given_up(clinic: Clinic) -> None:
    found = clinic.find("daemon-running")
    assert (found.state, found.hint) == ("warning", "gt daemon start")
    me = psutil.Process()
    facts = {
        "pid": me.pid,
        "started": me.create_time(),
        "server": {"state": "given up", "error": "it ended five times"},
        "jobs": {"health": {"at": "2020-01-05T10:00:00Z"}},
    }
    Path(clinic.town.server.keeper).write_text(json.dumps(facts))
    found = clinic.find("daemon-running")
    assert found.state == "error"
    assert (
        found.evidence[0]
        == f"the daemon (pid {me.pid}) does not keep the server: given up; it ended five times"
    )
    assert found.evidence[1].startswith(f"the daemon (pid {me.pid}) did its job health last ")


def test_alerts_that_are_open(clinic: Clinic) -> None:
    alerts.put(clinic.town, "disk-space", "3 MB are free")
    found = clinic.found("alerts-open")
    assert found.startswith("warning: disk-space, since ")
    assert found.endswith(": 3 MB are free")
    (Path(clinic.town.server.control) / "alerts.json").write_text("[")
    assert "cannot be read" in clinic.found("alerts-open")
