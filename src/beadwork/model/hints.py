"""Commands that a message tells a person, or an agent, to type.

Invariant: pasted into a shell they run what they show. An id or a file's name may come from
anywhere, with anything in it.
"""

from __future__ import annotations


def command(*words: str) -> str:
    """Return a command line of these words, each as a shell has to see it.

    >>> command("bd", "show", "bd-1"), command("bd", "show", "x;rm -r y")
    ('bd show bd-1', "bd show 'x;rm -r y'")
    """
    import shlex  # only messages need it

    return " ".join(map(shlex.quote, words))
