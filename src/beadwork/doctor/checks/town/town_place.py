"""The town is where it was made, and no copy of another town."""

from __future__ import annotations

from beadwork.doctor.finding import Finding, Repair, ok, verdict
from beadwork.doctor.subject import Subject
from beadwork.model.hints import command
from beadwork.town import own_identity
from beadwork.workspace import town_place

WORKSPACE = False
FIX = (
    "gives a copied town passwords, a server and project ids of its own, and records the place of "
    "a moved one"
)
ACTOR = "doctor"


def look(subject: Subject) -> Finding:
    town = subject.required_town
    root = str(town.root)
    found = town_place.origin(root)
    if found is None:
        return ok(f"{root} is where it was made")
    said = [town_place.describe(root, found)]
    if not found.is_copied:
        record = Repair(f"record that the town is in {root}", lambda: town_place.settle(root))
        return verdict("", warnings=said, hint="gt doctor --fix", repairs=[record])
    own = Repair(
        f"give {root} an identity of its own",
        lambda: own_identity.take(town, ACTOR, lambda line: None, keeps_projects=False),
    )
    keep = command("gt", "install", root, "--keep-projects")
    return verdict(
        "", errors=said, hint=f"gt doctor --fix; or {keep} for the same projects", repairs=[own]
    )
