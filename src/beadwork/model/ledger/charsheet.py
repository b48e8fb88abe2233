"""What a worker has finished, from ledgers: each line with its proof, and who validated it.

A line counts an issue that stands as closed in a ledger, with the worker as its assignee. Skills
are the labels `skill:NAME` and `lang:NAME`. A validation is a closed issue of another ledger with
an edge to the line's `hop://` URI: it is taken from that ledger, never from what the line says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from beadwork.model.ledger import additions, verification
from beadwork.model.ledger.entry import Entry
from beadwork.model.times.periods import Period
from beadwork.model.times.timestamps import format_timestamp

SKILLS = ("skill:", "lang:")
VALIDATING = ("validates", "attests", "approved-by")
"""The types of edges by which another issue vouches for one."""
NO_SKILL = "-"


class Source(NamedTuple):
    """A ledger that was proven: its name (`hop://entity/chain/rig`, or the rig), its remote, and
    its entries.
    """

    name: str
    url: str
    entries: Sequence[Entry]


class Proof(NamedTuple):
    """Where a statement is written: ledger, entry, digest, and the source commit."""

    ledger: str
    url: str
    entry: int
    digest: str
    source_commit: str


class Validation(NamedTuple):
    """An issue of another ledger that vouches for a line."""

    type: str
    issue: str
    """Its URI."""
    by: str
    """Its assignee."""
    proof: Proof


class Line(NamedTuple):
    """One finished issue."""

    issue_id: str
    uri: str
    """Its `hop://` URI; empty where its ledger names no chain."""
    title: str
    type: str
    skills: tuple[str, ...]
    closed_at: str
    """In RFC 3339."""
    proof: Proof
    validations: tuple[Validation, ...] = ()


class Wanted(NamedTuple):
    """Which lines are wanted: the period of their closing, skill and type; empty is any."""

    period: Period = Period(None, None)
    skill: str = ""
    type: str = ""


def lines(worker: str, sources: Iterable[Source], wanted: Wanted = Wanted()) -> list[Line]:  # noqa: B008 - an immutable value
    """Return what a worker has finished, by the time of closing. Each issue counts once, although
    several copies of a ledger may be among the sources.
    """
    known = list(sources)
    vouched = _validations(known)
    found: dict[tuple[str, str], Line] = {}
    for source in known:
        for entry, content in standing(source.entries):
            if content.get("assignee") == worker:
                line = _line(source, entry, content)
                if _is_wanted(line, wanted):
                    others = [v for v in vouched.get(line.uri, ()) if v.proof.ledger != source.name]
                    found.setdefault(
                        (source.name, line.issue_id), line._replace(validations=tuple(others))
                    )
    return sorted(found.values(), key=lambda line: (line.closed_at, line.issue_id))


def standing(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Mapping[str, Any]]]:
    """Yield the newest entry of each issue that stands as closed, with its content."""
    for entry in additions.last_of_each(entries).values():
        if not entry.is_note:
            yield entry, verification.parsed(entry) or {}


def by_skill(found: Iterable[Line]) -> dict[str, dict[str, int]]:
    """Return how many issues there are of each skill, by type, the most first. An issue with
    several skills counts for each.
    """
    counts: dict[str, Counter[str]] = {}
    for line in found:
        for skill in line.skills or (NO_SKILL,):
            counts.setdefault(skill, Counter())[line.type] += 1
    return {
        skill: dict(counts[skill].most_common())
        for skill in sorted(counts, key=lambda name: (-counts[name].total(), name))
    }


def _line(source: Source, entry: Entry, content: Mapping[str, Any]) -> Line:
    labels = content.get("labels")
    skills = sorted(
        {
            label.removeprefix(begin).strip().casefold()
            for label in (labels if isinstance(labels, list) else [])
            for begin in SKILLS
            if isinstance(label, str) and label.startswith(begin)
        }
        - {""}
    )
    return Line(
        entry.issue_id,
        _uri(source, entry),
        _text(content, "title"),
        _text(content, "issue_type"),
        tuple(skills),
        _text(content, "closed_at"),
        _proof(source, entry),
    )


def _is_wanted(line: Line, wanted: Wanted) -> bool:
    """Tell whether a line is wanted. Times in RFC 3339 sort as texts."""
    start, end = wanted.period
    if start and line.closed_at < format_timestamp(start):
        return False
    if end and line.closed_at >= format_timestamp(end):
        return False
    if wanted.skill and wanted.skill.casefold() not in line.skills:
        return False
    return not wanted.type or line.type == wanted.type


def _validations(sources: Iterable[Source]) -> dict[str, list[Validation]]:
    """Return the issues that vouch for others, by the URI of the other. One that is in several
    copies of a ledger counts once.
    """
    found: dict[str, list[Validation]] = {}
    for source in {source.name: source for source in sources}.values():
        for entry, content in standing(source.entries):
            edges = content.get("dependencies")
            for edge in edges if isinstance(edges, list) else []:
                if isinstance(edge, dict) and edge.get("type") in VALIDATING:
                    validation = Validation(
                        edge["type"],
                        _uri(source, entry) or entry.issue_id,
                        _text(content, "assignee"),
                        _proof(source, entry),
                    )
                    found.setdefault(str(edge.get("target")), []).append(validation)
    found.pop("", None)
    return found


def _uri(source: Source, entry: Entry) -> str:
    return f"{source.name}/{entry.issue_id}" if source.name.startswith("hop://") else ""


def _proof(source: Source, entry: Entry) -> Proof:
    return Proof(source.name, source.url, entry.number, entry.digest, entry.source_commit)


def _text(content: Mapping[str, Any], name: str) -> str:
    value = content.get(name, "")
    return value if isinstance(value, str) else ""
