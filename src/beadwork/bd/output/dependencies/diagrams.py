"""Issues and edges as diagrams for other programs: Mermaid (in Markdown) and Graphviz's dot."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from beadwork.bd.output.dependencies import blockers
from beadwork.console import columns
from beadwork.model.dependencies.dependency import BLOCKING, PARENT_CHILD
from beadwork.model.dependencies.graph import Edge
from beadwork.model.dependencies.readiness import OVER
from beadwork.model.issues.issue import Issue
from beadwork.model.issues.kinds import BLOCKED

TITLE = 60
"""The largest number of characters of a title in a box."""
FORMATS = ("text", "mermaid", "dot")


def drawn(
    how: str,
    ids: Sequence[str],
    issues: Mapping[str, Issue],
    edges: Iterable[Edge],
    over: Collection[str] = OVER,
) -> Iterable[str]:
    """Yield the lines of a diagram in the format `how` (mermaid or dot). Each edge points from the
    waiting issue to the one it waits for.

    Issues whose status is one of `over` are drawn in grey.
    """
    gray = {issue_id for issue_id in ids if issue_id in issues and issues[issue_id].status in over}
    return mermaid(ids, issues, edges, gray) if how == "mermaid" else dot(ids, issues, edges, gray)


def mermaid(
    ids: Sequence[str], issues: Mapping[str, Issue], edges: Iterable[Edge], gray: Collection[str]
) -> Iterable[str]:
    """Yield a flowchart. Boxes are numbered, because ids have characters that are special in
    Mermaid.
    """
    names = {issue_id: f"n{number}" for number, issue_id in enumerate(ids, 1)}
    yield "flowchart TD"
    for issue_id in ids:
        label = "<br/>".join(_escaped(text) for text in _label(issue_id, issues))
        yield f'  {names[issue_id]}["{label}"]{":::over" if issue_id in gray else ""}'
    for edge in edges:
        yield f"  {names[edge.issue_id]} {_arrow(edge.type)} {names[edge.depends_on_id]}"
    yield "  classDef over fill:#ddd,color:#666"


def dot(
    ids: Sequence[str], issues: Mapping[str, Issue], edges: Iterable[Edge], gray: Collection[str]
) -> Iterable[str]:
    """Yield a digraph."""
    yield "digraph issues {"
    yield "  node [shape=box];"
    for issue_id in ids:
        label = "\\n".join(_backslashed(text) for text in _label(issue_id, issues))
        over = ", color=gray, fontcolor=gray" if issue_id in gray else ""
        yield f'  "{_backslashed(issue_id)}" [label="{label}"{over}];'
    for edge in edges:
        style = (
            ""
            if edge.type == "blocks"
            else f' [label="{_backslashed(edge.type)}", style={_line(edge.type)}]'
        )
        yield f'  "{_backslashed(edge.issue_id)}" -> "{_backslashed(edge.depends_on_id)}"{style};'
    yield "}"


def _label(issue_id: str, issues: Mapping[str, Issue]) -> list[str]:
    issue = issues.get(issue_id)
    if issue is None:
        return [issue_id]
    reason = [blockers.BY_STATUS] if issue.status == BLOCKED else []
    return [issue_id, columns.shorten(issue.title, TITLE), *reason]


def _arrow(kind: str) -> str:
    if kind == "blocks":
        return "-->"
    return f"-->|{_escaped(kind)}|" if kind in BLOCKING else f"-.->|{_escaped(kind)}|"


def _line(kind: str) -> str:
    return "solid" if kind in BLOCKING else "dashed" if kind == PARENT_CHILD else "dotted"


def _escaped(text: str) -> str:
    """Escape a text for Mermaid, by entities. `#` is escaped first, as it begins an entity."""
    text = text.replace("#", "#35;").replace("&", "#amp;")
    for character, entity in (
        ('"', "#quot;"),
        ("<", "#lt;"),
        (">", "#gt;"),
        ("|", "#124;"),
        ("`", "#96;"),
    ):
        text = text.replace(character, entity)
    return text


def _backslashed(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
