"""Long texts of a command line: given as a flag, in a file, or on standard input."""

from __future__ import annotations

from beadwork import errors
from beadwork.console.console import Console


def text_of(
    console: Console, given: str | None, file: str | None = None, stdin: bool = False
) -> str | None:
    """Return the text from the one place that was named, None where none was.

    Raises:
        Usage: two places were named.
        NotFound: there is no such file.
        Invalid: it is no UTF-8 text.
    """
    places = [place for place in (given is not None, file is not None, stdin) if place]
    if len(places) > 1:
        raise errors.Usage(
            "the text is given twice", hint="give it once: in words, by --body-file, or by --stdin"
        )
    if stdin or given == "-":
        file = "-"
    if file is None:
        return given
    from beadwork.bd import input

    return input.text(console, file)[0]
