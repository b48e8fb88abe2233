"""Remotes that lack, or hold another's, data; workers' branches that nobody merges; a daemon that
is gone.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import psutil

from beadwork.dolt.server.files import record, remote_record
from beadwork.dolt.server.files.remote_record import RemoteRecord
from beadwork.town import alerts
from harness import assert_done
from town_doctor import DoctorTown

OLD = (
    "CALL DOLT_COMMIT('--allow-empty', '-m', 'old', '--author', 'Ann <ann@x>', '--date', "
    "'2020-01-05T10:00:00')"
)


def remote(doctor_town: DoctorTown, database: str, directory: Path) -> str:
    """Give a database a remote in a directory, and return its URL."""
    directory.mkdir(exist_ok=True)
    url = f"file://{directory}"
    doctor_town.sql(database, f"CALL DOLT_REMOTE('add', 'origin', '{url}')")
    return url


def test_remotes_that_are_not_as_configured(doctor_town: DoctorTown, tmp_path: Path) -> None:
    assert doctor_town.finding_line("remote-configured") == "ok: pushing is off"
    url = remote(doctor_town, "widget", tmp_path / "one")
    wanted = {"widget": "git@example.org:team/other.git", "gone": "git@example.org:team/gone.git"}
    doctor_town.configure(dolt_remotes={"enabled": True, "databases": wanted})
    found = doctor_town.finding("remote-configured")
    assert found.state == "warning"
    assert found.evidence == (
        "hq: there is no remote: nothing of it is pushed anywhere",
        f"widget: the remote is {url}, and daemon.json names git@example.org:team/other.git",
        f"{doctor_town.town.daemon_file}: gone is not a rig",
    )


def test_a_remote_that_is_empty_gone_or_anothers(doctor_town: DoctorTown, tmp_path: Path) -> None:
    url = remote(doctor_town, "widget", tmp_path / "one")
    assert doctor_town.finding_line("remote-data") == (
        f"error: widget: origin ({url}): nothing was ever pushed there from here, or fetched"
    )
    remote(doctor_town, "hq", tmp_path / "one")
    doctor_town.sql("hq", "CALL DOLT_PUSH('origin', 'main')")
    doctor_town.sql("widget", "CALL DOLT_FETCH('origin')")
    assert doctor_town.finding_line("remote-data").startswith(
        f"error: widget: origin ({url}) holds another history: commit "
    )
    shutil.rmtree(tmp_path / "one")
    found = doctor_town.finding("remote-data")
    assert found.evidence[1] == f"widget: origin: {url} is not a directory of this machine"


def test_a_remote_that_is_behind_or_ahead(doctor_town: DoctorTown, tmp_path: Path) -> None:
    remote(doctor_town, "widget", tmp_path / "one")
    doctor_town.sql("widget", "CALL DOLT_PUSH('origin', 'main')")
    assert_done(doctor_town.mayor.person.run("create", "Not pushed yet", cwd=doctor_town.clone))
    assert doctor_town.finding("remote-behind").state == "ok"
    doctor_town.sql("widget", OLD)
    assert doctor_town.finding_line("remote-behind") == (
        "warning: widget: origin lacks 2 commits, the oldest of 2020-01-05 10:00 UTC"
    )
    doctor_town.sql(
        "widget", "CALL DOLT_PUSH('origin', 'main')", "CALL DOLT_RESET('--hard', 'HEAD~2')"
    )
    assert (
        doctor_town.finding_line("remote-behind")
        == "warning: widget: origin has 2 commits that are not in main"
    )


def test_what_the_records_of_remotes_say(doctor_town: DoctorTown, tmp_path: Path) -> None:
    url = remote(doctor_town, "widget", tmp_path / "one")
    assert doctor_town.finding("remote-failing").state == "ok"
    control = doctor_town.town.server_of("widget").control
    known = RemoteRecord(url=url, pushed_at="2026-02-11T08:00:00Z")
    for day in ("12", "13"):
        known = known.failed(f"2026-02-{day}T08:00:00Z", url, "no route to host")
    remote_record.write(control, "widget", "origin", known)
    assert doctor_town.finding_line("remote-failing") == (
        f"warning: widget: origin ({url}): failed 2 times in a row, last at 2026-02-13T08:00:00Z; "
        "last pushed at 2026-02-11T08:00:00Z: no route to host"
    )
    refused = RemoteRecord().failed("2026-02-14T08:00:00Z", url, "who are you", is_refused=True)
    remote_record.write(control, "widget", "origin", refused)
    assert doctor_town.finding_line("remote-failing") == (
        f"warning: widget: origin ({url}): it refuses the credentials, since 2026-02-14T08:00:00Z; "
        "never pushed: who are you"
    )
    assert doctor_town.finding("remote-failing").hint.startswith("bd dolt push")
    remote_record.write(control, "widget", "origin", known._replace(url="file:///elsewhere"))
    assert doctor_town.finding("remote-failing").state == "ok"


def test_a_push_that_fails(doctor_town: DoctorTown) -> None:
    doctor_town.configure(dolt_remotes={"enabled": True})
    assert doctor_town.finding_line("push-failing") == "skipped: no daemon runs, which would push"
    alerts.put(doctor_town.town, "push-widget", "origin refuses our credentials")
    found = doctor_town.finding_line("push-failing")
    assert found.startswith("warning: push-widget, since ")
    assert found.endswith(": origin refuses our credentials")
    alerts.end(doctor_town.town, ["push-widget"])
    me = psutil.Process()
    job = {"at": "2020-01-05T10:00:00Z", "result": "failed: no route to host"}
    place = record.place_of(doctor_town.town.server.control)
    facts = {"pid": me.pid, "started": me.create_time(), "jobs": {"push": job}, **place}
    Path(doctor_town.town.server.daemon_record).write_text(json.dumps(facts))
    assert doctor_town.finding_line("push-failing") == (
        "warning: the last push, at 2020-01-05T10:00:00Z, failed: no route to host"
    )


def test_a_workers_branch_that_nobody_merges(doctor_town: DoctorTown) -> None:
    doctor_town.sql(
        "widget",
        "CALL DOLT_BRANCH('polecat-nux-1578200000', 'HEAD')",
        "CALL DOLT_BRANCH('polecat-new-4102444800', 'HEAD')",
        "CALL DOLT_BRANCH('somebody-elses', 'HEAD')",
    )
    doctor_town.sql("widget/polecat-nux-1578200000", OLD)
    doctor_town.sql("widget/somebody-elses", OLD)
    assert doctor_town.finding_line("stale-polecat-branches") == (
        "warning: widget: polecat-nux-1578200000: 1 commit not in main, the last by Ann at "
        "2020-01-05"
    )


def test_a_daemon_that_is_gone_or_has_given_up(doctor_town: DoctorTown) -> None:
    found = doctor_town.finding("daemon-running")
    assert (found.state, found.hint) == ("warning", "gt daemon start")
    me = psutil.Process()
    facts = {
        "pid": me.pid,
        **record.place_of(doctor_town.town.server.control),
        "started": me.create_time(),
        "server": {"state": "given up", "error": "it ended five times"},
        "jobs": {"health": {"at": "2020-01-05T10:00:00Z"}},
    }
    Path(doctor_town.town.server.daemon_record).write_text(json.dumps(facts))
    found = doctor_town.finding("daemon-running")
    assert found.state == "error"
    assert (
        found.evidence[0]
        == f"the daemon (pid {me.pid}) does not keep the server: given up; it ended five times"
    )
    assert found.evidence[1].startswith(f"the daemon (pid {me.pid}) did its job health last ")


def test_alerts_that_are_open(doctor_town: DoctorTown) -> None:
    alerts.put(doctor_town.town, "disk-space", "3 MB are free")
    found = doctor_town.finding_line("alerts-open")
    assert found.startswith("warning: disk-space, since ")
    assert found.endswith(": 3 MB are free")
    (Path(doctor_town.town.server.control) / "alerts.json").write_text("[")
    assert "is damaged: line 1, column 2" in doctor_town.finding_line("alerts-open")
