"""Publish plans of the town's rigs to the commons, adopt plans of others, and keep both equal.

A plan that is changed on either side is merged field by field (model/commons/copies.py). The
commons itself is merged with its remote as every tracker is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from beadwork.actions.commons import copies as written
from beadwork.actions.commons import edges as plan_edges
from beadwork.actions.commons import plans as read
from beadwork.dolt.server.files.home import HQ
from beadwork.errors import BadFile, BadTown, Exists, Invalid, NotFound, RemoteEmpty
from beadwork.files import json_file
from beadwork.files.atomic import replace
from beadwork.model.commons import changes, copies, edges
from beadwork.model.hop import uri
from beadwork.model.hop.uri import Hop
from beadwork.model.issues.issue import Issue
from beadwork.store.issues import from_other_towns
from beadwork.town.commons import place
from beadwork.town.layout import Town
from beadwork.town.ledger.rigs import known_chains
from beadwork.town.remotes import places
from beadwork.town.rigs import registry
from beadwork.tracker import InternalTracker

EDGES = "edges"
"""The key of the edges, in the file with what both sides had last. It is no `hop://` URI."""


class Plan(NamedTuple):
    """One issue of the commons, where it comes from, and its issue in a rig of this town."""

    issue: Issue
    origin: Hop
    is_own: bool
    local: str = ""
    """Empty where no rig of this town has it."""
    rig: str = ""


class Synced(NamedTuple):
    """What changed on each side: ids of the commons, and ids of the rigs."""

    commons: list[str]
    rigs: list[str]
    is_pushed: bool


def publish(town: Town, ids: Sequence[str], actor: str) -> list[Plan]:
    """Publish issues, each with all below it, and push the commons. What is published already is
    brought up to date.

    Raises:
        NotFound: there is no such issue, or the town has no commons.
        BadTown: `mayor/town.json` names no entity and chain.
        Invalid: an issue, or one below it, is private, by itself or as what is above it is.
            Nothing was published.
    """
    entity, chain = _own(town)
    by_rig: dict[str, list[str]] = {}
    for issue_id in ids:
        by_rig.setdefault(_rig_of(town, issue_id), []).append(issue_id)
    plans: list[Issue] = []
    hops: dict[str, Hop] = {}
    wanted_edges: edges.Edges = frozenset()
    with place.tracker(town, actor) as commons:
        for rig, wanted in by_rig.items():
            found = _of_rig(town, rig, wanted, actor)
            of_rig = {issue.id: uri.of(entity, chain, rig, issue.id) for issue in found}
            wanted_edges |= _edges(town, rig, {name: str(hop) for name, hop in of_rig.items()})
            hops.update(of_rig)
            plans += found
        _pull(commons)
        copied = [_copy(issue, hops, commons.now) for issue in plans]
        commons.change(partial(written.write, wanted=copied, what="publish", now=commons.now))
        _write_edges(commons, wanted_edges, [str(hop) for hop in hops.values()], "publish")
        _keep_base(town, {str(hops[issue.id]): issue for issue in plans}, wanted_edges)
        commons.push(place.ORIGIN)
        return _plans(town, commons)


def adopt(town: Town, issue_id: str, rig: str, actor: str) -> list[Plan]:
    """Copy an issue of the commons, with all below it, into a rig. A second time changes nothing.

    Raises:
        NotFound: there is no such issue in the commons, or no such rig.
        Exists: the issue comes from this town.
    """
    prefix = places.prefix(town, rig)
    with place.tracker(town, actor) as commons:
        plans = commons.ask(partial(read.with_children, ids=[issue_id]))
        hops = {issue.id: uri.parse(issue.external_ref or "") for issue in plans}
        chains = known_chains(town)
        own = next((hop for hop in hops.values() if chains.is_own(hop)), None)
        if own:
            raise Exists(
                f"{own} comes from this town: it is {own.issue_id} of {own.rig}",
                hint=f"bd show {own.issue_id}",
            )
        with places.tracker(town, rig, actor=actor) as tracker:
            copied = [
                copies.copy(
                    issue,
                    hops[issue.id],
                    copies.id_of(hops[issue.id], prefix),
                    copies.id_of(hops[issue.parent], prefix) if issue.parent in hops else None,
                    tracker.now,
                )
                for issue in plans
            ]
            tracker.change(partial(written.write, wanted=copied, what="adopt", now=tracker.now))
            names = {copies.id_of(hop, prefix): str(hop) for hop in hops.values()}
            there = commons.ask(
                partial(plan_edges.of, hops={name: str(hop) for name, hop in hops.items()})
            )
            own_edges = tracker.ask(partial(plan_edges.of, hops=names))
            tracker.change(
                partial(
                    plan_edges.write,
                    wanted=there | own_edges,
                    hops=names,
                    what="adopt",
                    now=tracker.now,
                )
            )
        _keep_base(town, {str(hops[issue.id]): issue for issue in plans}, there)
        return [plan for plan in _plans(town, commons) if plan.issue.id in hops]


def all_of(town: Town) -> list[Plan]:
    """Return the plans of the commons as they are here, by id.

    Raises:
        NotFound: the town has no commons.
    """
    with place.tracker(town, "", readonly=True) as commons:
        return _plans(town, commons)


def below(town: Town, issue_id: str) -> list[Plan]:
    """Return a plan of the commons and all below it, parents first.

    Raises:
        NotFound: there is no such issue in the commons, or no commons.
    """
    with place.tracker(town, "", readonly=True) as commons:
        wanted = commons.ask(partial(read.with_children, ids=[issue_id]))
        known = {plan.issue.id: plan for plan in _plans(town, commons)}
    return [known[issue.id] for issue in wanted if issue.id in known]


def sync(town: Town, actor: str) -> Synced:
    """Pull the commons, merge each plan with its issue in the rigs, and push. An issue that became
    private stays as it is on both sides.

    Raises:
        NotFound: the town has no commons.
        BeadworkError: the remote failed, or what it has is refused.
    """
    with place.tracker(town, actor) as commons:
        _pull(commons)
        plans = [plan for plan in _plans(town, commons) if plan.local]
        base, changed = _base(town), []
        edges_changed: list[str] = []
        values: dict[str, dict[str, Any]] = {}
        kept_edges: edges.Edges = frozenset()
        for rig in sorted({plan.rig for plan in plans}):
            of_rig = {plan.local: plan for plan in plans if plan.rig == rig}
            with places.tracker(town, rig, actor=actor) as tracker:
                here = tracker.ask(partial(read.shared, ids=[*of_rig]))
                merged = {
                    local: changes.merged(here[local], plan.issue, base.get(str(plan.origin), {}))
                    for local, plan in of_rig.items()
                    if local in here
                }
                values.update((of_rig[local].issue.id, found) for local, found in merged.items())
                changed += tracker.change(
                    partial(written.change, values=merged, what="take", now=tracker.now)
                )
                names = {local: str(of_rig[local].origin) for local in here}
                both, in_rig, there = _merge_edges(tracker, commons, names, base.get(EDGES))
                changed += in_rig
                edges_changed += there
                kept_edges |= both
        in_commons = commons.change(
            partial(written.change, values=values, what="take", now=commons.now)
        )
        _keep_base(
            town,
            {str(plan.origin): plan.issue._replace(**values[plan.issue.id])
             for plan in plans if plan.issue.id in values},
            kept_edges,
        )  # fmt: skip
        pushed = commons.push(place.ORIGIN)
    return Synced(
        list(dict.fromkeys([*in_commons, *edges_changed])),
        list(dict.fromkeys(changed)),
        pushed.is_new,
    )


def _merge_edges(
    tracker: InternalTracker, commons: InternalTracker, names: dict[str, str], base: Any
) -> tuple[edges.Edges, list[str], list[str]]:
    """Merge the edges between plans of one rig; `names` has their URIs by their ids there. Return
    the edges, and the ids of the issues that got or lost one in the rig and in the commons.
    """
    hops = names.values()
    both = edges.merged(
        tracker.ask(partial(plan_edges.of, hops=names)),
        commons.ask(partial(plan_edges.of, hops=_in_commons(hops))),
        edges.within(edges.from_json(base), hops),
    )
    in_rig = tracker.change(
        partial(plan_edges.write, wanted=both, hops=names, what="take", now=tracker.now)
    )
    return both, in_rig, _write_edges(commons, both, hops, "take")


def _edges(town: Town, rig: str, hops: dict[str, str]) -> edges.Edges:
    """Return the edges between issues of a rig."""
    with places.tracker(town, rig) as tracker:
        return tracker.ask(partial(plan_edges.of, hops=hops))


def _in_commons(hops: Iterable[str]) -> dict[str, str]:
    """Return URIs by the ids of their copies in the commons."""
    return {copies.id_of(uri.parse(hop)): hop for hop in hops}


def _write_edges(
    commons: InternalTracker, wanted: edges.Edges, hops: Iterable[str], what: str
) -> list[str]:
    """Let the edges between these plans of the commons be the wanted ones."""
    names = _in_commons(hops)
    return commons.change(
        partial(plan_edges.write, wanted=wanted, hops=names, what=what, now=commons.now)
    )


def _plans(town: Town, commons: InternalTracker) -> list[Plan]:
    chains, found = known_chains(town), []
    for issue in commons.ask(from_other_towns.with_hop):
        with suppress(Invalid):
            hop = uri.parse(issue.external_ref or "")
            found.append(Plan(issue, hop, chains.is_own(hop)))
    return _with_locals(town, found)


def _with_locals(town: Town, plans: list[Plan]) -> list[Plan]:
    """Return the plans with their issues in the rigs of this town."""
    done = {plan.issue.id: plan for plan in plans}
    for rig in places.names(town):
        prefix = places.prefix(town, rig)
        wanted = {
            plan.origin.issue_id if plan.is_own else copies.id_of(plan.origin, prefix): plan
            for plan in plans
            if not plan.is_own or plan.origin.rig == rig
        }
        if not wanted:
            continue
        with places.tracker(town, rig) as tracker:
            here = tracker.ask(partial(read.present, ids=[*wanted]))
        for local in here:
            plan = wanted[local]
            if plan.is_own or here[local].external_ref == str(plan.origin):
                done[plan.issue.id] = plan._replace(local=local, rig=rig)
    return list(done.values())


def _copy(issue: Issue, hops: dict[str, Hop], now: datetime) -> Issue:
    parent = copies.id_of(hops[issue.parent]) if issue.parent in hops else None
    return copies.copy(issue, hops[issue.id], copies.id_of(hops[issue.id]), parent, now)


def _of_rig(town: Town, rig: str, ids: Sequence[str], actor: str) -> list[Issue]:
    """Return issues of a rig with all below them.

    Raises:
        Invalid: one of them is private.
    """
    with places.tracker(town, rig, actor=actor) as tracker:
        plans = tracker.ask(partial(read.with_children, ids=ids))
        private = tracker.ask(partial(read.private, found=plans))
    kept = sorted(private & {issue.id for issue in plans})
    if kept:
        raise Invalid(
            f"private issues never leave: {', '.join(kept)}; nothing was published",
            hint=f"bd label remove {min(private)} private",
        )
    return plans


def _own(town: Town) -> tuple[str, str]:
    chains = known_chains(town)
    if not chains.entity or not chains.own:
        raise BadTown(
            f"{town.town_file} names no entity and no chain, and a plan needs a name",
            hint='"entity": "you.example", "chains": ["work"] in mayor/town.json',
        )
    return chains.entity, chains.own[0]


def _rig_of(town: Town, issue_id: str) -> str:
    rigs = [(HQ, HQ), *((rig.prefix, rig.name) for rig in registry.all_of(town))]
    named = [(prefix, name) for prefix, name in rigs if issue_id.startswith(f"{prefix}-")]
    if not named:
        raise NotFound(f"{issue_id} is of no rig of this town", hint="gt rig list")
    return max(named)[1]


def _pull(commons: InternalTracker) -> None:
    with suppress(RemoteEmpty):
        commons.pull(place.ORIGIN)


def _base(town: Town) -> dict[str, Any]:
    """Return the digests of each plan when both sides were equal last; of none where the file is
    lost, and then the newer side is taken.
    """
    try:
        found = json_file.read(place.base_file(town))
    except (FileNotFoundError, BadFile):
        return {}
    return found if isinstance(found, dict) else {}


def _keep_base(town: Town, plans: dict[str, Issue], both: edges.Edges) -> None:
    """Keep what both sides have now: the fields of plans, and the edges between them."""
    before = _base(town)
    known = edges.from_json(before.get(EDGES))
    left = (known - edges.within(known, plans)) | both
    kept = {
        **before,
        **{hop: changes.base_of(issue) for hop, issue in plans.items()},
        EDGES: sorted(left),
    }
    replace(place.base_file(town), json.dumps(kept, indent=1) + "\n")
