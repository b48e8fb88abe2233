"""Which server is used: the order of the sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from beadwork.dolt.server.files import home, record
from beadwork.dolt.server.files.record import Record
from beadwork.errors import BadWorkspace, UntrustedServer
from beadwork.workspace.connection.server import Flags, choose
from beadwork.workspace.settings import own_settings
from beadwork.workspace.trust import servers
from beadwork.workspace.trust.servers import Server


@pytest.fixture(autouse=True)
def nothing_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A user without a server."""
    monkeypatch.setenv("BEADWORK_HOME", str(tmp_path / "home"))


def test_without_a_name_it_is_the_users_own() -> None:
    chosen = choose({})
    assert chosen.home and chosen.address.managed and chosen.address.user == "root"


def test_flags_come_before_environment_before_metadata(monkeypatch: pytest.MonkeyPatch) -> None:
    metadata = {"dolt_server_host": "m", "dolt_server_port": 1, "dolt_server_user": "mia"}
    for name in ("f:1", "e:1", "m:1"):
        servers.trust(Server(name, ""), "")
    monkeypatch.setenv("BEADS_DOLT_SERVER_HOST", "e")
    monkeypatch.setenv("BEADS_DOLT_SERVER_USER", "eve")
    flagged = choose(metadata, Flags(host="f"))
    assert (flagged.address.host, flagged.address.port, flagged.address.user) == ("f", 1, "eve")
    assert flagged.source == "--server-host and metadata.json"
    assert choose(metadata).address.host == "e"
    monkeypatch.delenv("BEADS_DOLT_SERVER_HOST")
    assert choose(metadata).address.host == "m"


def test_a_place_is_taken_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    own_settings.change("/w/.beads", own_settings.SOCKET, "/s")
    assert choose({}, Flags(), "/w", "/w/.beads").address.socket == "/s"
    assert choose({}, Flags(port=4000), "/w", "/w/.beads").address.socket == ""
    assert choose({"dolt_server_host": "m"}, Flags(socket="/s")).address[:3] == (
        "127.0.0.1",
        3307,
        "/s",
    )
    monkeypatch.setenv("BEADS_DOLT_SERVER_SOCKET", "/e")
    assert choose({"dolt_server_host": "m"}).address.socket == "/e"


def test_the_users_own_server_by_another_name_is_still_their_own(tmp_path: Path) -> None:
    mine = home.of_user()
    Path(mine.control).mkdir(parents=True)
    record.write(mine, Record(1, 0.0, 3400, mine.socket, "u", "1.88.1", mine.data, False))
    assert choose({"dolt_server_port": 3400}).home
    assert choose({"dolt_server_socket": mine.socket}).home
    assert choose({"dolt_server_host": "localhost", "dolt_server_port": "3400"}).home
    for elsewhere in (
        {"dolt_server_port": 3401},
        {"dolt_server_host": "elsewhere", "dolt_server_port": 3400},
    ):
        with pytest.raises(UntrustedServer):
            choose(elsewhere)
    assert choose({}, Flags(port=3401)).home is None
    assert choose({}, Flags(host="elsewhere", port=3400)).home is None


@pytest.mark.parametrize("port", ["many", "0", "65536", "-1", "³"])
def test_a_port_that_is_none_names_its_origin(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("BEADS_DOLT_SERVER_PORT", port)
    with pytest.raises(BadWorkspace, match="BEADS_DOLT_SERVER_PORT names the port"):
        choose({})


def test_a_server_that_is_not_started_yet_is_still_ones_own() -> None:
    assert choose({"dolt_server_host": "127.0.0.1", "dolt_server_port": 3307}).home
    assert choose({}, Flags(port=3307)).home is None


def test_a_password_file_is_read_where_the_person_names_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_text("sesame\n")
    monkeypatch.setenv("BEADS_DOLT_PASSWORD_FILE", str(tmp_path / "secret"))
    assert choose({}, Flags(host="h")).address.password == "sesame"
    monkeypatch.setenv("BEADS_DOLT_PASSWORD_FILE", str(tmp_path / "none"))
    with pytest.raises(BadWorkspace, match="cannot be read"):
        choose({}, Flags(host="h"))


def test_what_is_given_with_a_trusted_server_goes_to_that_one(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("sesame\n")
    given = Server("h:3307", "p", "me", "/ca.pem", str(tmp_path / "secret"), True)
    servers.trust(given, "")
    servers.trust(Server("other:3307", "p"), "")
    told = {"project_id": "p", "dolt_server_user": "root", "dolt_server_tls": False}
    there = choose({**told, "dolt_server_host": "h"}).address
    assert (there.user, there.password, there.tls, there.tls_ca) == (
        "me",
        "sesame",
        True,
        "/ca.pem",
    )
    elsewhere = choose({**told, "dolt_server_host": "other"}).address
    assert (elsewhere.user, elsewhere.password, elsewhere.tls_ca) == ("root", "", "")
    with pytest.raises(UntrustedServer):
        choose({**told, "dolt_server_host": "h", "project_id": "another"})
