"""The thin client, which is what the installed `bd` and `gt` run: hand the command to the command
server, or else run it in this process.

It imports nothing but built-in modules and `_socket`, as each further one costs as much as the
command itself (`socket` 8 ms). Until the request is sent every doubt ends in this process, and
nothing has happened by then. Afterwards the worker does the command, and this process passes
signals on and ends as the worker does.
"""

import posix
import sys

from beadwork.serve import protocol

TYPE_CHECKING = False

if TYPE_CHECKING:
    import _socket
    import signal as _signal
else:
    import _signal

# The numbers are those of the settings table, which the client does not load.
ANSWER_SECONDS = 0.05
"""A server that has not answered by then, and has nothing to do, hangs."""
BUSY_TRIES = 20
"""So often a server is waited for that waits for a processor itself."""
WORKER_SECONDS = 2.0
"""A server that answers, and has no worker free by then, is too busy."""
PATH_ONLY = 0o10000000
"""O_PATH of Linux: a descriptor that names a directory, and needs no right to read it."""

SERVED = {
    "bd": frozenset(
        (
            *("list", "show", "ready", "create", "update", "close", "q", "new", "done", "claim"),
            *("unclaim", "heartbeat", "assign", "reopen", "comment", "comments", "note", "defer"),
            *("undefer", "search", "blocked", "stale", "count", "stats", "status", "label", "dep"),
            *("children", "remember", "recall", "memories", "forget", "where", "ping"),
        )
    ),
    "gt": frozenset(("ready", "mail")),
}
"""The first words of commands that are short. Any other command runs in its own process."""
OFF = (b"0", b"off", b"false", b"no")
ONLY = b"only"
"""For tests: a command that could be handed over, and is not, fails. It waits for long."""
PATIENT_SECONDS = 60.0
OF_MACHINES = (b"CI", b"PYTEST_CURRENT_TEST")
"""Variables of programs that run commands by themselves; BEADWORK_SERVE=1 goes before them."""
WITH_VALUE = ("--actor", "-C", "--directory")
ALONE = ("-h", "--help", "--follow", "--watch", "--version", "-V")
"""A command with one of these words takes long, or is for a person who can wait."""
OWN_FILES = ("/dev/fd", "/proc/", "/dev/tty")
"""Parts of names that mean another file in another process."""
PASSED_ON = (_signal.SIGHUP, _signal.SIGINT, _signal.SIGQUIT, _signal.SIGTERM)
"""Signals that the worker gets as well. This process ends by one of them as the worker does."""


def hand_over(program: str) -> bool:
    """Let the command server do the command line of this process, and end as it does. Return where
    this process has to do it: whether it should start a server for the next one afterwards.
    """
    words = sys.argv[1:]
    if not is_served(program, words):
        return False
    connection = connect(directory())
    why = Handover(connection, program, words).run() if connection is not None else "no server"
    if why and posix.environ.get(b"BEADWORK_SERVE") == ONLY:
        sys.exit(f"{why}: {program} {' '.join(words)}")
    return connection is None and not any(name in posix.environ for name in OF_MACHINES)


def is_served(program: str, words: "list[str]") -> bool:
    """Tell whether a command line may be handed over, if a server is there."""
    if not is_wanted() or sys.getfilesystemencoding() != "utf-8":
        return False
    if command(words) not in SERVED[program] or any(word in ALONE for word in words):
        return False
    return not any(name in word for word in words for name in OWN_FILES) and _is_in_front()


def is_wanted() -> bool:
    """Tell whether the environment lets a process use a command server."""
    chosen = posix.environ.get(b"BEADWORK_SERVE", b"")
    if chosen in OFF or sys.platform != "linux":
        return False
    return bool(chosen) or not any(name in posix.environ for name in OF_MACHINES)


def command(words: "list[str]") -> str:
    """Return the first word of the command, empty where there is none."""
    is_value = False
    for word in words:
        if is_value:
            is_value = False
        elif not word.startswith("-"):
            return word
        else:
            is_value = word in WITH_VALUE
    return ""


def _is_in_front() -> bool:
    """Tell whether the three streams are open, and whether this process is in the foreground of
    those that are terminals: a worker that reads in the background would not be stopped for it.
    """
    if None in (sys.stdin, sys.stdout, sys.stderr):
        return False
    try:
        return all(
            not posix.isatty(number) or posix.tcgetpgrp(number) == posix.getpgrp()
            for number in (0, 1, 2)
        )
    except OSError:  # a terminal that does not control this process
        return False


