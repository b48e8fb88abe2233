"""Which server is used: the order of the sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from beadwork.dolt.server.files import home, record
from beadwork.dolt.server.files.record import Record
from beadwork.errors import BadWorkspace
from beadwork.workspace.connection.server import Flags, choose


@pytest.fixture(autouse=True)
def nothing_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A user without a server."""
    monkeypatch.setenv("BEADWORK_HOME", str(tmp_path / "home"))


def test_without_a_name_it_is_the_users_own() -> None:
    chosen = choose({})
    assert chosen.home and chosen.address.managed and chosen.address.user == "root"


def test_flags_come_before_environment_before_metadata(monkeypatch: pytest.MonkeyPatch) -> None:
    metadata = {"dolt_server_host": "m", "dolt_server_port": 1, "dolt_server_user": "mia"}
    monkeypatch.setenv("BEADS_DOLT_SERVER_HOST", "e")
    monkeypatch.setenv("BEADS_DOLT_SERVER_USER", "eve")
    flagged = choose(metadata, Flags(host="f"))
    assert (flagged.address.host, flagged.address.port, flagged.address.user) == ("f", 1, "eve")
    assert flagged.source == "--server-host and metadata.json"
    assert choose(metadata).address.host == "e"
    monkeypatch.delenv("BEADS_DOLT_SERVER_HOST")
    assert choose(metadata).address.host == "m"


def test_a_place_is_taken_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    assert choose({"dolt_server_socket": "/s"}, Flags(port=4000)).address.socket == ""
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
    assert choose({"dolt_server_port": 3401}).home is None
    assert choose({"dolt_server_host": "elsewhere", "dolt_server_port": 3400}).home is None


@pytest.mark.parametrize("port", ["many", "0", "65536", "-1", "³"])
def test_a_port_that_is_none_names_its_origin(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("BEADS_DOLT_SERVER_PORT", port)
    with pytest.raises(BadWorkspace, match="BEADS_DOLT_SERVER_PORT names the port"):
        choose({})


def test_a_password_file_is_read_where_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("sesame\n")
    chosen = choose(
        {"dolt_server_host": "h", "dolt_server_password_file": str(tmp_path / "secret")}
    )
    assert chosen.address.password == "sesame"
    with pytest.raises(BadWorkspace, match="cannot be read"):
        choose({"dolt_server_host": "h", "dolt_server_password_file": str(tmp_path / "none")})
