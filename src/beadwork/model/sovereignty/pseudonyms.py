"""Stable pseudonyms for persons, and texts in which persons are replaced by them.

A pseudonym is keyed by a secret of the town: nobody else can compute it from a name, and so find
out by trying names who it is. The same person has the same pseudonym in everything that leaves.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

PERSON = "person-"
ADDRESS = "address-"
HIDDEN = "issue-not-shared"
"""Stands for the id of a private issue in a text."""
SOMEBODY = "somebody"
"""Stands for every person in a text of tier T4."""
DIGITS = 12
SHORTEST_PART = 3
"""A part of a name of fewer characters is no name by itself."""
UNNAMED = frozenset({"", "unknown"})
"""What stands in the place of a name where nobody is named."""

_IN_ADDRESS = r"[\w.!#$%&'*+/=?^`{|}~-]"
ADDRESS_IN_TEXT = re.compile(rf"(?<!{_IN_ADDRESS}){_IN_ADDRESS}+@[\w-]+(?:\.[\w-]+)*")
_WORD = re.compile(r"\w+")
_PSEUDONYM = re.compile(rf"(?:{PERSON}|{ADDRESS})[0-9a-f]{{{DIGITS}}}")


class Disguise:
    """Replaces persons in values: by pseudonyms, or by one word where there is no secret."""

    def __init__(
        self, persons: Iterable[str], secret: bytes | None, hidden: Iterable[str] = ()
    ) -> None:
        """`persons` are names and addresses. `hidden` are the ids of private issues."""
        self.secret = secret
        self.known = {
            variant: person
            for person in sorted(persons)
            if _folded(person) not in UNNAMED
            for variant in _variants(person)
        }
        self._by_word = _by_first_word(self.known)
        self._patterns: dict[frozenset[str], re.Pattern[str] | None] = {}
        self._hidden = _ids_pattern(hidden)
        self.replaced: dict[str, str] = {}
        """What stood in texts in the place of each pseudonym, the first time."""

    def name(self, value: str | None) -> str | None:
        """Return a field that holds one person's name or address; None where there is none."""
        if value is None or _folded(value) in UNNAMED or _PSEUDONYM.fullmatch(value):
            return value
        return self._pseudonym(PERSON, value) if self.secret is not None else None

    def text(self, value: str | None) -> str | None:
        """Return a text without private ids, addresses and names of known persons."""
        if not value:
            return value
        value = self.ids(value)
        if "@" in value:
            value = ADDRESS_IN_TEXT.sub(lambda found: self._noted(found[0], self._address), value)
        names = self._pattern_for(value)
        if names is None:
            return value
        return names.sub(lambda found: self._noted(found[0], self._person), value)

    def ids(self, value: str) -> str:
        """Return a text without the ids of private issues."""
        return self._hidden.sub(HIDDEN, value) if self._hidden else value

    def document(self, value: Any) -> Any:
        """Return a JSON value in which every text, keys included, is as `text` returns it."""
        return _mapped(value, lambda text: self.text(text) or "")

    def ids_in(self, value: Any) -> Any:
        """Return a JSON value without the ids of private issues."""
        return _mapped(value, self.ids)

    def _pattern_for(self, text: str) -> re.Pattern[str] | None:
        """Return a pattern of the names that may be in a text, None where there are none.

        A pattern of all names would try each at each word: a minute for 10,000 issues and 40 names.
        """
        words = frozenset(self._by_word.keys() & set(_WORD.findall(_folded(text))))
        unspaced = frozenset(word for word in self._by_word if word in text and _is_unspaced(word))
        found = words | unspaced
        if found not in self._patterns:
            self._patterns[found] = _pattern(
                variant for word in found for variant in self._by_word[word]
            )
        return self._patterns[found]

    def _noted(self, said: str, disguise: Callable[[str], str]) -> str:
        found = disguise(said)
        if found != said:
            self.replaced.setdefault(found, said)
        return found

    def _address(self, address: str) -> str:
        if self.secret is None:
            return SOMEBODY
        if not any(character.isalpha() for character in address.partition("@")[2]):
            return address  # a version: package@1.2
        known = self.known.get(_folded(address))
        return self._pseudonym(PERSON, known) if known else self._pseudonym(ADDRESS, address)

    def _person(self, said: str) -> str:
        if _PSEUDONYM.fullmatch(said):
            return said
        spelled = unicodedata.normalize("NFC", said)
        person = next(
            filter(None, map(self.known.get, (spelled, spelled.lower(), _folded(said)))), None
        )
        if self.secret is None or person is None:
            return SOMEBODY
        return self._pseudonym(PERSON, person)

    def _pseudonym(self, kind: str, person: str) -> str:
        return pseudonym(self.secret or b"", kind, person)


