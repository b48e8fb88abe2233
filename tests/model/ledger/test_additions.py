"""Which entries a ledger needs, for each way in which an issue can have changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.model.ledger import additions, entry, verification
from beadwork.model.ledger.additions import ABSENT, Present, Tip
from beadwork.model.ledger.entry import Entry

SOURCE = "0123456789abcdefghijklmnopqrstuv"
CLOSED = Present(is_there=True, is_closed=True, content='{"id":"a-1","title":"One"}')
EDITED = CLOSED._replace(content='{"id":"a-1","title":"Two"}')
PRIVATE = CLOSED._replace(content="", is_private=True)
OPEN = Present(is_there=True)
OPEN_PRIVATE = OPEN._replace(is_private=True)


def after(*states: Present) -> list[Entry]:
    """Return the ledger of one issue that was published in each of these states in turn."""
    ledger: list[Entry] = []
    for state in states:
        tip = Tip(ledger[-1].number, ledger[-1].digest) if ledger else Tip()
        published = additions.last_of_each(ledger)
        ledger += additions.additions(tip, published, {"a-1": state}, SOURCE)
    return ledger


@pytest.mark.parametrize(
    ("states", "kinds"),
    [
        ([OPEN], []),
        ([PRIVATE], []),
        ([ABSENT], []),
        ([CLOSED], ["closed"]),
        ([CLOSED, CLOSED], ["closed"]),
        ([CLOSED, EDITED], ["closed", "correction"]),
        ([CLOSED, EDITED, CLOSED], ["closed", "correction", "correction"]),
        ([CLOSED, OPEN], ["closed", "reopened"]),
        ([CLOSED, OPEN, OPEN], ["closed", "reopened"]),
        ([CLOSED, OPEN, CLOSED], ["closed", "reopened", "closed"]),
        ([CLOSED, ABSENT], ["closed", "deleted"]),
        ([CLOSED, ABSENT, ABSENT], ["closed", "deleted"]),
        ([CLOSED, ABSENT, OPEN], ["closed", "deleted", "reopened"]),
        ([CLOSED, OPEN, ABSENT], ["closed", "reopened", "deleted"]),
        ([CLOSED, PRIVATE], ["closed"]),
        ([CLOSED, PRIVATE, EDITED], ["closed", "correction"]),
        ([CLOSED, OPEN_PRIVATE], ["closed"]),
        ([CLOSED, OPEN_PRIVATE, OPEN], ["closed", "reopened"]),
        ([OPEN, CLOSED], ["closed"]),
        ([PRIVATE, CLOSED], ["closed"]),
    ],
)
def test_what_an_issue_needs(states: list[Present], kinds: list[str]) -> None:
    ledger = after(*states)
    assert [found.kind for found in ledger] == kinds
    assert [found.corrects for found in ledger] == [None, 1, 2][: len(ledger)]


@given(
    st.lists(st.dictionaries(st.sampled_from(["a-1", "a-2", "a-3"]), st.sampled_from(range(4)))),
)
def test_every_ledger_that_was_made_so_is_proven(rounds: list[dict[str, int]]) -> None:
    ledger: list[Entry] = []
    for states in rounds:
        present = {
            issue_id: (
                ABSENT,
                OPEN,
                CLOSED._replace(content=f'{{"id":"{issue_id}","title":"One"}}'),
                CLOSED._replace(content=f'{{"id":"{issue_id}","title":"Two"}}'),
            )[state]
            for issue_id, state in states.items()
        }
        tip = Tip(ledger[-1].number, ledger[-1].digest) if ledger else Tip()
        ledger += additions.additions(tip, additions.last_of_each(ledger), present, SOURCE)
        again = additions.additions(
            Tip(len(ledger), ""), additions.last_of_each(ledger), present, SOURCE
        )
        assert not again
    end = ledger[-1].digest if ledger else entry.GENESIS
    facts = {"entries": str(len(ledger)), "head": end}
    assert not verification.chain_faults(ledger, facts)
