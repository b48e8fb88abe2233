"""Long texts of a command line: given as a flag, in a file, or on standard input.

Every flag for a long text reads standard input for the value `-`. Only one flag of a command line
can do so, since standard input can be read once.
"""

from __future__ import annotations

from beadwork import errors
from beadwork.console.console import Console

STDIN = "-"


def text_of(
    console: Console, given: str | None, file: str | None = None, stdin: bool = False
) -> str | None:
    """Return the text from the source that was given: a flag, a file or standard input. Return None
    where no source was given.

    Raises:
        Usage: two sources were given, the source is empty, or standard input was read before.
        NotFound: there is no such file.
        Invalid: the text is not UTF-8.
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
    """Return the text of a flag, or of standard input for `-`, without the last line break; raises
    as `text_of`.
    """
    return given if given != STDIN else (text_of(console, given) or "").rstrip("\n")


def refuse_dash(given: str | None, what: str) -> None:
    """Refuse `-` for a value that is no long text. The user meant standard input, and the value
    would be stored as a dash.

    Raises:
        Usage: the value is `-`; the message names `what`.
    """
    if given == STDIN:
        raise errors.Usage(
            f"{what} does not come from standard input",
            hint="- stands for a long text: a description, notes, a reason, a comment",
        )
