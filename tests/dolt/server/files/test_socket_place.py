"""Where the socket goes when its path is long, and a neighbour was there first."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import neighbour
from beadwork.dolt.server import access
from beadwork.dolt.server.files import record, socket_place
from beadwork.dolt.server.files.home import Home
from beadwork.errors import AccessDenied
from harness import Person, assert_done

CONTROL = "/srv/" + "long/" * 20 + "server"


@pytest.fixture
def short() -> Iterator[Path]:
    """A directory with a short path, as sockets need it."""
    with tempfile.TemporaryDirectory(prefix="bw-") as directory:
        yield Path(directory)


@pytest.fixture
def temporary(short: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory that takes the place of `/tmp`; there is no runtime directory."""
    directory = short / "t"
    directory.mkdir()
    directory.chmod(0o1777)
    monkeypatch.setattr(socket_place, "TEMPORARY", str(directory))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    return directory


@pytest.fixture
def base(short: Path) -> Path:
    directory = short / "b"
    directory.mkdir(mode=0o700)
    return directory


def our_directory(temporary: Path) -> Path:
    return temporary / f"beadwork-{os.geteuid()}"


def chosen(base: Path) -> Path:
    """Return the parent of the socket's directory, and make the directory."""
    socket_place.prepare(CONTROL, str(base))
    directory = Path(socket_place.choose(CONTROL, str(base))).parent
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    return directory.parent


def test_the_runtime_directory_comes_first(
    temporary: Path, base: Path, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert chosen(base) == our_directory(temporary)
    runtime = short / "r"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    assert chosen(base) == runtime


@pytest.mark.parametrize("runtime", ["", "relative", "/nowhere/at/all"])
def test_a_runtime_directory_that_is_none_is_passed_over(
    temporary: Path, base: Path, runtime: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)
    assert chosen(base) == our_directory(temporary)


@neighbour.needed
def test_a_directory_that_the_neighbour_made_is_passed_over(temporary: Path, base: Path) -> None:
    squatted = our_directory(temporary)
    squatted.mkdir(mode=0o777)
    neighbour.takes(squatted)
    assert chosen(base) == base / "run"
    assert list(squatted.iterdir()) == []


@neighbour.needed
def test_a_link_that_the_neighbour_made_is_passed_over(
    temporary: Path, base: Path, tmp_path: Path
) -> None:
    (tmp_path / "trap").mkdir(mode=0o700)
    our_directory(temporary).symlink_to(tmp_path / "trap")
    neighbour.takes(our_directory(temporary))
    assert chosen(base) == base / "run"
    assert list((tmp_path / "trap").iterdir()) == []


def test_a_directory_of_ours_that_others_write_to_is_passed_over(
    temporary: Path, base: Path
) -> None:
    our_directory(temporary).mkdir()
    our_directory(temporary).chmod(0o777)
    assert chosen(base) == base / "run"


def test_no_place_is_an_error_that_names_each(temporary: Path, base: Path) -> None:
    our_directory(temporary).mkdir()
    our_directory(temporary).chmod(0o777)
    base.chmod(0o777)
    with pytest.raises(AccessDenied) as refused:
        socket_place.prepare(CONTROL, str(base))
    assert refused.value.message == (
        f"the server's socket has no safe place: {CONTROL}/dolt.sock is too long; "
        f"others may write to {our_directory(temporary)} (mode 0777); "
        f"others may write to {base} (mode 0777)"
    )
    assert "XDG_RUNTIME_DIR" in refused.value.hint


@neighbour.needed
def test_a_squatted_runtime_directory_keeps_nobody_from_work(
    person: Person, tmp_path: Path
) -> None:
    squatted = tmp_path / "runtime"
    squatted.mkdir()
    neighbour.takes(squatted)
    base = person.home / ("long" * 20)
    environment = {"XDG_RUNTIME_DIR": str(squatted), "BEADWORK_HOME": str(base)}
    project = tmp_path / "project"
    project.mkdir()
    home = Home(data=str(base / "dolt"), control=str(base / "server"))
    try:
        assert_done(person.run("init", "-p", "demo", cwd=project, **environment))
        known = record.read(home)
        assert known
        assert not Path(known.socket).is_relative_to(squatted)
        # A client in another environment goes where the record says.
        assert_done(person.run("create", "x", cwd=project, BEADWORK_HOME=str(base)))
        neighbour.takes(Path(known.socket).parent)
        refused = person.run("list", cwd=project, BEADWORK_HOME=str(base))
        assert refused.returncode == 3
        assert f"belongs to user {neighbour.UID}" in refused.stderr
        os.chown(Path(known.socket).parent, 0, 0)
    finally:
        person.run("dolt", "stop", cwd=project, **environment)
    assert list(squatted.iterdir()) == []


@neighbour.needed
def test_not_a_byte_is_said_to_a_server_of_another_user(person: Person, tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    assert_done(person.run("init", "-p", "demo", cwd=project))
    known = record.read(person.server)
    assert known
    own, aside = Path(known.socket), Path(f"{known.socket}.aside")
    own.rename(aside)
    with neighbour.listening(own) as heard:
        refused = person.run("list", cwd=project)
    aside.replace(own)
    assert heard.all() == b""
    assert (refused.returncode, refused.stdout) == (3, "")
    assert f"a process of user {neighbour.UID} listens at {own}" in refused.stderr
    assert_done(person.run("list", cwd=project))


@pytest.mark.parametrize("words", [("list",), ("create", "x"), ("dolt", "start"), ("init",)])
def test_a_password_that_others_can_write_is_said_to_nobody(
    person: Person, tmp_path: Path, words: tuple[str, ...]
) -> None:
    project = tmp_path / "project"
    project.mkdir()
    assert_done(person.run("init", "-p", "demo", cwd=project))
    Path(person.server.password).chmod(0o622)
    refused = person.run(*words, cwd=project)
    assert refused.returncode == 3
    assert f"{person.server.password} has the mode 0622" in refused.stderr
    person.run("doctor", "--fix", cwd=project)
    assert_done(person.run("list", cwd=project))


def test_a_control_directory_that_others_write_to_is_refused(
    person: Person, tmp_path: Path
) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    refused = person.run("init", "-p", "demo", cwd=tmp_path, BEADWORK_HOME=str(tmp_path / "open"))
    assert refused.returncode == 3
    assert f"others may write to {tmp_path / 'open'} (mode 0777)" in refused.stderr
    assert not (tmp_path / "open" / "server" / "password").exists()
    shutil.rmtree(tmp_path / "open")


def test_what_is_recorded_is_looked_at_before_it_is_used(person: Person, tmp_path: Path) -> None:
    os.makedirs(person.server.control, mode=0o700)
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    known = record.Record(1, 0.0, 3400, f"{tmp_path}/open/s", "u", "1.88.1", "", True)
    found = access.address(person.server, known)
    assert (found.password, "others may write" in found.weakness) == ("", True)