def pseudonym(secret: bytes, kind: str, person: str) -> str:
    """Return the pseudonym of a person, the same for every spelling in large and small letters."""
    digest = hmac.new(secret, _folded(person).encode("utf-8", "surrogatepass"), hashlib.sha256)
    return f"{kind}{digest.hexdigest()[:DIGITS]}"


def reveal(text: str | None, persons: Mapping[str, str]) -> str | None:
    """Return a text in which the pseudonyms of `persons` are names again."""
    if not text:
        return text
    return _PSEUDONYM.sub(lambda found: persons.get(found[0], found[0]), text)


def revealed_document(value: Any, persons: Mapping[str, str]) -> Any:
    """Return a JSON value in which the pseudonyms of `persons` are names again."""
    return _mapped(value, lambda text: reveal(text, persons) or "")


def by_pseudonym(persons: Iterable[str], secret: bytes) -> dict[str, str]:
    """Return the names of persons by their pseudonyms."""
    return {
        pseudonym(secret, PERSON, person): person
        for person in sorted(persons, reverse=True)
        if _folded(person) not in UNNAMED
    }


def _mapped(value: Any, change: Any) -> Any:
    match value:
        case str():
            return change(value)
        case dict():
            return {change(key): _mapped(entry, change) for key, entry in value.items()}
        case list() | tuple():
            return [_mapped(entry, change) for entry in value]
    return value


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().casefold()


def _variants(person: str) -> set[str]:
    """Return the spellings of a name, folded, and its parts as they are written.

    The whole name is found in any case of its letters. A part of it is found as it is written,
    since `Will` may be a person and `will` is none. Of an address only the whole is found.
    """
    whole = unicodedata.normalize("NFC", person).strip()
    found = {whole.lower(), _folded(whole)}
    if "@" not in whole:
        parts = re.split(r"[\s,;.()<>/_-]+", whole) + re.split(r"[\s,;.()<>/_'\u2019-]+", whole)
        found |= {part for part in parts if len(part) >= SHORTEST_PART and _is_name(part)}
    return found


def _by_first_word(variants: Iterable[str]) -> dict[str, set[str]]:
    """Return the variants by their first word, folded."""
    found: dict[str, set[str]] = {}
    for variant in variants:
        words = _WORD.findall(_folded(variant))
        found.setdefault(words[0] if words else variant, set()).add(variant)
    return found


def _is_unspaced(word: str) -> bool:
    return not _has_case(word[0]) or not _has_case(word[-1])


def _is_name(part: str) -> bool:
    return part[:1].isupper() and not part.isupper()


def _pattern(variants: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern that finds pseudonyms, and the variants, the longest first."""
    exact: set[str] = set()
    folded: set[str] = set()
    for variant in variants:
        (exact if _is_name(variant) else folded).add(variant)
    parts = [f"(?i:{_either(folded)})"] if folded else []
    parts += [_either(exact)] if exact else []
    return re.compile("|".join([_bounded(_PSEUDONYM.pattern), *parts])) if parts else None


def _either(words: Iterable[str]) -> str:
    spelled = {form for word in words for form in (word, unicodedata.normalize("NFD", word))}
    return "|".join(
        _bounded(re.escape(word), word)
        for word in sorted(spelled, key=lambda word: (-len(word), word))
    )


def _bounded(pattern: str, word: str = "a") -> str:
    """Return a pattern that finds whole words only, but in scripts that leave no space between
    words: those have no capital letters.
    """
    before = r"(?<!\w)" if _has_case(word[0]) else ""
    after = r"(?!\w)" if _has_case(word[-1]) else ""
    return f"{before}{pattern}{after}"


def _has_case(character: str) -> bool:
    """Tell whether words of the character's script have spaces between them."""
    base = unicodedata.normalize("NFD", character)[0]
    return base.lower() != base.upper() or base.isascii() or unicodedata.combining(base) > 0


def _ids_pattern(ids: Iterable[str]) -> re.Pattern[str] | None:
    found = sorted(ids, key=len, reverse=True)
    if not found:
        return None
    either = "|".join(re.escape(issue_id) for issue_id in found)
    return re.compile(rf"(?i)(?<!\w)(?:{either})(?:\.\d+)*(?!\w)")
