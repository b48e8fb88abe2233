"""A Markdown file that plans many issues at once, for `bd create -f FILE.md`.

The file has one of two forms:

- With `## …` headings, each of these is an issue, and the text under it is the description. A
  heading like `### Priority` sets a field. A `###` heading that names no field is text of the
  description.
- Without them, each `- [ ] …` is an issue. An indented item is a child of the item above it. A
  heading `# …` over items is an epic with the items as children. Text belongs to the item or
  heading above it. A ticked item is refused: only open work is filed, and nothing may be dropped
  without a message.

Fenced code is text and HTML comments are ignored, by the rules of CommonMark. A fence or comment
without an end is refused. Invariant: every `## …` (or check box) outside of those becomes exactly
one issue, in the order of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from beadwork.errors import Invalid
from beadwork.model.dependencies.dependency import is_foreign
from beadwork.model.exchange.plan_errors import Fault, Faults
from beadwork.model.exchange.plan_lines import Line, heading_of, read
from beadwork.model.issues import ids

_ITEM = re.compile(r"( *)(?:[-*+]|[0-9]{1,9}[.)]) +\[([ xX]?)\](?: +(.*))?")
_BULLET = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])\s+")
_WORD = re.compile(r'"[^"]*"|[^\s,]+')
_ENTRY = re.compile(r'(?:"[^"]*"|[^,])+')
_TYPED = re.compile(r"([A-Za-z][A-Za-z-]*):\s*(\S.*)")

_FIELDS = {
    "priority": "priority",
    "type": "issue_type",
    "description": "description",
    "design": "design",
    "acceptance criteria": "acceptance_criteria",
    "acceptance": "acceptance_criteria",
    "assignee": "assignee",
    "labels": "labels",
    "dependencies": "dependencies",
    "deps": "dependencies",
    "notes": "notes",
    "parent": "parent",
    "estimate": "estimate",
    "due": "due",
    "id": "id",
}


class PlannedIssue(NamedTuple):
    """One issue to create: values as they were typed, None where the file says nothing.

    A reference to an issue of the same file (by its title or its planned id) is the index of that
    issue in the list. A reference may point forward. Parents form no cycle. A dependency is
    `(type, target)`, as in an entry of `--deps`, with the type "" where none is given.
    """

    line: int
    title: str
    description: str | None = None
    issue_type: str | None = None
    priority: str | None = None
    assignee: str | None = None
    labels: tuple[str, ...] = ()
    design: str | None = None
    acceptance_criteria: str | None = None
    notes: str | None = None
    parent: str | int | None = None
    dependencies: tuple[tuple[str, str | int], ...] = ()
    estimate: str | None = None
    due: str | None = None
    id: str | None = None


def parse(text: str, name: str) -> list[PlannedIssue]:
    """Return the issues that the Markdown `text` plans, in its order.

    `name` is the file's name, for errors.

    Raises:
        Invalid: a line cannot be read (the message has the name and the line), or the file plans
            nothing.
        PlanRefused: several lines cannot be read.
    """
    faults = Faults()
    with faults.kept():
        lines = list(read(text))
        in_sections = any(level == 2 for level, _ in map(heading_of, lines))
        drafts = _sections(lines, faults) if in_sections else _checklist(lines, faults)
        planned = _planned(drafts, faults)
    faults.refuse(name)
    if not planned:
        raise Invalid(f"{name} plans no issue", hint='begin each issue with a line "## Title"')
    return planned


class _Draft(NamedTuple):
    line: int
    title: str
    fields: dict[str, list[Line]]
    parent: int | None = None
    issue_type: str | None = None

    def add(self, field: str, line: Line) -> None:
        self.fields.setdefault(field, []).append(line)


def _draft(
    line: Line, title: str | None, parent: int | None = None, issue_type: str | None = None
) -> _Draft:
    if not title or not title.strip():
        raise Fault(line.number, "an issue without a title")
    return _Draft(line.number, title.strip(), {}, parent, issue_type)


def _sections(lines: Iterable[Line], faults: Faults) -> list[_Draft]:
    drafts: list[_Draft] = []
    field = "description"
    for line in lines:
        level, heading = heading_of(line)
        name, _, value = heading.partition(":")  # `### Priority: 1` is understood too
        if level == 2:
            with faults.kept():
                drafts.append(_draft(line, heading))
            field = "description"
        elif not drafts:
            continue  # the file's own title and introduction
        elif level == 3 and name.strip().lower() in _FIELDS:
            field = _FIELDS[name.strip().lower()]
            drafts[-1].add(field, line._replace(text=value.strip()))
        else:
            field = "description" if level == 3 else field
            drafts[-1].add(field, line)
    return drafts


def _checklist(lines: Iterable[Line], faults: Faults) -> list[_Draft]:
    drafts: list[_Draft] = []
    epic: _Draft | None = None
    above: list[
        tuple[int, int]
    ] = []  # indent and index of the items that the next one may be a child of
    for line in lines:
        level, heading = heading_of(line)
        item = None if line.literal else _ITEM.fullmatch(line.text.expandtabs(4))
        if level == 1:
            epic, above = _draft(line, heading, issue_type="epic"), []
        elif item:
            if epic:  # only now: a heading without items is no epic
                above = [(-1, len(drafts))]
                drafts.append(epic)
                epic = None
            while above and above[-1][0] >= len(item[1]):
                above.pop()
            with faults.kept():
                drafts.append(_item(line, item, above[-1][1] if above else None))
                above.append((len(item[1]), len(drafts) - 1))
        elif epic:
            epic.add("description", line)
        elif drafts and above:  # what is above may have been refused
            drafts[-1].add("description", _outdented(line, above[-1][0] + 2))
    return drafts


def _item(line: Line, item: re.Match[str], parent: int | None) -> _Draft:
    if item[2].strip():
        message = f'"{item[3] or ""}" is ticked, and only open work is filed'
        raise Fault(line.number, message, "take the line out, or write - [ ]")
    return _draft(line, item[3], parent)


def _outdented(line: Line, indent: int) -> Line:
    text = line.text.expandtabs(4)
    return line._replace(text=text[min(indent, len(text) - len(text.lstrip(" "))) :])


class _Names(NamedTuple):
    """The names by which issues of the file can refer to each other."""

    titles: dict[str, list[int]]
    ids: dict[str, int]

    def find(self, text: str, line: int) -> int | None:
        if text in self.ids:
            return self.ids[text]
        found = self.titles.get(_key(text), [])
        if len(found) > 1:
            raise Fault(line, f'{len(found)} issues of this file are called "{text}"')
        return found[0] if found else None


def _key(title: str) -> str:
    return " ".join(title.split()).casefold()


def _planned(drafts: list[_Draft], faults: Faults) -> list[PlannedIssue]:
    names = _Names({}, {})
    for index, draft in enumerate(drafts):
        names.titles.setdefault(_key(draft.title), []).append(index)
        with faults.kept():
            _name(draft, index, names)
    planned = []
    for draft in drafts:
        with faults.kept():
            planned.append(_issue(draft, names))
    if len(planned) == len(drafts):
        with faults.kept():
            _refuse_cycles(planned)
    return planned


def _name(draft: _Draft, index: int, names: _Names) -> None:
    planned_id = _id(draft)
    if planned_id is None:
        return
    if planned_id in names.ids:
        raise Fault(draft.line, f"two issues of this file have the id {planned_id}")
    names.ids[planned_id] = index


def _issue(draft: _Draft, names: _Names) -> PlannedIssue:
    return PlannedIssue(
        line=draft.line,
        title=draft.title,
        description=_text(draft, "description"),
        issue_type=_value(draft, "issue_type") or draft.issue_type,
        priority=_value(draft, "priority"),
        assignee=_value(draft, "assignee"),
        labels=_labels(draft),
        design=_text(draft, "design"),
        acceptance_criteria=_text(draft, "acceptance_criteria"),
        notes=_text(draft, "notes"),
        parent=_parent(draft, names),
        dependencies=tuple(dict.fromkeys(_dependencies(draft, names))),
        estimate=_value(draft, "estimate"),
        due=_value(draft, "due"),
        id=_id(draft),
    )


def _text(draft: _Draft, field: str) -> str | None:
    lines = [line.text for line in draft.fields.get(field, [])]
    written = [number for number, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[written[0] : written[-1] + 1]) if written else None


def _line(draft: _Draft, field: str) -> Line | None:
    """Return the only line of a field that has one value."""
    lines = [line for line in draft.fields.get(field, []) if line.text.strip()]
    if len(lines) > 1:
        raise Fault(
            lines[1].number, f'a second line of {field.replace("_", " ")} for "{draft.title}"'
        )
    return lines[0]._replace(text=lines[0].text.strip()) if lines else None


def _value(draft: _Draft, field: str) -> str | None:
    line = _line(draft, field)
    return line.text if line else None


def _id(draft: _Draft) -> str | None:
    line = _line(draft, "id")
    if line is None:
        return None
    try:
        return ids.check_id(line.text)
    except Invalid as error:
        raise Fault(line.number, error.message) from None


def _labels(draft: _Draft) -> tuple[str, ...]:
    """Return the labels. They are separated by commas, spaces or lines, in a list or not. A label
    that contains a space is quoted.
    """
    words = (word for line in _listed(draft, "labels") for word in _WORD.findall(line.text))
    labels = (word.strip('"').strip() for word in words)
    return tuple(dict.fromkeys(label for label in labels if label))


def _listed(draft: _Draft, field: str) -> Iterator[Line]:
    for line in draft.fields.get(field, []):
        text = line.text.strip()
        bullet = _BULLET.match(text)
        yield line._replace(text=text[bullet.end() :] if bullet else text)


def _parent(draft: _Draft, names: _Names) -> str | int | None:
    line = _line(draft, "parent")
    return _target(line.text, names, line.number) if line else draft.parent


def _dependencies(draft: _Draft, names: _Names) -> Iterator[tuple[str, str | int]]:
    for line in _listed(draft, "dependencies"):
        for entry in _entries(line, names):
            kind, target = _typed(entry, names, line.number)
            yield kind, _target(target, names, line.number)


def _entries(line: Line, names: _Names) -> Iterator[str]:
    if _is_title(line.text, names, line.number):
        yield line.text  # the whole line, commas included
        return
    for entry in filter(None, map(str.strip, _ENTRY.findall(line.text))):
        words = re.sub(r":\s+", ":", entry).split()
        several = '"' not in entry and all("-" in word or ":" in word for word in words)
        if several and not _is_title(entry, names, line.number):
            yield from words  # ids with spaces between them
        else:
            yield entry


def _is_title(entry: str, names: _Names, line: int) -> bool:
    return names.find(_typed(entry, names, line)[1], line) is not None


def _typed(entry: str, names: _Names, line: int) -> tuple[str, str]:
    found = _TYPED.fullmatch(entry)
    if found is None or is_foreign(entry) or names.find(entry, line) is not None:
        return "", entry
    return found[1], found[2]


def _target(text: str, names: _Names, line: int) -> str | int:
    quoted = len(text) > 1 and text[0] == text[-1] == '"'
    called = text[1:-1] if quoted else text
    index = names.find(called, line)
    if index is not None:
        return index
    if quoted or len(called.split()) != 1:
        raise Fault(
            line, f'no issue of this file is called "{called}"', "write an id, or a title as above"
        )
    return called


def _refuse_cycles(planned: list[PlannedIssue]) -> None:
    for start, issue in enumerate(planned):
        seen, parent = set[int](), issue.parent
        while isinstance(parent, int) and parent not in seen:
            if parent == start:
                raise Fault(issue.line, f'"{issue.title}" would be an ancestor of itself')
            seen.add(parent)
            parent = planned[parent].parent
