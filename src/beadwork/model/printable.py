"""Text from anywhere, made safe to print: the one place that knows what a terminal obeys.

Refused are control characters, C1 codes among them, the marks that turn the direction of writing,
and code points that no encoding can write. A title could else move the cursor, change the window,
hide a word, or show another order of words than a program reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_OBEYED = "\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""What a terminal obeys and JSON does not escape by itself."""

_UNWRITABLE = "\ud800-\udc9f\udd00-\udfff"
"""Lone surrogates. The others, U+DCA0 to U+DCFF, are bytes of a file's name that are no UTF-8."""


def clean(text: str) -> str:
    r"""Return text with all of that replaced; tabs and line breaks stay.

    >>> clean("a\tb\n"), clean("\x1b[31mred\u202e\x9b")
    ('a\tb\n', '�[31mred��')
    """
    if text.replace("\n", "").isprintable():
        return text
    import re

    return re.sub(f"[\\x00-\\x08\\x0b-\\x1f{_OBEYED}{_UNWRITABLE}]", REPLACEMENT, text)


def escape(document: str) -> str:
    r"""Return JSON text, which says the same, with all of that escaped.

    >>> escape('"a\x7f\u202e"')
    '"a\\u007f\\u202e"'
    """
    if document.isprintable():
        return document
    import re

    return re.sub(f"[{_OBEYED}\ud800-\udfff]", _escaped, document)


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
