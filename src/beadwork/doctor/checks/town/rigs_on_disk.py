"""Every registered rig has its clone, which is a clone of the URL in the registry."""

from __future__ import annotations

from beadwork.doctor.finding import Finding, count, verdict
from beadwork.doctor.subject import Subject
from beadwork.model.hints import command
from beadwork.model.urls import bare
from beadwork.town.rigs import registry
from beadwork.workspace import git_remote

WORKSPACE = False


def look(subject: Subject) -> Finding:
    town = subject.required_town
    rigs = registry.all_of(town)
    errors, warnings, hint = [], [], "gt rig list"
    for rig in rigs:
        clone = town.clone(rig.name)
        if not clone.is_dir():
            errors.append(f"{rig.name}: there is no {clone}")
            hint = f"{command('git', 'clone', '--', rig.git_url, str(clone))}; gt doctor --fix"
        elif not (clone / ".git").exists():
            errors.append(f"{rig.name}: {clone} is not a git repository")
        else:
            origin = bare(git_remote.origin(str(clone)))
            if origin != rig.git_url and rig.git_url:
                warnings.append(
                    f"{rig.name}: {clone} is a clone of {origin or 'nothing'}, not of {rig.git_url}"
                )
    return verdict(
        f"{count(len(rigs), 'clone')} in place",
        errors=errors,
        warnings=warnings,
        summary=lambda number: f"{number} rigs are not as registered",
        hint=hint,
    )
