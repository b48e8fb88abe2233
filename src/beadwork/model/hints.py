"""Commands that a message tells a person, or an agent, to type.

Invariant: a command that is pasted into a shell runs what the message shows. An id or a file name
may come from anywhere and hold any character, so every word is quoted.
"""

from __future__ import annotations


def command(*words: str) -> str:
    """Return a command line of these words, each quoted for a shell.

    >>> command("bd", "show", "bd-1"), command("bd", "show", "x;rm -r y")
    ('bd show bd-1', "bd show 'x;rm -r y'")
    """
    import shlex  # only messages need it

    return " ".join(map(shlex.quote, words))
