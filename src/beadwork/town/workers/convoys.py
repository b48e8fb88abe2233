"""The convoys of a town: made and closed in `hq`, and followed in all rigs.

The number of round trips does not grow with the rigs: the profiles, the convoys, their beads, and
once more for beads that were renamed. A rig whose server does not answer keeps its convoys open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from beadwork.dolt.connection import many_databases
from beadwork.dolt.connection.session import Row, Session
from beadwork.dolt.server.files.home import HQ
from beadwork.errors import Blocked, Exists, Invalid, NoServer, NotFound, Usage
from beadwork.model.convoy import DELETED, NO_RIG, Bead, Convoy
from beadwork.model.counted import counted
from beadwork.model.dependencies.cross_rig import Neighbour
from beadwork.model.hints import command
from beadwork.store.issues import convoys
from beadwork.town.layout import Town
from beadwork.town.mail import hq
from beadwork.town.rigs import trackers
from beadwork.town.rigs.trackers import Tracker


def create(town: Town, name: str, beads: Sequence[str], actor: str) -> str:
    """Make a convoy of beads, and return its id.

    Raises:
        Exists: an open convoy has that name.
        Invalid: the name looks like an id of `hq`, or is not valid.
        NotFound: there is no such bead.
    """
    if name.startswith(f"{HQ}-"):
        raise Invalid(f"{name} looks like an id", hint="a name that does not begin with hq-")
    with hq.tracker(town, actor=actor) as tracker, tracker.batch():
        for other_id, other, status in tracker.ask(lambda reader: reader.read(convoys.ALL))[0].rows:
            if other == name and status != "closed":
                raise Exists(
                    f"there is an open convoy {name} already, {other_id}",
                    hint=command("gt", "convoy", "status", name),
                )
        return tracker.create(
            name,
            type=convoys.TYPE,
            dependencies=[f"{convoys.TRACKS}:{bead}" for bead in dict.fromkeys(beads)],
        ).id


def look(town: Town) -> list[Convoy]:
    """Return all convoys, the oldest first, with the state of their beads.

    Raises:
        NoServer: no server answers, or `hq` cannot be read.
    """
    known = trackers.all_of(town)
    neighbours = trackers.neighbours(town)

    def question(session: Session) -> list[Convoy]:
        opened = trackers.opened(town, session, known)
        of_hq = next(tracker for tracker in opened if tracker.name == HQ)
        if of_hq.trouble:
            raise NoServer(f"hq cannot be read: {of_hq.trouble}", hint="gt doctor")
        asked = {of_hq.database: (convoys.ALL, convoys.MEMBERS)}
        answers, failures = many_databases.read(session, asked)
        if failures:
            raise NoServer(f"hq cannot be read: {failures[of_hq.database].text}", hint="gt doctor")
        rows, edges = answers[of_hq.database]
        ids = list(dict.fromkeys(str(bead) for _, bead in edges.rows))
        beads = _beads(town, session, opened, neighbours.of_issues(ids), ids)
        members: dict[str, list[Bead]] = {}
        for convoy, bead in edges.rows:
            members.setdefault(convoy, []).append(beads[bead])
        return [
            Convoy(convoy, name, status, tuple(members.get(convoy, ())))
            for convoy, name, status in rows.rows
        ]

    return trackers.ask(town, question)


def find(known: Iterable[Convoy], named: str) -> Convoy:
    """Return the convoy of an id or a name: the open one, else the last one that was closed.

    Raises:
        NotFound: there is none.
    """
    found = [convoy for convoy in known if named in (convoy.id, convoy.name)]
    if not found:
        raise NotFound(f"no convoy {named}", hint="gt convoy list --all")
    return next((convoy for convoy in found if not convoy.is_closed), found[-1])


def settle(town: Town, known: Sequence[Convoy], actor: str) -> list[Convoy]:
    """Close the open convoys whose beads are all over. Return all as they are then."""
    done = [convoy for convoy in known if not convoy.is_closed and not convoy.open_beads]
    if not done:
        return list(known)
    with hq.tracker(town, actor=actor) as tracker:
        tracker.close_issues(
            *(convoy.id for convoy in done), reason="all its beads are over", force=True
        )
    return [convoy._replace(status="closed") if convoy in done else convoy for convoy in known]


def close(town: Town, named: str, actor: str, *, force: bool) -> Convoy:
    """Close a convoy by hand, and return it.

    Raises:
        NotFound: there is no such convoy.
        Usage: it is closed.
        Blocked: a bead is open, or not known, and `force` is not given.
    """
    convoy = find(look(town), named)
    if convoy.is_closed:
        raise Usage(f"the convoy {convoy.name} is closed", hint="gt convoy list")
    still_open = convoy.open_beads
    if still_open and not force:
        names = ", ".join(bead.id for bead in still_open)
        raise Blocked(
            f"the convoy {convoy.name} has {counted(len(still_open), 'open bead')}: {names}",
            hint=f"{command('gt', 'convoy', 'status', convoy.name)}, or add --force",
        )
    left = f", {counted(len(still_open), 'bead')} left open" if still_open else ""
    with hq.tracker(town, actor=actor) as tracker:
        tracker.close_issues(convoy.id, reason=f"closed by hand{left}", force=True)
    return convoy._replace(status="closed")


def _beads(
    town: Town,
    session: Session,
    opened: Sequence[Tracker],
    at: Mapping[str, Neighbour],
    ids: Sequence[str],
) -> dict[str, Bead]:
    """Return the state of each of these beads."""
    by_database = {tracker.database: tracker for tracker in opened if tracker.database}
    wanted: dict[str, list[str]] = {}
    for bead in ids:
        if bead in at and at[bead].database in by_database:
            wanted.setdefault(at[bead].database, []).append(bead)
    asked = {name: beads for name, beads in wanted.items() if not by_database[name].trouble}
    answers, failures = many_databases.read(
        session, {name: (convoys.beads(beads),) for name, beads in asked.items()}
    )
    found = {bead: Bead(bead, trouble=NO_RIG) for bead in ids}
    missing: dict[str, list[str]] = {}
    for name, beads in wanted.items():
        tracker = by_database[name]
        if name not in answers:
            trouble = tracker.trouble or trackers.unreadable(town, name, failures[name])
            found.update({bead: Bead(bead, tracker.name, trouble=trouble) for bead in beads})
            continue
        rows = {row[0]: row for row in answers[name][0].rows}
        found.update({bead: _bead(tracker, bead, rows[bead]) for bead in beads if bead in rows})
        missing[name] = [bead for bead in beads if bead not in rows]
    found.update(_renamed(session, by_database, missing))
    return found


def _renamed(
    session: Session, by_database: Mapping[str, Tracker], missing: Mapping[str, Sequence[str]]
) -> dict[str, Bead]:
    """Return the beads that were renamed or deleted."""
    asked = {
        name: [convoys.renamed(bead) for bead in beads] for name, beads in missing.items() if beads
    }
    answers, _ = many_databases.read(session, asked)
    found = {}
    for name, results in answers.items():
        for bead, result in zip(missing[name], results, strict=True):
            found[bead] = (
                _bead(by_database[name], bead, result.rows[0])
                if result.rows
                else Bead(bead, by_database[name].name, trouble=DELETED)
            )
    return found


def _bead(tracker: Tracker, bead: str, row: Row) -> Bead:
    present, title, status, assignee = row
    return Bead(
        bead,
        tracker.name,
        title,
        status,
        assignee or "",
        status in tracker.words.over,
        present if present != bead else "",
    )