def directory() -> str:
    """Return the directory of the sockets; empty where the environment names none."""
    chosen = posix.environ.get(b"BEADWORK_HOME", b"")
    home = posix.environ.get(b"HOME", b"")
    base = chosen or (home + b"/.beads" if home.startswith(b"/") else b"")
    return f"{base.decode('utf-8', 'surrogateescape')}/{protocol.DIRECTORY}" if base else ""


def package() -> str:
    """Return the directory of the package `beadwork`."""
    return __file__.rpartition("/serve/")[0]


def connect(path: str) -> "_socket.socket | None":
    """Return a connection to a server of this user that listens in the directory `path`; None where
    none does.
    """
    try:
        where = posix.open(path, PATH_ONLY | posix.O_DIRECTORY | posix.O_NOFOLLOW | posix.O_CLOEXEC)
    except OSError:
        return None
    try:
        facts = posix.fstat(where)
        if facts.st_uid != posix.geteuid() or facts.st_mode & 0o077:
            return None
        # By this name the path of a socket is never too long, and its directory is the one above.
        return _connected(f"/proc/self/fd/{where}/{protocol.socket_name(package())}")
    except OSError:
        return None
    finally:
        posix.close(where)


def _connected(path: str) -> "_socket.socket | None":
    import _socket

    connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    is_patient = posix.environ.get(b"BEADWORK_SERVE") == ONLY
    connection.settimeout(PATIENT_SECONDS if is_patient else ANSWER_SECONDS)
    try:
        connection.connect(path)
        if _peer(connection)[1] == posix.geteuid():
            return connection
    except OSError:  # nobody listens
        pass
    connection.close()
    return None


