"""Servers that somebody else runs: by host, port, socket or environment, with users, passwords and
TLS.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from foreign_servers import Foreign, foreign, free_port, serving
from harness import Person

USER = ("CREATE USER 'ann'@'%' IDENTIFIED BY 'sesame'", "GRANT ALL ON *.* TO 'ann'@'%'")
QUICK = {"BEADWORK_CONNECT_SECONDS": "1"}


@pytest.fixture(scope="module")
def external(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Foreign]:
    """A server of somebody else's, with a user `ann` beside its root, on a port and a socket."""
    directory = tmp_path_factory.mktemp("external")
    with foreign(directory, socket=str(directory / "s")) as server:
        server.sql(*USER, "SELECT 1")
        yield server


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with a CA (`ca.pem`), a server's certificate and key signed by it, and another CA
    (`other.pem`).
    """
    directory = tmp_path_factory.mktemp("tls")
    (directory / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1")
    for words in (
        "req -x509 -newkey rsa:2048 -nodes -days 2 -keyout ca.key -out ca.pem -subj "
        "/CN=beadwork-test-ca",
        "req -x509 -newkey rsa:2048 -nodes -days 2 -keyout other.key -out other.pem -subj "
        "/CN=another-ca",
        "req -newkey rsa:2048 -nodes -keyout key.pem -out request.pem -subj /CN=localhost",
        "x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out cert.pem "
        "-extfile names",
    ):
        subprocess.run(["openssl", *words.split()], cwd=directory, check=True, capture_output=True)
    return directory


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A directory to work in."""
    directory = tmp_path / "project"
    directory.mkdir()
    return directory


