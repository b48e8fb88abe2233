"""Nothing says "1 issues"."""

from __future__ import annotations

import re

from harness import ROOT

NOUNS = (
    "issues|rows|comments|commits|branches|labels|edges|rigs|databases|files|memories|children|"
    "operations|writes|lines|matches|dependencies|conflicts|servers|proofs|messages|tables"
)
PLURAL = re.compile(rf"\}} ({NOUNS})\b")
OWN_ONE = re.compile(r"== 1|> 1|summary=")
"""A line that has a wording of its own for one, or that is said of two and more."""
OF_TWO_AND_MORE = {
    "raise Fault(line, f'{len(found)} issues of this file are called \"{text}\"')",
    'subject = f"bd: {len(writes)} writes" + (',
    "f\" against {other.rows.get(name, 'no table')} rows\"",
}


def test_counts_are_said_by_the_number() -> None:
    found = {
        line.strip()
        for path in (ROOT / "src").rglob("*.py")
        for line in path.read_text().splitlines()
        if PLURAL.search(line) and not OWN_ONE.search(line) and ">>>" not in line
    }
    assert found == OF_TWO_AND_MORE
