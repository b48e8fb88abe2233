"""What an error of the server means to a client: the one place where Dolt's error texts are read.

Dolt answers most failures with the catch-all code 1105, so the text decides (docs/dolt-notes.md
lists each with the statement that provokes it). Everything above this module sees a `Fault`, or the
error that a user can meet.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from enum import Enum

from beadwork import errors
from beadwork.dolt.connection.timeouts import TOO_LONG


class Fault(Enum):
    """The classes of failure that call for different actions."""

    RETRY = "another writer changed the same cells; run the whole transaction again"
    LOST = "the connection is gone; the outcome of what was sent is unknown"
    REFUSED = "nothing accepts connections there (any more, or yet)"
    DENIED = "the server refused the user or the password"
    NO_DATABASE = "no such database or branch"
    NO_TABLE = "no such table"
    DUPLICATE = "the primary key is taken"
    ALREADY_EXISTS = "a branch, a tag or a remote of that name is there already"
    UNRELATED = "the two have no history in common"
    NOTHING_TO_COMMIT = "the working set equals HEAD"
    CREDENTIALS = "a remote refuses the credentials that the server has, or there are none"
    NON_FAST_FORWARD = "a remote has commits that are not here"
    HOST_KEY = "the key of a remote host is not known, or is another one"
    UNREACHABLE = "a remote cannot be reached, or does not answer in time"
    NO_REPOSITORY = "a remote host has no such repository or database"
    NO_BRANCH = "a git remote has no branch, which Dolt needs"
    REJECTED = "a hook or a rule of a remote declined the push"
    REMOTE_DISK = "the disk of a remote is full"
    NOT_DOLT = "what a remote holds is no database of Dolt"
    READ_ONLY = "the database refuses writes"
    DISK = "the disk is full or fails"
    DAMAGED = "the stored data is damaged"
    LOST_FILES = "the files of a database are gone under the running server"
    UNSAFE = "the way to the server is not ours alone; nothing was said to it"
    GARBLED = "what answers speaks another protocol, or is no server for us"
    OTHER = "anything else"


UNSAFE = 1
"""Our own code for a connection that we refuse to make."""
GARBLED = 2
"""Our own code for an answer that cannot be read."""
UNREADABLE: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    struct.error,
)
"""What the driver raises over bytes that no MySQL server sends."""

CONNECT = "connect"
"""The `statement` of the error where a connection could not be opened."""

_BY_CODE = {
    GARBLED: Fault.GARBLED,
    2027: Fault.GARBLED,
    2059: Fault.GARBLED,  # an authentication method that the driver does not know
    2061: Fault.GARBLED,
    1213: Fault.RETRY,
    1205: Fault.RETRY,
    1045: Fault.DENIED,
    1044: Fault.DENIED,
    1049: Fault.NO_DATABASE,
    1146: Fault.NO_TABLE,
    1062: Fault.DUPLICATE,
    1053: Fault.LOST,
    1927: Fault.LOST,
    2006: Fault.LOST,
    2013: Fault.LOST,
    2014: Fault.LOST,
    2055: Fault.LOST,
    2002: Fault.REFUSED,
    2003: Fault.REFUSED,
    1040: Fault.REFUSED,
}

_DAMAGED = (
    "corrupted journal",
    "corrupt manifest",
    "checksum error",
    "root hash doesn't exist",
    "no chunksource",
)

_BEGINNINGS: tuple[tuple[str, Fault], ...] = (
    ("server does not allow insecure connections", Fault.DENIED),
    ("could not read username", Fault.CREDENTIALS),
    ("could not read password", Fault.CREDENTIALS),
    ("authentication failed", Fault.CREDENTIALS),
    ("permission denied (", Fault.CREDENTIALS),  # (publickey,password), of ssh
    ("host key verification failed", Fault.CREDENTIALS),
    ("the requested url returned error: 403", Fault.CREDENTIALS),
    ("rpc error: code = unauthenticated", Fault.CREDENTIALS),
    ("rpc error: code = permissiondenied", Fault.CREDENTIALS),
    ("no space left on device", Fault.DISK),
    ("disk quota exceeded", Fault.DISK),
    ("input/output error", Fault.DISK),
    ("nothing to commit", Fault.NOTHING_TO_COMMIT),
    ("optimistic lock failed", Fault.RETRY),
    ("serialization failure", Fault.RETRY),
    ("cannot update manifest: database is read only", Fault.READ_ONLY),
    ("database server is set to read only mode", Fault.READ_ONLY),
    ("read-only file system", Fault.READ_ONLY),
    ("permission denied", Fault.READ_ONLY),
    ("this connection was established when this server performed an online", Fault.LOST),
    ("context canceled", Fault.LOST),  # what ran while a garbage collection cut the connection
    ("max waiting connections reached", Fault.REFUSED),
    ("too many connections", Fault.REFUSED),
    *((words, Fault.DAMAGED) for words in _DAMAGED),
    ("no root value found in session", Fault.LOST_FILES),  # a list of the tables of all databases
    ("database not found", Fault.NO_DATABASE),
    ("table not found", Fault.NO_TABLE),
    ("branch not found", Fault.NO_DATABASE),
    ("access denied", Fault.DENIED),
    ("client must use ssl/tls", Fault.DENIED),
    ("no authentication methods", Fault.DENIED),
    ("no common ancestor", Fault.UNRELATED),
)
"""How an error text of Dolt, git or the system begins, or a part of it: `write /x: no space left …`
"""

_ENDINGS: tuple[tuple[str, Fault], ...] = (
    ("(non-fast-forward)", Fault.NON_FAST_FORWARD),
    ("is read-only", Fault.READ_ONLY),
    ("already exists", Fault.ALREADY_EXISTS),
)
"""How a part of an error text ends that begins with a name."""

_REMOTE = (
    r"\A(?:[\w ]+; the remote: \S+ '[^'\s]*' could not be accessed; )?"
    r"(?:[\w ]*could not access dolt url '[^'\s]*': )?"
)
"""The words that Dolt puts before the error of git, or of another server, about a remote."""


def _of_driver(text: str) -> str:
    """Return the driver's words for a failed connection without what it adds: a host, which it
    names for a Unix socket too, and a number.
    """
    if not text.startswith("Can't connect to MySQL server on "):
        return text
    import re

    return re.sub(r"^[^(]*\((?:\[Errno -?[0-9]+\] )?(.*)\)$", r"\1", text, flags=re.DOTALL)


class ServerError(Exception):
    """A statement failed on the server, or the connection did; above `dolt/` only `fault` matters.

    `program` is the program that hints name: `bd` or `gt`.
    """

    def __init__(self, code: int, text: str, statement: str = "", program: str = "bd") -> None:
        text = _of_driver(text)
        super().__init__(text)
        self.code = code
        self.text = text
        self.statement = statement
        self.program = program
        self.fault = classify(code, text, statement)

    def without_frames(self) -> ServerError:
        """Return the same error without the frames that it was raised in. Whoever keeps an error
        in one of these frames makes a cycle, and the connection is in it.
        """
        same = ServerError.__new__(ServerError, *self.args)
        vars(same).update(vars(self))
        return same

    @property
    def is_lost(self) -> bool:
        """Whether there is no connection: it broke, or none was accepted."""
        return self.fault in (Fault.LOST, Fault.REFUSED)

    @property
    def is_silent(self) -> bool:
        """Whether the server did not answer in time: it hangs, and a retry would wait as long."""
        return self.is_lost and "timed out" in self.text

    @property
    def is_slow(self) -> bool:
        """Whether the server lives, but did not answer within the time limit of a statement."""
        return self.is_lost and TOO_LONG in self.text


def classify(code: int, text: str, statement: str = "") -> Fault:
    """Return the class of a server error by its code, or by its text where the code says nothing.

    Invariant: a person's words that the server repeats choose no class. Quoted text does not count.
    Words that are in the statement too count only where the text begins with them.
    """
    if code == UNSAFE:
        return Fault.UNSAFE
    if code in _BY_CODE:
        return _BY_CODE[code]
    if "DOLT_" in statement or statement in ("push", "fetch"):
        from beadwork.dolt.connection import remote_errors

        of_remote = remote_errors.classify(text, statement)
        if of_remote:
            return Fault[of_remote]
        text = remote_errors.without_remote(text)
    for number, part in enumerate(_parts(text.lower())):
        found = _class_of(part, statement.lower() if number else "")
        if found:
            return found
    return Fault.OTHER


def is_damage(log: str) -> bool:
    """Tell whether a server's log says that its data is damaged."""
    return any(words in log.lower() for words in _DAMAGED)