def content(project: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((project / ".beads" / "metadata.json").read_text())
    return found


def test_by_host_and_port_and_user(person: Person, project: Path, external: Foreign) -> None:
    words = [
        "--server-host",
        "127.0.0.1",
        "--server-port",
        str(external.port),
        "--server-user",
        "ann",
    ]
    made = person.run("init", "-p", "hosts", *words, cwd=project, BEADS_DOLT_PASSWORD="sesame")
    assert made.returncode == 0, made.stderr
    assert content(project)["dolt_server_user"] == "ann"
    assert "sesame" not in (project / ".beads" / "metadata.json").read_text()
    created = person.run("create", "Far away", cwd=project, BEADS_DOLT_PASSWORD="sesame")
    assert created.returncode == 0, created.stderr
    assert external.sql("SELECT title FROM hosts.issues") == [("Far away",)]
    assert not serving(person.server.configuration)  # nothing of our own was started for it
    tested = json.loads(
        person.run("dolt", "test", "--json", cwd=project, BEADS_DOLT_PASSWORD="sesame").stdout
    )
    assert (
        tested["ok"]
        and tested["user"] == "ann"
        and tested["server"] == f"127.0.0.1:{external.port}"
    )


def test_by_socket(person: Person, project: Path, external: Foreign) -> None:
    socket = str(external.directory / "s")
    made = person.run("init", "-p", "sockets", "--server-socket", socket, cwd=project)
    assert made.returncode == 0, made.stderr
    assert person.run("create", "Near", cwd=project).returncode == 0
    assert external.sql("SELECT title FROM sockets.issues") == [("Near",)]


def test_by_environment(person: Person, project: Path, external: Foreign) -> None:
    environment = {
        "BEADS_DOLT_SERVER_HOST": "127.0.0.1",
        "BEADS_DOLT_SERVER_PORT": str(external.port),
        "BEADS_DOLT_SERVER_USER": "ann",
        "BEADS_DOLT_PASSWORD": "sesame",
    }
    assert person.run("init", "-p", "envs", cwd=project, **environment).returncode == 0
    assert person.run("create", "By environment", cwd=project, **environment).returncode == 0
    assert external.sql("SELECT title FROM envs.issues") == [("By environment",)]
    assert not {key for key in content(project) if key.startswith("dolt_server")}
    shown = json.loads(person.run("dolt", "show", "--json", cwd=project, **environment).stdout)
    origins = {row["key"]: (row["value"], row["origin"]) for row in shown}
    assert origins["port"] == (str(external.port), "BEADS_DOLT_SERVER_PORT")
    assert origins["password"] == ("set", "BEADS_DOLT_PASSWORD")
    assert "sesame" not in json.dumps(shown)


def test_a_database_made_beforehand_is_taken_if_empty(
    person: Person, project: Path, external: Foreign
) -> None:
    external.sql(
        "CREATE DATABASE prepared",
        "CREATE USER 'bob'@'%' IDENTIFIED BY 'b'",
        "GRANT ALL ON prepared.* TO 'bob'@'%'",
        "SELECT 1",
    )
    words = ["--server-port", str(external.port), "--server-user", "bob", "--database", "prepared"]
    made = person.run("init", *words, cwd=project, BEADS_DOLT_PASSWORD="b")
    assert made.returncode == 0, made.stderr
    created = person.run("create", "Mine", cwd=project, BEADS_DOLT_PASSWORD="b")
    assert created.returncode == 0, created.stderr


def test_a_database_of_something_else_is_refused_by_name(
    person: Person, project: Path, external: Foreign
) -> None:
    external.sql("CREATE DATABASE shop", "CREATE TABLE shop.goods (id INT PRIMARY KEY)", "SELECT 1")
    refused = person.run(
        "init", "--server-port", str(external.port), "--database", "shop", cwd=project
    )
    assert refused.returncode == 11, refused.stderr
    assert external.sql("SHOW TABLES FROM shop") == [("goods",)]
    assert not (project / ".beads").exists()


def test_a_wrong_password_is_not_tried_again(
    person: Person, project: Path, external: Foreign
) -> None:
    words = ["--server-port", str(external.port), "--server-user", "ann", "--json"]
    # With a bound of ten minutes for connecting, another try would outlast the test's own time
    # limit.
    refused = person.run(
        "init", *words, cwd=project, BEADS_DOLT_PASSWORD="simsim", BEADWORK_CONNECT_SECONDS="600"
    )
    assert refused.returncode == 3
    assert json.loads(refused.stderr)["code"] == "access_denied"
    assert not (project / ".beads").exists()


def test_nobody_there_is_asked_again_and_then_named(person: Person, project: Path) -> None:
    port = free_port()
    refused = person.run("init", "--server-port", str(port), "--json", cwd=project, **QUICK)
    assert refused.returncode == 3
    error = json.loads(refused.stderr)
    assert error["code"] == "no_server"
    assert f"127.0.0.1:{port}" in error["error"] and "asked for 1 s" in error["error"]


def test_a_server_that_comes_up_meanwhile_is_found(
    person: Person, project: Path, tmp_path: Path
) -> None:
    port = free_port()
    with foreign(tmp_path / "late", port):
        assert person.run("init", "--server-port", str(port), cwd=project).returncode == 0
    with (
        person.start("create", "Patient", cwd=project) as waiting,
        foreign(tmp_path / "late", port),
    ):
        said, complaint = waiting.communicate(timeout=60)
    assert waiting.returncode == 0, complaint
    assert "Patient" in said


def test_with_tls(person: Person, project: Path, tmp_path: Path, certificates: Path) -> None:
    keys = {"tls_key": str(certificates / "key.pem"), "tls_cert": str(certificates / "cert.pem")}
    trusted = {
        "BEADS_DOLT_SERVER_CA": str(certificates / "ca.pem"),
        "BEADS_DOLT_PASSWORD": "sesame",
        **QUICK,
    }
    with foreign(tmp_path / "tls") as plain_server:
        plain_server.sql(*USER, "SELECT 1")
    with foreign(tmp_path / "tls", require_secure_transport=True, **keys) as server:
        words = [
            "--server-host",
            "localhost",
            "--server-port",
            str(server.port),
            "--server-user",
            "ann",
            "--server-tls",
        ]
        made = person.run("init", "-p", "safe", *words, cwd=project, **trusted)
        assert made.returncode == 0, made.stderr
        assert content(project)["dolt_server_tls"] is True
        assert person.run("create", "Sealed", cwd=project, **trusted).returncode == 0
        assert "Sealed" in person.run("list", cwd=project, **trusted).stdout
        for wrong in (str(certificates / "other.pem"), ""):
            refused = person.run(
                "list", "--json", cwd=project, **{**trusted, "BEADS_DOLT_SERVER_CA": wrong}
            )
            assert refused.returncode == 3, refused.stderr
            error = json.loads(refused.stderr)
            assert error["code"] == "access_denied" and "not trusted" in error["error"], error
        plain = person.run("list", "--json", cwd=project, **trusted, BEADS_DOLT_SERVER_TLS="0")
        assert plain.returncode == 3, plain.stderr


def test_tls_is_not_given_up_where_the_server_has_none(
    person: Person, project: Path, external: Foreign
) -> None:
    words = [
        "--server-host",
        "localhost",
        "--server-port",
        str(external.port),
        "--server-tls",
        "--json",
    ]
    refused = person.run("init", *words, cwd=project, **QUICK)
    assert refused.returncode in (1, 3), refused.stderr
    assert "ssl" in refused.stderr.lower() or "tls" in refused.stderr.lower()
    assert "should not" not in refused.stderr


def test_it_is_never_started_or_stopped(person: Person, project: Path, external: Foreign) -> None:
    for word in ("start", "stop", "restart"):
        refused = person.run("dolt", word, cwd=project, BEADS_DOLT_SERVER_PORT=str(external.port))
        assert refused.returncode == 3
        assert "is not run by bd" in refused.stderr
    assert external.process.poll() is None


def test_another_projects_database_is_refused(
    person: Person, project: Path, external: Foreign
) -> None:
    words = ["--server-port", str(external.port)]
    assert person.run("init", "-p", "mine", *words, cwd=project).returncode == 0
    changed = {**content(project), "project_id": "00000000-0000-4000-8000-000000000000"}
    (project / ".beads" / "metadata.json").write_text(json.dumps(changed))
    assert person.run("trust", f"127.0.0.1:{external.port}", cwd=project).returncode == 0
    for command in (["list"], ["create", "Not here"], ["init"]):
        refused = person.run(*command, "--json", cwd=project)
        assert refused.returncode == 1, command
        assert json.loads(refused.stderr)["code"] == "wrong_server"
    assert external.sql("SELECT COUNT(*) FROM mine.issues") == [(0,)]
