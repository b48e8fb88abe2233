"""A server that only a repository names gets no connection, and nothing of a repository leads to a
secret.
"""

from __future__ import annotations

import json
import os
import pty
import ssl
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

import beadwork
from beadwork.errors import UntrustedServer
from harness import BIN, Mayor, assert_done
from hostile_server import Hostile, hostile
from stranger import PASSWORD, PROJECT, SECRET, Clone, Stranger

COMMANDS = (
    ("list",),
    ("ready", "--json"),
    ("create", "Anything"),
    ("show", "api-1"),
    ("context",),
    ("info",),
    ("ping",),
    ("sql", "SELECT 1"),
    ("init",),
    ("migrate",),
    ("config", "list"),
    ("dolt", "status"),
    ("dolt", "test"),
    ("dolt", "show"),
    ("dolt", "sql", "-q", "SELECT 1"),
    ("dolt", "commit"),
)
"""Each of them is about the server of the workspace."""


def named(server: Hostile) -> dict[str, object]:
    """Return the keys by which a repository names a server."""
    return {"dolt_server_host": "127.0.0.1", "dolt_server_port": server.port}


def refused(done: subprocess.CompletedProcess[str], server: Hostile) -> None:
    """Assert that a command said what it did not do, and did not."""
    assert done.returncode == 3, done.stderr + done.stdout
    assert f"bd trust {server.where}" in done.stderr, done.stderr
    assert server.met == 0


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_command_contacts_it(stranger: Stranger, words: tuple[str, ...], secret: Path) -> None:
    with hostile() as server:
        clone = stranger.clone({}, **named(server), dolt_server_password_file=str(secret))
        refused(clone.run(*words), server)


def test_the_code_is_stable(stranger: Stranger) -> None:
    with hostile() as server:
        done = stranger.clone({}, **named(server)).run("list", "--json")
        error = json.loads(done.stderr)
        assert (done.returncode, error["code"]) == (3, "untrusted_server")
        assert PROJECT in error["error"]
        assert error["hint"].startswith(f"bd trust {server.where}")


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_socket_is_never_taken_from_it(stranger: Stranger, words: tuple[str, ...]) -> None:
    with hostile(path=stranger.directory / "s") as server:
        clone = stranger.clone({}, dolt_server_socket=server.where)
        assert clone.run("trust", server.where).returncode == 1
        done = clone.run(*words)
        assert done.returncode == 1, done.stdout
        assert "dolt_server_socket, which is never taken from a repository" in done.stderr
        assert f"bd dolt set socket {server.where}" in done.stderr
        assert server.met == 0


def test_a_socket_is_the_persons_own_setting(stranger: Stranger) -> None:
    with hostile(path=stranger.directory / "s") as server:
        clone = stranger.clone({}, dolt_server_socket=server.where)
        set_ = clone.run("dolt", "set", "socket", server.where, "--json")
        assert_done(set_)
        kept = Path(json.loads(set_.stdout)["location"])
        assert kept.is_relative_to(stranger.person.home / ".beads")
        assert "dolt_server_socket" not in (clone.directory / ".beads" / "config.yaml").name
        clone.run("list")
        assert server.met == 1
        shown = json.loads(clone.run("where", "--json").stdout)
        assert (shown["server"], shown["server_source"]) == (server.where, str(kept))
        assert_done(clone.run("dolt", "set", "socket", ""))
        assert clone.run("list").returncode == 1
        assert server.met == 1


def test_a_socket_of_a_tracked_config_is_passed_over(stranger: Stranger) -> None:
    with hostile(path=stranger.directory / "s") as server:
        config = {".beads/config.yaml": f"dolt.server-socket: {server.where}\n"}
        clone = stranger.clone(config, dolt_server_socket=server.where)
        assert clone.run("list").returncode == 1
        assert server.met == 0
        shown = clone.run("where")
        assert f"dolt_server_socket = {server.where} in .beads/metadata.json" in shown.stdout
        assert f"dolt.server-socket = {server.where} in .beads/config.yaml" in shown.stdout
        found = json.loads(clone.run("doctor", "--json", "--check", "passed-over-settings").stdout)
        (check,) = [row for row in found["checks"] if row["name"] == "passed-over-settings"]
        assert check["state"] == "warning"
        assert any("bd dolt set socket PATH" in line for line in check["evidence"])
        assert any("bd config set dolt.server-socket VALUE" in line for line in check["evidence"])


