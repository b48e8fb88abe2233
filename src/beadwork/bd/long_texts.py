"""Long texts of a command line: given as a flag, in a file, or on standard input.

Every flag that takes a long text reads standard input for `-`, and only one of them in a command:
what one has read is not there for the next.
"""

from __future__ import annotations

from beadwork import errors
from beadwork.console.console import Console

STDIN = "-"


def text_of(
    console: Console, given: str | None, file: str | None = None, stdin: bool = False
) -> str | None:
    """Return the text from the one place that was named, None where none was.

    Raises:
        Usage: two places were named, or the file or standard input is empty or was read before.
        NotFound: there is no such file.
        Invalid: it is no UTF-8 text.
    """
    places = [place for place in (given is not None, file is not None, stdin) if place]
    if len(places) > 1:
        raise errors.Usage(
            "the text is given twice", hint="give it once: in words, by --body-file, or by --stdin"
        )
    if stdin or given == STDIN:
        file = STDIN
    if file is None:
        return given
    from beadwork.bd import input
    from beadwork.model.hints import command

    text, name = input.text(console, file)
    if not text.strip():
        raise errors.Usage(
            f"{name} is empty",
            hint='an empty text is given in words: ""' if file == STDIN else command("cat", file),
        )
    return text


def line_of(console: Console, given: str | None) -> str | None:
    """Return a text of a flag, for which standard input may stand, without the end of its last
    line; raises as `text_of`.
    """
    return given if given != STDIN else (text_of(console, given) or "").rstrip("\n")


def refuse_dash(given: str | None, what: str) -> None:
    """Refuse `-` for what is no long text: it was meant for standard input, and would be kept as a
    dash.

    Raises:
        Usage: naming `what`.
    """
    if given == STDIN:
        raise errors.Usage(
            f"{what} does not come from standard input",
            hint="- stands for a long text: a description, notes, a reason, a comment",
        )
