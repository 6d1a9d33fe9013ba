#!/usr/bin/env python3
"""Fails when a target imports a module that its Package.swift entry does not declare.

SwiftPM rebuilds along declared edges only: an undeclared import compiles, then leaves stale objects that crash.
Usage: check_imports.py [FOLDER] | --self-test
"""
import re

import project

IMPORT = re.compile(
    r"^[ \t]*(?:@\w+(?:\([^)\n]*\))?[ \t]+)*(?:(?:public|package|internal|fileprivate|private)[ \t]+)?"
    r"import[ \t]+(?:(?:struct|class|enum|protocol|func|var|let|typealias)[ \t]+)?(\w+)", re.M)
TOOLCHAIN = {
    "Foundation", "FoundationEssentials", "FoundationNetworking", "FoundationXML", "Dispatch", "Glibc", "Musl",
    "Darwin", "Synchronization", "Testing", "XCTest", "Swift", "RegexBuilder", "PackageDescription",
}


def problems_in(name, text, target, declared):
    """Undeclared imports of one file."""
    for match in IMPORT.finditer(text):
        module = match.group(1)
        if module not in declared and module not in TOOLCHAIN:
            line = text.count("\n", 0, match.start()) + 1
            yield f"{name}:{line}: import {module} is not declared by target {target}"


def check(root):
    targets = project.manifest(root)["targets"]
    swift = [name for name in project.files(root) if name.endswith(".swift")]
    for target in targets:
        declared = {target["name"]} | project.dependencies(target)
        prefix = project.folder(target) + "/"
        for name in swift:
            if name.startswith(prefix):
                yield from problems_in(name, (root / name).read_text(), target["name"], declared)


if __name__ == "__main__":
    project.main(check)
