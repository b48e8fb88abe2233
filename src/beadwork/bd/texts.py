"""Long texts of a command line: given as a flag, in a file, or on standard input."""

from __future__ import annotations

from beadwork import errors
from beadwork.console.console import Console


def text_of(console: Console, given: str | None, file: str | None = None, stdin: bool = False) -> str | None:
    """Return the text from the one place that was named, None where none was.

    Raises:
        Usage: two places were named.
        NotFound: there is no such file.
        Invalid: it is no UTF-8 text.
    """
    places = [place for place in (given is not None, file is not None, stdin) if place]
    if len(places) > 1:
        raise errors.Usage("the description is given twice", hint="use one of -d, --body-file and --stdin")
    if file not in (None, "-"):
        return read_file(str(file))
    if stdin or file == "-" or given == "-":
        return console.terminal.stdin.read()
    return given


def read_file(path: str) -> str:
    """Return the text of a file.

    Raises:
        NotFound: there is no such file, or it cannot be read.
        Invalid: it is no UTF-8 text.
    """
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except UnicodeDecodeError:
        raise errors.Invalid(f"{path} is not UTF-8 text") from None
    except OSError as error:
        raise errors.NotFound(f"{path} cannot be read: {error.strerror}", hint=f"ls -l {path}") from None