def _parts(text: str) -> Iterator[str]:
    """Yield the text, and the rest of its line behind each colon, semicolon and line break.

    Quoted text is left out, from the first quote of a line to its last, so that a quote within a
    title does not end it.
    """
    import re

    for line in re.sub(_REMOTE, "", text).splitlines():
        plain = re.sub(r"'.*'|\".*\"|`.*`|\[.*\]", "", line)
        for found in re.finditer(r"(?:^|[:;] )\s*(?=\S)", plain):
            yield plain[found.end() :]


def _class_of(part: str, statement: str) -> Fault | None:
    for words, fault in _BEGINNINGS:
        if part.startswith(words) and words not in statement:
            return fault
    ending = part.split(": ", 1)[0].rstrip(". ")
    for words, fault in _ENDINGS:
        if ending.endswith(words) and words not in statement:
            return fault
    return None


def explain(error: ServerError) -> errors.BeadworkError:
    """Return the error to show to the user for a server error that no retry or restart repaired."""
    if error.fault is Fault.DISK:
        return errors.StorageFailure(
            f"Dolt cannot write: {error.text}", hint="free some space, then run the command again"
        )
    if error.fault is Fault.DAMAGED:
        return errors.StorageFailure(
            f"Dolt reports damaged data: {error.text}",
            hint="stop writing, copy the data directory, then `dolt fsck`",
        )
    if error.fault is Fault.LOST_FILES:
        return errors.StorageFailure(
            "a database of this server has lost its files, so nothing about all databases can be "
            "asked",
            hint=f"{error.program} dolt {'list' if error.program == 'gt' else 'status'}",
        )
    if error.fault is Fault.READ_ONLY:
        return errors.ReadOnly(
            f"Dolt refuses the write: {error.text}", hint=f"{error.program} dolt status"
        )
    if error.fault is Fault.DENIED:
        return errors.AccessDenied(
            f"the server refused the login: {error.text}",
            hint="gt doctor   (a lost password: gt dolt reset-password)"
            if error.program == "gt"
            else "check BEADS_DOLT_SERVER_USER and BEADS_DOLT_PASSWORD, or `bd dolt show`",
        )
    if error.fault is Fault.GARBLED:
        return errors.NoTracker(error.text, hint="bd where   (which shows who names that server)")
    if error.fault is Fault.UNSAFE:
        return errors.AccessDenied(error.text, hint=f"{error.program} doctor")
    if error.is_silent:
        return errors.NoServer(
            "the server does not answer: it hangs, or cannot be reached",
            hint=f"{error.program} dolt status",
        )
    if error.is_lost:
        return errors.NoServer(
            f"the server does not answer: {error.text}", hint=f"{error.program} dolt status"
        )
    if error.fault is Fault.RETRY:
        return errors.LostRace(
            f"other writers kept changing the same data: {error.text}", hint="run the command again"
        )
    if error.statement == CONNECT and error.fault is Fault.OTHER:
        return errors.NoServer(
            f"the server lets nobody in: {error.code}: {error.text}",
            hint=f"{error.program} dolt status",
        )
    return errors.BeadworkError(f"the server answered {error.code}: {error.text}")
