"""Names of issues: `<prefix>-<base36>`, children `<parent>.<number>`.

Ids are drawn at random and never counted, because clones that know nothing of each other make them
at the same time. Invariant: the ids of `fresh` and `child` pass `check_id`, and `prefix_of`,
`parent_of` and `child_number` read their parts. These functions look at names only. The parent of
an issue is in the column `parent`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from beadwork.errors import Invalid
from beadwork.model.issues.field_table import NAME_LENGTH

ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
ENTROPY_BYTES = 16
SHORTEST = 5
MADE_APART = 1000
"""How many issues clones may file unaware of each other."""
MADE_ON_BRANCHES = 10_000
"""How many issues workers may file on branches of their own: they all work at once."""
COUNTED_BELOW = 100_000
"""The children of an issue are counted with numbers below this. A merge that has to give a child
another number draws one from here on, so that it does not take part in the counting.
"""
LONGEST_ID = NAME_LENGTH
LONGEST_PREFIX = 20
LONGEST_KEPT_PREFIX = 64
FALLBACK_PREFIX = "bd"

_KEPT_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_PREFIX = re.compile(r"[a-z][a-z0-9_-]*")
_CHILD = re.compile(r"(.+)\.([1-9][0-9]{0,17})", re.DOTALL)


def fresh(prefix: str, entropy: bytes, length: int) -> str:
    """Return `prefix-` and `length` characters of base 36, made of at least `ENTROPY_BYTES` random
    bytes.

    The bytes are one number of 128 bits or more, taken modulo 36**length. So one suffix is likelier
    than another by at most 36**length / 2**128. That is under 2**-65 for 12 characters, no bias
    worth a second draw.

    >>> fresh("bd", bytes(15) + bytes([99]), 5)
    'bd-0002r'
    """
    if len(entropy) < ENTROPY_BYTES:
        raise ValueError(f"{len(entropy)} bytes of entropy, {ENTROPY_BYTES} are needed")
    number = int.from_bytes(entropy, "big")
    digits = []
    for _ in range(length):
        number, digit = divmod(number, 36)
        digits.append(ALPHABET[digit])
    return f"{prefix}-{''.join(reversed(digits))}"


def length_for(count: int, apart: int = MADE_APART) -> int:
    """Return how many characters a new suffix needs in a tracker of `count` issues.

    Promised: if clones or branches unaware of each other file `apart` issues, the chance that two
    new ids are equal, or one equals an existing id, is under 1 %. The birthday bound for k new ids
    among N = 36**n suffixes, Boole's inequality over the pairs (the problem: W. Feller, *An
    Introduction to Probability Theory and Its Applications*, vol. 1, II.3), is P <= (k(k-1)/2 +
    k*count) / N. With k = 1,000:

        length       N = 36**n    smallest P    good up to a count of
             5      60,466,176       0.83 %                       105
             6   2,176,782,336       0.023 %                   21,268
             7  78,364,164,096       0.0006 %                 783,142
    """
    pairs = apart * (apart - 1) // 2 + apart * count
    length = SHORTEST
    while pairs * 100 >= 36**length:
        length += 1
    return length


def child(parent: str, number: int) -> str:
    """Return the id of the child `number` (from 1) of `parent`: `bd-a3f.2`."""
    if number < 1:
        raise ValueError(f"children are numbered from 1, not {number}")
    return f"{parent}.{number}"


def parent_of(issue_id: str) -> str | None:
    """Return the id of which `issue_id` is a child by its name (`bd-a3f.1.2`: `bd-a3f.1`), or
    None.
    """
    found = _CHILD.fullmatch(issue_id)
    return found[1] if found else None


def next_child_number(parent: str, names: Iterable[str]) -> int:
    """Return the number past all that were counted among `names`, which are the ids below
    `parent`.

    >>> next_child_number("bd-a3f", ["bd-a3f.1", "bd-a3f.2", "bd-a3f.481516"])
    3
    """
    taken = {number for name in names if (number := child_number(parent, name))}
    number = max((number for number in taken if number < COUNTED_BELOW), default=0) + 1
    while number in taken:
        number += 1
    return number


def drawn_child(parent: str, entropy: bytes) -> str:
    """Return a child id of `parent` whose number is made of at least `ENTROPY_BYTES` bytes."""
    number = int.from_bytes(entropy, "big") % (9 * COUNTED_BELOW)
    return child(parent, COUNTED_BELOW + number)


def child_number(parent: str, issue_id: str) -> int | None:
    """Return the number of `issue_id` as a direct child of `parent`, None where its name is not
    that of a direct child.
    """
    found = _CHILD.fullmatch(issue_id)
    return int(found[2]) if found and found[1] == parent else None


def prefix_of(issue_id: str) -> str:
    """Return what stands before the last `-`, "" where there is none: `my-app` of
    `my-app-a3f.1`.
    """
    return issue_id.rpartition("-")[0]


def suffix_of(issue_id: str) -> str:
    """Return what follows the prefix: `a3f.1` of `bd-a3f.1`, and all of an id without a prefix."""
    return issue_id.rpartition("-")[2]


def check_prefix(text: str) -> str:
    """Return `text` as a valid prefix. A `-` at its end is dropped, since people type `bd-`.

    Raises:
        Invalid: `text` cannot be a prefix.
    """
    prefix = text.rstrip("-")
    if len(prefix) <= LONGEST_PREFIX and _PREFIX.fullmatch(prefix):
        return prefix
    raise Invalid(
        f'not a prefix: "{text}" '
        f"(letters in lower case, digits, - and _; at most {LONGEST_PREFIX})",
        hint=f"bd init --prefix {prefix_from_name(text)}",
    )


def check_kept_prefix(text: str) -> str:
    """Return `text` as a prefix that issues have already, or that they are renamed to: capitals,
    dots and up to 64 characters are taken, too. A `-` at its end is dropped.

    Raises:
        Invalid: `text` cannot be a prefix.
    """
    prefix = text.rstrip("-")
    if len(prefix) <= LONGEST_KEPT_PREFIX and _KEPT_PREFIX.fullmatch(prefix):
        return prefix
    raise Invalid(
        f'not a prefix: "{text}" (letters, digits, dots, - and _; at most {LONGEST_KEPT_PREFIX})',
        hint=f"such as {prefix_from_name(text)}",
    )


def prefix_from_name(directory_name: str) -> str:
    """Make a valid prefix of any directory name: accents are removed, other characters become `-`,
    and an empty result becomes `bd`.

    >>> prefix_from_name("Café 2.0"), prefix_from_name("日本")
    ('cafe-2-0', 'bd')
    """
    import unicodedata  # only `bd init` needs it

    letters = (
        unicodedata.normalize("NFKD", directory_name).casefold().encode("ascii", "ignore").decode()
    )
    words = re.sub(r"[^a-z0-9_]+", "-", letters)
    return re.sub(r"^[^a-z]+", "", words)[:LONGEST_PREFIX].rstrip("-_") or FALLBACK_PREFIX


def check_id(text: str) -> str:
    """Return `text` if it can name an issue: 1 to 255 characters, all visible.

    Any other id of another tracker is accepted.

    Raises:
        Invalid: `text` is empty, too long, or holds white space, a control character, a lone
            surrogate or an invisible mark.
    """
    if not text:
        raise Invalid("the id is empty")
    if len(text) > LONGEST_ID:
        raise Invalid(
            f'the id "{text[:40]}…" has {len(text)} characters; at most {LONGEST_ID} are allowed'
        )
    if " " in text or not text.isprintable():
        raise Invalid(f"the id {text!a} holds white space or an invisible character")
    return text


def check_new_id(text: str) -> str:
    """Return an id that a person has chosen. The ids of an import may have other characters, which
    are hard to type on a command line.

    Raises:
        Invalid: the id begins with a dash or a dot, or has a character other than letters, digits,
            dots, dashes and underscores.
    """
    checked = check_id(text)
    if not checked[0].isalnum() or not all(
        character.isalnum() or character in "._-" for character in checked
    ):
        raise Invalid(f'"{text}" cannot be an id', hint="letters, digits, dots, dashes: bd-login")
    return checked
