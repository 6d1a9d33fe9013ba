"""What the check scripts share: the project's files, its manifest, and how problems are told."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent.parent


def files(root):
    """Files that are, or would be, committed; all files when the folder is no Git repository."""
    git = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root, capture_output=True, text=True)
    if git.returncode == 0:
        names = set(filter(None, git.stdout.split("\0")))
    else:
        names = {
            str(path.relative_to(root)) for path in root.rglob("*")
            if not any(part.startswith(".build") or part in (".git", ".deps") for part in path.parts)}
    return sorted(name for name in names if (root / name).is_file() and not (root / name).is_symlink())


def manifest(root):
    """Package.swift as SwiftPM reads it; its own scratch folder, so as not to wait for a build that runs."""
    with tempfile.TemporaryDirectory() as scratch:
        command = ["swift", "package", "--scratch-path", scratch, "dump-package"]
        return json.loads(subprocess.check_output(command, cwd=root))


def dependencies(target):
    """Names of the targets and products that a target declares."""
    return {next(iter(dependency.values()))[0] for dependency in target["dependencies"]}


def folder(target):
    return target.get("path") or ("Tests/" if target["type"] == "test" else "Sources/") + target["name"]


def main(check):
    """Runs check(root) and prints its problems, one a line; `--self-test` runs the tests of the scripts instead."""
    if sys.argv[1:] == ["--self-test"]:
        suite = unittest.defaultTestLoader.discover(str(HERE / "Tests" / "Tidy"))
        sys.exit(not unittest.TextTestRunner().run(suite).wasSuccessful())
    root = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HERE
    problems = list(check(root))
    for problem in problems:
        print(problem)
    sys.exit(bool(problems))
