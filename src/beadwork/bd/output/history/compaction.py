"""The output of compaction, and of the check of its proofs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from beadwork.actions.history.compact import CompactionReport
from beadwork.actions.history.verify_compaction import Checked, VerifiedCompaction
from beadwork.console.console import Console
from beadwork.model.counted import counted
from beadwork.model.history import compaction

ISSUES = 50
"""The number of issues that a person is shown. --verbose shows all."""


def document(report: CompactionReport, *, is_preview: bool) -> dict[str, Any]:
    """Return what was compacted as JSON."""
    return {
        "compacted": [
            {
                "id": entry.after.id,
                "compaction_level": entry.after.compaction_level,
                "digest": entry.proof.digest,
                "commit": entry.proof.commit_hash,
                "bytes_before": compaction.size(entry.before),
                "bytes_after": compaction.size(entry.after),
                "summary": entry.after.description,
            }
            for entry in report.compacted
        ],
        "skipped": [entry._asdict() for entry in report.skipped],
        "bytes_before": report.before,
        "bytes_after": report.after,
        "dry_run": is_preview,
    }


def lines(console: Console, report: CompactionReport, *, is_preview: bool) -> Iterable[str]:
    """Yield what was compacted for a person."""
    shown = report.compacted if console.verbose else report.compacted[:ISSUES]
    widest = max((len(entry.after.id) for entry in shown), default=0)
    for entry in shown:
        sizes = (
            f"{bytes_of(compaction.size(entry.before))} → {bytes_of(compaction.size(entry.after))}"
        )
        title = console.shorten(
            entry.after.title, max(console.terminal.width - widest - len(sizes) - 4, 20)
        )
        yield f"{console.style(entry.after.id.ljust(widest), 'bold')}  {sizes}  {title}"
    if len(shown) < len(report.compacted):
        yield f"… and {len(report.compacted) - len(shown)} more (--verbose shows them)"
    yield from (f"{entry.id} is left as it is: {entry.reason}" for entry in report.skipped)
    count = len(report.compacted)
    if not count:
        yield "Nothing to compact"
        return
    words = "Would compact" if is_preview else console.style("Compacted", "green")
    sizes = f"{bytes_of(report.before)} → {bytes_of(report.after)}"
    yield f"{words} {counted(count, 'issue')}, {sizes} of text"


def bytes_of(size: float) -> str:
    """Return a size for people: `812 B`, `4.1 KB`, `50 MB`."""
    for unit in ("B", "KB", "MB"):
        if size < 1000:
            return f"{size:.3g} {unit}"
        size /= 1000
    return f"{size:.3g} GB"


def proofs(verified: VerifiedCompaction) -> dict[str, Any]:
    """Return the result of the check of proofs as JSON."""
    return {
        "verified": len(verified.checked) - len(verified.failed),
        "failed": [_failure(entry) for entry in verified.failed],
        "unproven": verified.unproven,
    }


def _failure(entry: Checked) -> dict[str, Any]:
    value = {
        "id": entry.proof.issue_id,
        "compaction_level": entry.proof.level,
        "commit": entry.proof.commit_hash,
        "expected": entry.proof.digest,
        "found": entry.found,
        "error": entry.wrong,
    }
    return {key: entry for key, entry in value.items() if entry is not None}


def proof_lines(console: Console, verified: VerifiedCompaction) -> Iterable[str]:
    """Yield the result of the check of proofs for a person."""
    for entry in verified.failed:
        yield (
            f"{console.style('FAILED', 'red', 'bold')} {entry.proof.issue_id}, level "
            f"{entry.proof.level}: {entry.wrong}"
        )
        yield f"  commit    {entry.proof.commit_hash}"
        yield f"  expected  {entry.proof.digest}"
        if entry.found:
            yield f"  found     {entry.found}"
    for issue_id in verified.unproven:
        yield f"{issue_id} is compacted, and there is no proof of what it said"
    good, bad = len(verified.checked) - len(verified.failed), len(verified.failed)
    if not verified.checked:
        yield "No proofs to verify"
    elif bad:
        yield f"{bad} of {counted(len(verified.checked), 'proof')} failed"
    else:
        yield (
            f"{counted(good, 'proof')} verified: history has what "
            f"{'it' if good == 1 else 'they'} said"
        )