def test_the_doctor_names_it_and_does_not_ask_it(stranger: Stranger) -> None:
    with hostile() as server:
        done = stranger.clone({}, **named(server)).run("doctor", "--json")
        assert done.returncode == 1, done.stderr
        assert f"names the server {server.where}, which you have not trusted" in done.stdout
        assert server.met == 0


def test_where_names_it_and_does_not_ask_it(stranger: Stranger) -> None:
    with hostile() as server:
        clone = stranger.clone({}, **named(server))
        shown = clone.run("where")
        assert f"server     {server.where}" in shown.stdout
        assert f"not trusted, and not contacted: bd trust {server.where}" in shown.stdout
        value = json.loads(clone.run("where", "--json").stdout)
        assert (value["server"], value["server_trusted"]) == (server.where, False)
        assert server.met == 0


def test_the_api_does_not_contact_it(
    stranger: Stranger, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BEADWORK_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("BEADS_DOLT_PASSWORD", PASSWORD)
    with hostile() as server:
        clone = stranger.clone({}, **named(server))
        with pytest.raises(UntrustedServer) as caught, beadwork.open(str(clone.directory)) as mine:
            mine.ready()
        assert (caught.value.server, caught.value.project_id) == (server.where, PROJECT)
        assert server.met == 0


def test_completion_asks_nobody(stranger: Stranger) -> None:
    with hostile() as server:
        assert_done(stranger.clone({}, **named(server)).run("completion", "bash"))
        assert server.met == 0


def test_an_init_that_the_repository_says_was_begun_does_not_contact_it(stranger: Stranger) -> None:
    with hostile() as server:
        plan = {"database": "api", "project_id": PROJECT, "prefix": "api", "remote": ""}
        begun = json.dumps({**plan, "metadata": named(server)})
        clone = stranger.clone({".beads/init.json": begun})
        (clone.directory / ".beads" / "metadata.json").unlink()
        refused(clone.run("init"), server)


def test_a_rig_that_names_a_server_is_not_added(mayor: Mayor, tmp_path: Path) -> None:
    with hostile() as server:
        clone = Stranger(mayor.person, tmp_path).clone({}, **named(server))
        done = mayor.gt(
            "rig", "add", "api", str(clone.upstream), "--json", BEADS_DOLT_PASSWORD=PASSWORD
        )
        error = json.loads(done.stderr.splitlines()[-1])
        assert (done.returncode, error["code"]) == (3, "untrusted_server")
        assert error["hint"].startswith(f"bd trust {server.where} --project {PROJECT}")
        assert "hq" in mayor.gt("status").stdout
        assert server.met == 0


def test_a_rig_that_comes_to_name_a_server_leaves_the_town_alone(
    mayor: Mayor, project: Path
) -> None:
    assert_done(mayor.gt("rig", "add", "widget", str(project)))
    file = mayor.root / "widget" / "mayor" / "rig" / ".beads" / "metadata.json"
    with hostile() as server:
        file.write_text(json.dumps({**json.loads(file.read_text()), **named(server)}))
        for words in (["status"], ["ready"], ["rig", "list"], ["doctor"]):
            done = mayor.gt(*words, BEADS_DOLT_PASSWORD=PASSWORD)
            assert "widget" in done.stdout + done.stderr
        assert server.met == 0


@pytest.mark.parametrize(
    ("environment", "keys"),
    [
        ("BEADS_DOLT_SERVER_PORT", {"dolt_server_host": "localhost"}),
        ("BEADS_DOLT_SERVER_HOST", {"dolt_server_port": 0}),
    ],
)
def test_half_a_place_from_the_repository_is_not_a_place_of_the_person(
    stranger: Stranger, environment: str, keys: dict[str, object]
) -> None:
    with hostile() as server:
        if "dolt_server_port" in keys:
            keys, value = {"dolt_server_port": server.port}, "127.0.0.1"
        else:
            value = str(server.port)
        done = stranger.clone({}, **keys).run("list", **{environment: value})
        assert done.returncode == 3
        assert f":{server.port}" in done.stderr
        assert "bd trust" in done.stderr
        assert server.met == 0


def test_another_port_of_this_machine_is_not_ones_own_server(stranger: Stranger) -> None:
    with hostile() as server:
        mine = stranger.person.home / "mine"
        mine.mkdir()
        assert_done(stranger.person.run("init", cwd=mine))  # a server of one's own runs
        refused(stranger.clone({}, **named(server)).run("list"), server)


def test_what_is_no_host_is_none(stranger: Stranger) -> None:
    clone = stranger.clone({}, dolt_server_host="$(touch x); rm")
    done = clone.run("list")
    assert done.returncode == 3
    assert "no host is called" in done.stderr
    assert "bd trust" not in done.stderr


# After the person has trusted it


def test_trust_is_for_one_project_and_can_be_taken_back(stranger: Stranger) -> None:
    with hostile() as server:
        clone = stranger.clone({}, **named(server))
        assert_done(clone.run("trust", server.where))
        listed = json.loads(clone.run("trust", "--list", "--json").stdout)
        assert [entry["server"] for entry in listed["servers"]] == [server.where]
        trust_file = stranger.person.home / ".beads" / "trust.json"
        assert trust_file.stat().st_mode & 0o777 == 0o600
        clone.run("list")
        assert server.met == 1
        file = clone.directory / ".beads" / "metadata.json"
        text = file.read_text()
        file.write_text(text.replace(PROJECT, "another"))
        assert clone.run("list").returncode == 3
        file.write_text(text)
        assert_done(clone.run("trust", "--remove", server.where))
        assert clone.run("list").returncode == 3
        assert server.met == 1


def test_a_trust_file_that_others_can_write_counts_nothing(stranger: Stranger) -> None:
    with hostile() as server:
        clone = stranger.clone({}, **named(server))
        assert_done(clone.run("trust", server.where))
        (stranger.person.home / ".beads" / "trust.json").chmod(0o666)
        done = clone.run("list")
        assert done.returncode == 3
        assert "others may write to it" in done.stderr
        assert server.met == 0


ASKING = ("clear", "dialog", "old hash", "rsa", "full sha2", "full sha2 at once")


@pytest.mark.parametrize("asked", ASKING)
@pytest.mark.parametrize("on", ["port", "socket"])
def test_a_trusted_one_gets_no_password_to_read(stranger: Stranger, asked: str, on: str) -> None:
    path = stranger.directory / "s" if on == "socket" else None
    with hostile(asked, path=path) as server:
        clone = stranger.clone({}, **({} if path else named(server)))
        way = ("dolt", "set", "socket") if path else ("trust",)
        assert_done(clone.run(*way, server.where))
        done = clone.run("list", "--json")
        assert server.met == 1
        assert done.returncode == 3, done.stderr
        assert json.loads(done.stderr)["code"] == "access_denied"
    assert server.heard
    assert PASSWORD.encode() not in server.heard


@pytest.mark.parametrize("plugin", [b"sha256_password", b"caching_sha2_password", b"dialog"])
def test_its_greeting_makes_no_difference(stranger: Stranger, plugin: bytes) -> None:
    with hostile("full sha2 at once", plugin=plugin) as server:
        clone = stranger.clone({}, **named(server))
        assert_done(clone.run("trust", server.where))
        assert clone.run("list").returncode == 3
    assert server.heard
    assert PASSWORD.encode() not in server.heard


def test_it_gets_no_file(stranger: Stranger) -> None:
    with hostile("a file") as server:
        clone = stranger.clone({}, **named(server))
        assert_done(clone.run("trust", server.where))
        done = clone.run("list")
        assert done.returncode != 0
        assert "should not" not in done.stderr
    assert b"root:" not in server.heard


def test_a_password_file_of_the_repository_is_not_read(stranger: Stranger, secret: Path) -> None:
    with hostile() as server:
        clone = stranger.clone({}, **named(server), dolt_server_password_file=str(secret))
        assert_done(clone.run("trust", server.where))
        done = clone.run("list", BEADS_DOLT_PASSWORD="")
        assert done.returncode == 1
        assert "dolt_server_password_file, which is never taken from a repository" in done.stderr
        assert str(secret) not in done.stderr
        assert server.met == 0
    assert SECRET.encode() not in server.heard


def test_a_ca_of_the_repository_vouches_for_nobody(
    stranger: Stranger, own_ca: Path, own_tls: ssl.SSLContext
) -> None:
    with hostile(tls=own_tls) as server:
        keys = {"dolt_server_tls": True, "dolt_server_ca": ".beads/ca.pem"}
        files = {".beads/ca.pem": (own_ca / "ca.pem").read_text()}
        clone = stranger.clone(files, **named(server), **keys)
        assert_done(clone.run("trust", server.where))
        done = clone.run("list")
        assert done.returncode == 1
        assert "dolt_server_ca, which is never taken from a repository" in done.stderr
        assert server.met == 0


def test_the_clear_password_goes_to_a_server_that_ones_own_ca_vouches_for_and_no_other(
    stranger: Stranger, own_ca: Path, own_tls: ssl.SSLContext
) -> None:
    with hostile(tls=own_tls) as server:
        clone = stranger.clone({}, **named(server), dolt_server_tls=True)
        assert_done(clone.run("trust", server.where))
        done = clone.run("list")
        assert done.returncode == 3
        assert "is not trusted" in done.stderr
        assert server.met
        assert PASSWORD.encode() not in server.heard
        assert_done(clone.run("trust", server.where, "--ca", str(own_ca / "ca.pem")))
        clone.run("list")
    assert PASSWORD.encode() in server.heard


def test_a_repository_does_not_take_tls_back(stranger: Stranger, own_ca: Path) -> None:
    with hostile() as server:  # it has none
        clone = stranger.clone({}, **named(server), dolt_server_tls=False)
        assert_done(clone.run("trust", server.where, "--ca", str(own_ca / "ca.pem")))
        done = clone.run("list")
        assert done.returncode in (1, 3)
        assert "TLS is asked for, and the server has none" in done.stderr
    assert not server.heard


def test_credentials_go_to_the_server_for_which_they_were_given(
    stranger: Stranger, secret: Path, own_ca: Path, own_tls: ssl.SSLContext
) -> None:
    with hostile(tls=own_tls) as mine, hostile(tls=own_tls) as other:
        clone = stranger.clone({}, **named(other), dolt_server_tls=True)
        given = ["--ca", str(own_ca / "ca.pem"), "--password-file", str(secret)]
        assert_done(clone.run("trust", mine.where, *given))
        assert_done(clone.run("trust", other.where, "--ca", str(own_ca / "ca.pem")))
        clone.run("list", BEADS_DOLT_PASSWORD="")
        assert other.met
        assert not mine.met
        assert SECRET.encode() not in other.heard
        file = clone.directory / ".beads" / "metadata.json"
        file.write_text(file.read_text().replace(str(other.port), str(mine.port)))
        clone.run("list", BEADS_DOLT_PASSWORD="")
    assert SECRET.encode() in mine.heard


def test_what_the_person_names_is_trusted_by_naming_it(stranger: Stranger) -> None:
    with hostile() as server:
        clone = stranger.clone({})
        clone.run("list", BEADS_DOLT_SERVER_PORT=str(server.port))
        assert server.met == 1
        assert_done(clone.run("dolt", "set", "host", "127.0.0.1"))
        assert_done(clone.run("dolt", "set", "port", str(server.port)))
        clone.run("list")
        assert server.met == 2


def test_setting_a_port_does_not_trust_the_host_of_a_repository(stranger: Stranger) -> None:
    with hostile() as server:
        clone = stranger.clone({}, dolt_server_host="localhost")
        assert_done(clone.run("dolt", "set", "port", str(server.port)))
        assert clone.run("list").returncode == 3
        assert server.met == 0


@pytest.mark.parametrize(("answer", "trusted"), [("y", True), ("", False), ("no", False)])
def test_a_person_at_a_terminal_is_asked(stranger: Stranger, answer: str, trusted: bool) -> None:
    with hostile() as server:
        clone = stranger.clone({}, **named(server))
        said = at_a_terminal(clone, f"{answer}\n")
        assert f"names the server {server.where} for project {PROJECT}" in said
        assert "Trust it? [y/N]" in said
        assert bool(server.met) is trusted
        assert (server.where in clone.run("trust", "--list").stdout) is trusted


def at_a_terminal(clone: Clone, answer: str) -> str:
    """Run `bd list` at a terminal, and return what stands there in the end."""
    ours, theirs = pty.openpty()
    environment = {**clone.person.environment, "BEADS_DOLT_PASSWORD": PASSWORD}
    process = subprocess.Popen(
        [BIN / "bd", "list"],
        cwd=clone.directory,
        env=environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    os.write(ours, answer.encode())
    said = bytearray()
    with suppress(OSError):  # EIO: everybody on the other side has left
        while data := os.read(ours, 4096):
            said += data
    os.close(ours)
    process.wait(60)
    return said.decode().replace("\r\n", "\n")