class Handover:
    """One command on its way through a worker."""

    def __init__(self, connection: "_socket.socket", program: str, words: "list[str]") -> None:
        self.connection = connection
        self.program = program
        self.words = words
        self.unread = b""
        self.worker = 0
        """The process that does the command; 0 before it is known."""
        self.sent = 0
        """The last signal that was passed on."""
        self.operations: list[str] = []
        """The writes that the worker was about to commit."""
        self.has_output = False

    def run(self) -> str:
        """Let a worker do the command and end this process as it does; return why nobody does it.
        Return an empty text where a worker was killed that has not done it.
        """
        try:
            self.take_worker()
            where = posix.open(".", PATH_ONLY | posix.O_CLOEXEC)
        except (OSError, ValueError) as error:
            return str(error)
        self.connection.settimeout(None)
        former = self._take_signals()
        try:
            self._send(where, former)
            return self._follow()
        except OSError as error:  # nobody runs half a request
            return str(error)
        finally:
            posix.close(where)
            self._give_signals_back(former)

    def take_worker(self) -> None:
        """Wait until a worker is ready for a request.

        Raises:
            OSError, ValueError: there is none within the time.
        """
        if not self.is_alive():
            raise ValueError("the server does not answer")
        self.connection.settimeout(max(WORKER_SECONDS, self.connection.gettimeout() or 0))
        word, rest = self._line()
        if word != protocol.READY:
            raise ValueError("the server has no worker")
        self.worker = int(rest)

    def is_alive(self) -> bool:
        """Tell whether a server answers, within the time that `connect` has set.

        Raises:
            OSError: it does not, or the connection broke.
        """
        for _ in range(BUSY_TRIES):
            try:
                return self._line()[0] == protocol.QUEUED
            except TimeoutError:
                if not _is_busy(self.connection):
                    raise
        return False

    def _send(self, where: int, former: "dict[int, object]") -> None:
        import _socket

        request = protocol.pack(self.program, _umask(), _ignored(former), self.words, posix.environ)
        descriptors = b"".join(number.to_bytes(4, sys.byteorder) for number in (0, 1, 2, where))
        sent = self.connection.sendmsg(
            [request], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, descriptors)]
        )
        if sent < len(request):  # an empty rest would be refused by a worker that is done already
            self.connection.sendall(request[sent:])

    def _follow(self) -> str:
        """Wait for the end of the worker, and end as it did; return as `run` does."""
        while True:
            try:
                word, rest = self._line()
            except OSError:
                word, rest = b"", b""
            if word == protocol.END:
                posix._exit(int(rest))
            elif word == protocol.REFUSED:
                return rest.decode()
            elif word == protocol.OUTPUT:
                self.has_output = True
            elif word == protocol.OPERATION:
                self.operations.append(rest.decode())
            elif word == protocol.KILLED and int(rest) == self.sent:
                _die(self.sent)
            else:
                self._settle(int(rest) if word == protocol.KILLED else _signal.SIGKILL)
                return ""

    def _settle(self, number: int) -> None:
        """End by the signal that ended the worker, where it may have written or printed something;
        return where this process may do the command, which looks an announced write up first.
        """
        if self.has_output or len(self.operations) > 1:
            _die(number)
        if self.operations:
            from beadwork.dolt.writing import witness

            witness.unsettled = self.operations[0]

    def _line(self) -> "tuple[bytes, bytes]":
        """Return the first word of the next line, and the rest of it; two empty ones at the end."""
        while b"\n" not in self.unread:
            data = self.connection.recv(4096)
            if not data:
                return b"", b""
            self.unread += data
        line, _, self.unread = self.unread.partition(b"\n")
        word, _, rest = line.partition(b" ")
        return word, rest

    def _take_signals(self) -> "dict[int, object]":
        """Pass signals on from now; return what happened with them before."""
        former: dict[int, object] = {}
        for number in PASSED_ON:
            former[number] = _signal.getsignal(number)
            if former[number] != _signal.SIG_IGN:
                _signal.signal(number, self._pass_on)
        if _signal.getsignal(_signal.SIGTSTP) != _signal.SIG_IGN:
            former[_signal.SIGTSTP] = _signal.signal(_signal.SIGTSTP, self._stop)
        return former

    def _give_signals_back(self, former: "dict[int, object]") -> None:
        for number, handler in former.items():
            if handler is not None:
                _signal.signal(number, handler)  # type: ignore[arg-type]

    def _pass_on(self, number: int, _frame: object) -> None:
        self.sent = number
        self._kill(number)

    def _stop(self, number: int, _frame: object) -> None:
        """Stop the worker, then this process. A worker has no terminal whose stop it would obey."""
        self._kill(_signal.SIGSTOP)
        _signal.signal(number, _signal.SIG_DFL)
        posix.kill(posix.getpid(), number)
        _signal.signal(number, self._stop)
        self._kill(_signal.SIGCONT)

    def _kill(self, number: int) -> None:
        try:
            posix.kill(self.worker, number)
        except OSError:  # it has just ended
            return


def _is_busy(connection: "_socket.socket") -> bool:
    """Tell whether the server waits for a processor or a disk, as a client makes it do. A server
    that sleeps or is stopped while a client waits hangs.
    """
    pid, _ = _peer(connection)
    try:
        file = posix.open(f"/proc/{pid}/stat", posix.O_RDONLY | posix.O_CLOEXEC)
    except OSError:
        return False
    try:
        return posix.read(file, 512).rpartition(b") ")[2][:1] in (b"R", b"D")
    finally:
        posix.close(file)


def _peer(connection: "_socket.socket") -> "tuple[int, int]":
    """Return the process id and the user id of the server."""
    import _socket

    found = connection.getsockopt(_socket.SOL_SOCKET, _socket.SO_PEERCRED, 12)
    return int.from_bytes(found[:4], sys.byteorder), int.from_bytes(found[4:8], sys.byteorder)


def _umask() -> int:
    mask = posix.umask(0o077)
    posix.umask(mask)
    return mask


def _ignored(former: "dict[int, object]") -> int:
    """Return a bit for each signal that whoever started this process let it ignore."""
    found = 0
    for number in protocol.SIGNALS:
        handler = former.get(number) or _signal.getsignal(number)
        if handler == _signal.SIG_IGN and number not in protocol.OF_PYTHON:
            found |= 1 << number
    return found


def _die(number: int) -> None:
    """End by a signal, as whoever waits for this process expects."""
    if number != _signal.SIGKILL:
        _signal.signal(number, _signal.SIG_DFL)
    posix.kill(posix.getpid(), number)
    posix._exit(128 + number)
