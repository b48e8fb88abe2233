"""Text from anywhere, made safe to print: the one place that knows what a terminal obeys.

Unsafe are control characters (C0, C1 and DEL), the marks that change the direction of writing, and
lone surrogates, which no encoding can write. With them, a title could move the cursor, change the
window, hide a word, or show the words in another order than a program reads them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_OBEYED = "\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Characters that a terminal obeys and that `json.dumps` does not escape."""

_UNWRITABLE = "\ud800-\udc9f\udd00-\udfff"
"""Lone surrogates, except U+DCA0 to U+DCFF: Python has these for the bytes of a file name that are
no UTF-8.
"""


def clean(text: str) -> str:
    r"""Return text with each unsafe character replaced by U+FFFD. Tabs and line breaks stay.

    >>> clean("a\tb\n"), clean("\x1b[31mred\u202e\x9b")
    ('a\tb\n', '�[31mred��')
    """
    if text.replace("\n", "").isprintable():
        return text
    import re

    return re.sub(f"[\\x00-\\x08\\x0b-\\x1f{_OBEYED}{_UNWRITABLE}]", REPLACEMENT, text)


def escape(document: str) -> str:
    r"""Return a JSON text of the same meaning with each unsafe character escaped.

    >>> escape('"a\x7f\u202e"')
    '"a\\u007f\\u202e"'
    """
    if document.isprintable():
        return document
    import re

    return re.sub(f"[{_OBEYED}\ud800-\udfff]", _escaped, document)


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
