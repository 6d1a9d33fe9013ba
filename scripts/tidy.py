#!/usr/bin/env python3
"""Fails on what the conventions forbid and no compiler sees.

Usage: tidy.py [FOLDER] | --self-test
"""
import re

import project

LINE_COUNT_MAX = 500
BYTE_COUNT_MAX = 1_000_000
FOLDER_NAMES = {"Core", "Common", "Utils", "Utilities", "Helpers", "Manager", "Managers", "Base", "Misc"}
SURROUNDINGS = "Sources/Kernel/HealthModel/Surroundings.swift"

# Comments and string literals, interpolations two levels deep: what they hold is not code.
_QUOTED = r'"(?:\\.|[^"\\\n])*"'
_NESTED = rf'(?:[^()"]|{_QUOTED}|\((?:[^()"]|{_QUOTED}|\([^()]*\))*\))*'
NOT_CODE = re.compile(
    rf'//[^\n]*|/\*.*?\*/|(#+)"""[\s\S]*?"""\1|"""(?:\\[\s\S]|[^\\])*?"""|(#+)"[^\n]*?"\2'
    rf'|"(?:\\\({_NESTED}\)|\\.|[^"\\\n])*"', re.S)

# (what, where it is looked for, where it is allowed, what to do instead); where: beginnings of paths.
WORDS = [
    (r"(?<![\w.])print\(", ("Sources/",), ("Sources/Executables/", "Sources/Kernel/Console/"), "print( belongs to the programs"),
    (r"\bDate\(\)|\bDate\.now\b", ("Sources/",), (SURROUNDINGS,), "the time comes from Surroundings"),
    (r"\bUUID\(\)", ("Sources/",), (SURROUNDINGS,), "identifiers come from Surroundings"),
    (r"\bSystemRandomNumberGenerator\b|\.random\(in:(?!.*\busing:)|\.(?:shuffled|randomElement)\(\)",
     ("Sources/",), (SURROUNDINGS,), "randomness comes from Surroundings or a seeded generator"),
    (r"\bTask\.detached\b", ("Sources/",), (), "no Task.detached"),
    (r"\btry!", ("Sources/",), (), "no try!"),
    (r"\bas!", ("Sources/",), (), "no as!"),
    (r"\bNominative(?:<[^\n]*?>)?\(", ("Sources/",), (
        "Sources/Engines/TabularFiles/", "Sources/Engines/RecordLinkage/", "Sources/Engines/EncodedLinkage/",
        "Sources/Engines/SealedExchange/",
        "Sources/Capabilities/Intake/Sealing/", "Sources/KeyHolder/IdentityVault/",
        "Sources/Executables/keyholder/Encoded/", "Sources/Backends/SQLBackends/DuckDB/"), "only readers of deliveries make a Nominative value"),
    (r"\bPseudonymised(?:<[^\n]*?>)?\(\s*fromKeyHolder", ("Sources/",), ("Sources/Capabilities/Intake/",),
     "only the intake takes the key holder's answer"),
    (r"\bReleasable(?:<[^\n]*?>)?\(", ("Sources/",), ("Sources/Engines/DisclosureControl/",),
     "only DisclosureControl makes a Releasable value"),
]
WORDS = [(re.compile(pattern), where, allowed, message) for pattern, where, allowed, message in WORDS]

UNSAFE = re.compile(r"@unchecked Sendable|nonisolated\(unsafe\)")
LATER = re.compile(r"\b(?:TO" r"DO|FIX" r"ME)\b")
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:wo" r"rk|ro" r"ot)/")
DECLARATION = re.compile(
    r"^(?:package|public)(?: (?:final|indirect|nonisolated|static))*"
    r" (?:struct|class|enum|actor|protocol|func|typealias) (\S+?)\b")
CODE_BODY = re.compile(r"^( *)(?:package |public )?var code: String \{(.*?)^\1\}", re.M | re.S)
CODE = re.compile(r'"([a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+)"')


def code_only(text):
    """The text with comments and string literals blanked, lines kept."""
    return NOT_CODE.sub(lambda match: "\n" * match.group().count("\n") or " ", text)


def words(name, text):
    """Banned words of a Swift file."""
    rules = [
        rule for rule in WORDS
        if name.startswith(rule[1]) and not name.startswith(rule[2]) and rule[0].search(text)]
    if not rules:
        return
    for number, line in enumerate(code_only(text).split("\n"), 1):
        for pattern, _, _, message in rules:
            if pattern.search(line):
                yield f"{name}:{number}: {message}"


def unsafe(name, lines):
    """Escapes from the checks of the compiler without a reason beside them."""
    for number, line in enumerate(lines, 1):
        found = UNSAFE.search(line.split("//")[0])
        if found and not any("// Safe because" in near for near in lines[max(0, number - 4): number + 3]):
            yield f"{name}:{number}: {found.group()} without `// Safe because` within 3 lines"


def undocumented(name, lines):
    """Declarations at top level that other modules see and that say nothing of themselves."""
    for number, line in enumerate(lines, 1):
        match = DECLARATION.match(line)
        if not match:
            continue
        above = number - 2
        while above >= 0 and lines[above].startswith("@"):
            above -= 1
        if above < 0 or not lines[above].startswith("///"):
            yield f"{name}:{number}: {match.group(1)} has no /// comment"


def long(name, lines):
    count = len(lines) - (lines[-1] == "")
    if count > LINE_COUNT_MAX and not any(line.startswith("// Data: ") for line in lines[:5]):
        yield f"{name}:{LINE_COUNT_MAX + 1}: {count} lines, {LINE_COUNT_MAX} at most (or `// Data: reason` at the top)"


def error_codes(name, text):
    """(code, place) of each error code that a file declares."""
    if "HubError" not in text:
        return
    for body in CODE_BODY.finditer(text):
        for code in CODE.finditer(body.group(2)):
            yield code.group(1), f"{name}:{text.count(chr(10), 0, body.start(2) + code.start()) + 1}"


def path(name):
    """Folders that say nothing of what is in them."""
    for part in name.split("/")[:-1]:
        if part in FOLDER_NAMES and name.startswith(("Sources/", "Tests/")):
            yield f"{name}:1: a folder named {part}: find the noun"


def anywhere(name, lines):
    """What no text file may hold."""
    for number, line in enumerate(lines, 1):
        if MACHINE_PATH.search(line):
            yield f"{name}:{number}: a path of one machine"
        if name.endswith((".swift", ".py", ".sh")) and LATER.search(line):
            yield f"{name}:{number}: do it, or write it down elsewhere"


def check(root):
    codes = {}
    for name in project.files(root):
        yield from path(name)
        content = (root / name).read_bytes()
        if len(content) > BYTE_COUNT_MAX:
            yield f"{name}:1: {len(content)} bytes, {BYTE_COUNT_MAX} at most"
            continue
        if b"\0" in content[:8000]:
            continue
        text = content.decode(errors="replace")
        lines = text.split("\n")
        yield from anywhere(name, lines)
        if not name.endswith((".swift", ".py", ".sh")):
            continue
        yield from long(name, lines)
        if not name.endswith(".swift"):
            continue
        yield from words(name, text)
        yield from unsafe(name, lines)
        if not name.startswith("Sources/"):
            continue
        yield from undocumented(name, lines)
        for code, place in error_codes(name, text):
            if code in codes:
                yield f"{place}: error code {code} is also at {codes[code]}"
            codes.setdefault(code, place)


if __name__ == "__main__":
    project.main(check)
