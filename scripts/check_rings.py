#!/usr/bin/env python3
"""Fails when an arrow of Package.swift points outwards, or when the identities could leave the key holder.

CLibraries < Kernel < Engines < Backends < Capabilities < KeyHolder and Surfaces < Executables. A target may use its own
ring as Package.swift says, and inner rings; KeyHolder and Surfaces do not see each other. Tests may use anything.
Usage: check_rings.py [FOLDER] | --self-test
"""
import project

ORDER = {
    "CLibraries": 0, "Kernel": 1, "Engines": 2, "Backends": 3, "Capabilities": 4, "KeyHolder": 5, "Surfaces": 5,
    "Executables": 6,
}
VAULT = "IdentityVault"
# Health data lives in these rings: what sees identities must not see them.
HEALTH_RINGS = {"Backends", "Capabilities", "Surfaces"}


def ring(target):
    """The folder below Sources that holds a target; None for tests and their support."""
    parts = project.folder(target).split("/")
    return parts[1] if parts[0] == "Sources" and len(parts) > 2 else None


def reachable(name, targets):
    """All targets that a target depends on, directly or not."""
    seen, waiting = set(), [name]
    while waiting:
        for used in project.dependencies(targets[waiting.pop()]) & targets.keys() - seen:
            seen.add(used)
            waiting.append(used)
    return seen


def problems_in(targets):
    """Arrows that a manifest must not have; targets by name."""
    for name, target in targets.items():
        own = ring(target)
        if own is None:
            if not project.folder(target).startswith("Tests/"):
                yield f"Package.swift:1: target {name} lies in no ring ({project.folder(target)})"
            continue
        if own not in ORDER:
            yield f"Package.swift:1: target {name} lies in {own}, which is no ring"
            continue
        for used in sorted(project.dependencies(target) & targets.keys()):
            other = ring(targets[used])
            if other is None:
                yield f"Package.swift:1: {name} uses {used}, which is for tests"
            elif ORDER.get(other, 0) > ORDER[own] or (ORDER.get(other) == ORDER[own] and other != own):
                yield f"Package.swift:1: {name} ({own}) uses {used} ({other}): arrows point inwards only"
        inside = reachable(name, targets)
        if VAULT in inside and name != "keyholder":
            yield f"Package.swift:1: {name} reaches {VAULT}; only the program keyholder may"
        if VAULT in inside | {name}:
            for used in sorted(inside):
                if ring(targets[used]) in HEALTH_RINGS:
                    yield f"Package.swift:1: {name} sees identities and reaches {used} ({ring(targets[used])})"


def unbuilt(swift, targets):
    """Folders of Swift files that no target builds: their code and their tests never run."""
    prefixes = tuple(project.folder(target) + "/" for target in targets.values())
    seen = set()
    for name in swift:
        if not name.startswith(("Sources/", "Tests/")) or name.startswith(prefixes):
            continue
        place = "/".join(name.split("/")[: 3 if name.startswith("Sources/") else 2])
        if place not in seen:
            seen.add(place)
            yield f"{name}:1: {place} belongs to no target of Package.swift"


def check(root):
    targets = {target["name"]: target for target in project.manifest(root)["targets"]}
    yield from problems_in(targets)
    yield from unbuilt([name for name in project.files(root) if name.endswith(".swift")], targets)


if __name__ == "__main__":
    project.main(check)
