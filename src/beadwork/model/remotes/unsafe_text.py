"""What no text that names a remote may hold.

Such a text ends as a word of git's or of ssh's command line, in a process that nobody watches. It
may come from a repository or from a partner. So what git could take for an option or for a program
to run, and what a shell could take for a command, is refused before anybody is asked.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

MOST_CHARACTERS = 2048
"""A limit far above any real one, for a text that ends in messages."""

_PROGRAM = re.compile(r"[^/\[]*::")
"""`ext::sh -c …`: git runs the program `git-remote-ext`."""
_SHELL = frozenset("`$;|&<>\"'\\*?#{}()!^")
_PATH_SHELL = frozenset('`$;|&<>"\\')
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


def fault(text: str) -> str:
    """Return what is wrong with a text that is to name a remote, `""` where nothing is.

    A path may hold a few characters that a URL may not, as it is written into a URL with escapes.
    """
    if not text.strip():
        return "it is empty"
    if len(text) > MOST_CHARACTERS:
        return f"it has more than {MOST_CHARACTERS} characters"
    if text != text.strip():
        return "it begins or ends with a space"
    is_elsewhere = ":" in text.partition("/")[0]
    is_path = not is_elsewhere or text.lower().startswith("git+file:")
    for read in readings(text):
        found = _of_reading(read, is_path)
        if found:
            return found
    if is_elsewhere and (" " in text or _BROKEN_ESCAPE.search(text)):
        return "a URL has no space, and each % in it begins an escape of two digits"
    return ""


def readings(text: str) -> list[str]:
    """Return a text as it stands and as its escapes read, however often they are escaped.

    >>> readings("a%252db")
    ['a%252db', 'a%2db', 'a-b']
    """
    found = [text]
    while (plain := unquote(found[-1], errors="surrogateescape")) != found[-1]:
        found.append(plain)
    return found


def _of_reading(text: str, is_path: bool) -> str:
    if not text.isprintable():
        return "it has a character that cannot be printed"
    if text.startswith("-"):
        return "it begins with a dash, as an option does"
    if _PROGRAM.match(text):
        return "it names a program that git would run"
    shell = sorted(set(text) & (_PATH_SHELL if is_path else _SHELL))
    if shell:
        return f"it has {' '.join(shell)}, which a shell could obey"
    if any(part.startswith("-") for part in re.split(r"[/@:]", text)):
        return "a part of it begins with a dash, as an option does"
    return ""
