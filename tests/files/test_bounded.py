"""A file is read within its limit and never waited for, whatever is in its place."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

from beadwork.errors import BadFile
from beadwork.files import bounded


def sock(path: Path) -> None:
    """Put a socket there."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(path))  # an absolute path may be too long for a socket


IN_PLACE = {
    "a directory": Path.mkdir,
    "a FIFO": os.mkfifo,
    "a socket": sock,
    "a device": lambda path: path.symlink_to("/dev/urandom"),
}


@pytest.mark.parametrize("what", IN_PLACE)
def test_only_a_regular_file_is_read(what: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    IN_PLACE[what](path)
    for read in (bounded.read, bounded.read_path, lambda path: bounded.read_named(path, 9)):
        with pytest.raises(BadFile, match=f"^{path} is {what}, no regular file$"):
            read(str(path))


def test_a_limit_is_kept_to_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 7)
    assert bounded.read(str(path), 7) == b"x" * 7
    with pytest.raises(BadFile, match="has more than 6 bytes"):
        bounded.read(str(path), 6)


def test_a_file_whose_size_says_nothing_is_read_to_its_limit() -> None:
    path = "/proc/self/status"
    assert b"Name:" in bounded.read(path)
    with pytest.raises(BadFile, match="has more than 10 bytes"):
        bounded.read(path, 10)


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(BadFile, match="has more than 500,000,000 bytes"):
        bounded.read(str(path), bounded.IMPORT)


def test_a_link_is_followed_where_it_may_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("said")
    (tmp_path / "link").symlink_to("file")
    assert bounded.read_text(str(tmp_path / "link")) == "said"
    with pytest.raises(BadFile, match="link is a symbolic link, no regular file"):
        bounded.read(str(tmp_path / "link"), follow=False)


def test_what_is_no_text_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"one\ntwo \xff\n")
    with pytest.raises(BadFile, match="file, line 2: it is not UTF-8 text"):
        bounded.read_text(str(path))


def test_a_path_is_one_line_without_a_nul_byte(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b" caf\xe9/x \nmore\n")
    assert bounded.read_path(str(path)) == os.fsdecode(b"caf\xe9/x")
    path.write_bytes(b"a\0b\n")
    with pytest.raises(BadFile, match="it has a NUL byte"):
        bounded.read_path(str(path))


def test_a_range_is_of_the_beginning_or_of_the_end(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789")
    assert bounded.read_range(str(path), 3, 4) == b"3456"
    assert bounded.read_range(str(path), -3, 9) == b"789"
    assert bounded.read_range(str(path), -99, 2) == b"01"
    assert bounded.read_some(str(path), 2) == b"01"


def test_a_stream_is_read_to_its_limit() -> None:
    assert bounded.read_stream(BytesIO(b"12345"), 5) == b"12345"
    with pytest.raises(BadFile, match="standard input has more than 4 bytes"):
        bounded.read_stream(BytesIO(b"12345"), 4)


READ = (
    "import sys; from beadwork.files import bounded;"
    "sys.stdout.buffer.write(bounded.read_named(sys.argv[1], 100))"
)


@pytest.mark.parametrize("name", ["/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"])
def test_what_the_shell_hands_over_is_taken(name: str) -> None:
    words = [sys.executable, "-c", READ, name]
    done = subprocess.run(words, input=b"piped", capture_output=True)
    assert done.stdout == b"piped", done.stderr
    ours, theirs = socket.socketpair()  # as some programs give it to their children
    with ours, theirs:
        ours.sendall(b"sent")
        ours.shutdown(socket.SHUT_WR)
        done = subprocess.run(words, stdin=theirs, capture_output=True)
    assert done.stdout == b"sent", done.stderr


def test_without_a_limit_to_what_it_hands_over_it_is_refused() -> None:
    words = [sys.executable, "-c", READ, "/dev/stdin"]
    with open("/dev/zero", "rb") as endless:
        done = subprocess.run(words, stdin=endless, capture_output=True, text=True)
    assert "/dev/stdin has more than 100 bytes" in done.stderr


def test_a_copy_is_bounded_and_overwrites_nothing(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(b"12345")
    bounded.copy(str(source), str(target), 5)
    assert target.read_bytes() == b"12345"
    with pytest.raises(FileExistsError):
        bounded.copy(str(source), str(target), 5)
    with pytest.raises(BadFile, match="has more than 4 bytes"):
        bounded.copy(str(source), str(tmp_path / "other"), 4)
