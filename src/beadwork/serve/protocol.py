"""What client and command server say to each other, and where they meet (docs/design/serve.md).

The client loads this module with every command: it imports nothing but built-in modules.
"""

import posix
import sys

VERSION = 1
"""The number of the protocol; it is part of the socket's name, so that others never meet."""
DIRECTORY = "serve"
"""The directory of sockets, below `BEADWORK_HOME` or `~/.beads`."""
DESCRIPTORS = 4
"""What a request carries: standard input, output and error, and the working directory."""
LENGTH_BYTES = 4
SIGNALS = range(1, 32)

OF_PYTHON = (13, 25)
"""SIGPIPE and SIGXFSZ, which Python ignores by itself."""

QUEUED = b"queued"
READY = b"ready"
REFUSED = b"refused"
OUTPUT = b"output"
OPERATION = b"operation"
END = b"end"
KILLED = b"killed"

PYTHON = b"PYTHON"
"""Environment variables with this beginning made the interpreter what it is."""


def socket_name(package: str) -> str:
    """Return the name of the socket for this interpreter with the package in a directory. A client
    meets only a server of its own program and interpreter.

    Raises:
        OSError: there is no such directory.
    """
    code, interpreter = posix.stat(package), posix.stat(sys.prefix)
    return (
        f"{VERSION}-{sys.hexversion:x}-{interpreter.st_dev:x}.{interpreter.st_ino:x}"
        f"-{code.st_dev:x}.{code.st_ino:x}"
    )


def pack(
    program: str,
    umask: int,
    ignored: int,
    argv: "list[str]",
    environment: "dict[bytes, bytes]",
) -> bytes:
    """Return a request. No word of a command line or of an environment has a NUL."""
    words = [word.encode("utf-8", "surrogateescape") for word in argv]
    fields = [
        program.encode(),
        b"%d" % umask,
        b"%d" % ignored,
        b"%d" % sys.flags.utf8_mode,
        b"%d" % len(words),
        *words,
        *[b"%s=%s" % pair for pair in environment.items()],
    ]
    body = b"\0".join(fields)
    return len(body).to_bytes(LENGTH_BYTES, "big") + body
