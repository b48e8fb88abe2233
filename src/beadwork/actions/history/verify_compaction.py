"""Verify that history still has the texts of compacted issues: every digest is computed again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.model.history import compaction
from beadwork.store.bulk import NAMES_A_READ, chunks
from beadwork.store.history import compactions
from beadwork.store.history.compactions import Compaction, Content
from beadwork.store.issues import issues

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Statement
    from beadwork.dolt.writing.transaction import Reader

COMMITS_A_READ = 100
"""The number of commits in one packet. Each takes two statements, of a fifth of a millisecond."""


class Checked(NamedTuple):
    """One proof, the digest that was computed, and what is wrong, if anything. The digest is None
    where the texts are missing.
    """

    proof: Compaction
    found: str | None
    wrong: str = ""


class VerifiedCompaction(NamedTuple):
    """All proofs that were checked, and the compacted issues without a proof. An import may bring
    issues without one.
    """

    checked: list[Checked]
    unproven: list[str]

    @property
    def failed(self) -> list[Checked]:
        """The proofs that do not hold."""
        return [checked for checked in self.checked if checked.wrong]


def verify(reader: Reader, parts: Sequence[str] = ()) -> VerifiedCompaction:
    """Check the proofs of the issues that are named, by default of all.

    Raises:
        NotFound, Ambiguous: a part names no issue, or several.
    """
    if parts:
        found = issues.get_all(reader, parts)
        ids = [issue.id for issue in found]
        proofs, levels = (
            compactions.of(reader, ids),
            {issue.id: issue.compaction_level for issue in found},
        )
    else:
        proofs, levels = compactions.everything(reader), compactions.levels(reader)
    proven = {(proof.issue_id, proof.level) for proof in proofs}
    unproven = [
        issue_id
        for issue_id, level in sorted(levels.items())
        if level and (issue_id, level) not in proven
    ]
    return VerifiedCompaction(
        sorted(_checked(reader, proofs), key=lambda checked: checked.proof[:2]), unproven
    )


def _checked(reader: Reader, proofs: Sequence[Compaction]) -> Iterator[Checked]:
    by_commit: dict[str, list[Compaction]] = {}
    for proof in proofs:
        by_commit.setdefault(proof.commit_hash, []).append(proof)
    known: set[str] = set()
    for commits in chunks(list(by_commit), NAMES_A_READ):
        known |= compactions.known(reader, commits)
    for commit in by_commit.keys() - known:
        yield from (Checked(proof, None, "the commit is gone") for proof in by_commit[commit])
    questions = [
        (commit, proofs_at_commit)
        for commit in by_commit
        if commit in known
        for proofs_at_commit in chunks(by_commit[commit], NAMES_A_READ)
    ]
    for packet in chunks(questions, COMMITS_A_READ):
        for (_, proofs_at_commit), content in zip(packet, _contents(reader, packet), strict=True):
            yield from (_compare(proof, content) for proof in proofs_at_commit)


ProofsAtCommit = tuple[str, Sequence[Compaction]]


def _contents(
    reader: Reader, packet: Sequence[ProofsAtCommit]
) -> Iterator[dict[str, Content] | str]:
    """Yield the texts of the issues at each commit, or why the commit cannot be read."""
    try:
        answers = iter(
            reader.read(
                *(
                    question
                    for proofs_at_commit in packet
                    for question in _questions(proofs_at_commit)
                )
            )
        )
        yield from [compactions.contents(next(answers), next(answers)) for _ in packet]
    except ServerError as error:
        if error.fault in (Fault.LOST, Fault.REFUSED):
            raise
        if len(packet) > 1:  # one commit is at fault; asking for each alone finds it
            for proofs_at_commit in packet:
                yield from _contents(reader, [proofs_at_commit])
        else:
            yield f"the commit cannot be read: {error.text}"


def _questions(proofs_at_commit: ProofsAtCommit) -> tuple[Statement, Statement]:
    commit, proofs = proofs_at_commit
    return compactions.at(commit, [proof.issue_id for proof in proofs])


def _compare(proof: Compaction, content: dict[str, Content] | str) -> Checked:
    if isinstance(content, str):
        return Checked(proof, None, content)
    content_then = content.get(proof.issue_id)
    if content_then is None:
        return Checked(proof, None, "the commit does not have the issue")
    found = compaction.digest(content_then.issue, content_then.comments)
    return Checked(proof, found, "" if found == proof.digest else "the digest differs")
