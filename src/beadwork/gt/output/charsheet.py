"""What a worker has finished, for a person and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from beadwork.console.columns import table
from beadwork.model.counted import counted
from beadwork.model.ledger import charsheet
from beadwork.model.ledger.charsheet import Line, Proof, Validation
from beadwork.model.urls import bare


def document(worker: str, found: Sequence[Line], troubles: Sequence[str]) -> dict[str, Any]:
    """Return a worker's sheet as JSON."""
    return {
        "worker": worker,
        "count": len(found),
        "skills": charsheet.by_skill(found),
        "finished": [_line(line) for line in found],
        "troubles": list(troubles),
    }


def lines(worker: str, found: Sequence[Line]) -> Iterator[str]:
    """Return a worker's sheet: the skills, then each issue with its proof."""
    if not found:
        yield f"No ledger has anything that {worker} finished"
        return
    yield f"{worker}: {counted(len(found), 'finished issue')}"
    yield ""
    yield from table(
        (skill, str(sum(types.values())), ", ".join(f"{n} {kind}" for kind, n in types.items()))
        for skill, types in charsheet.by_skill(found).items()
    )
    yield ""
    for line in found:
        skills = f"  [{', '.join(line.skills)}]" if line.skills else ""
        yield f"{line.closed_at[:10]}  {line.issue_id}  {line.type}  {line.title}{skills}"
        yield from (f"            {text}" for text in _proof(line.proof))
        for validation in line.validations:
            by = f" by {validation.by}" if validation.by else ""
            yield f"            {validation.type}: {validation.issue}{by}"
            yield from (f"              {text}" for text in _proof(validation.proof))


def _proof(proof: Proof) -> tuple[str, str]:
    return (
        f"{proof.ledger} entry {proof.entry}, source commit {proof.source_commit}",
        f"digest {proof.digest}",
    )


def _line(line: Line) -> dict[str, Any]:
    return {
        **line._asdict(),
        "skills": list(line.skills),
        "proof": _proof_document(line.proof),
        "validations": [_validation(validation) for validation in line.validations],
    }


def _validation(validation: Validation) -> dict[str, Any]:
    return {**validation._asdict(), "proof": _proof_document(validation.proof)}


def _proof_document(proof: Proof) -> dict[str, Any]:
    return {**proof._asdict(), "url": bare(proof.url)}
