#!/usr/bin/env python3
"""Kills the hub with SIGKILL at random points of intake, withdrawal and publication, and checks what is left.

Usage: kills.py HUB WORK COUNT. WORK holds a hub home and three sealed, matched deliveries (see Benchmarks/run).
After each kill: what SQLite says is accepted or published is whole on disk, and nothing else is offered. At the end the
release of the tortured hub has the rows of one that was never killed, table by table.
"""
import json
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

hub, work, count = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
sources = ["national-claims", "hospital-stays", "hospital-warehouse"]
generator = random.Random(20261122)
problems = []


def command(home, *words):
    return [hub, *words, "--home", str(home)]


def intake(home, source):
    sent = work / "sent" / source
    return command(home, "intake", str(sent / "delivery"), "--crosswalk", str(sent / "crosswalk.sealed"))


def run(words):
    return subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def records(home, query):
    connection = sqlite3.connect(f"file:{home / 'hub.sqlite'}?mode=ro", uri=True)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def accepted(home):
    return {row[0] for row in records(home, "SELECT source FROM delivery WHERE state = 'accepted'")}


def rows(home, release):
    manifest = json.loads((home / "releases" / release / "manifest.json").read_text())
    counts = {}
    for file in manifest["files"]:
        counts[file["table"]] = counts.get(file["table"], 0) + file["rows"]
    return counts


def check(home, oracle_files, moment):
    for source, state in records(home, "SELECT source, count(*) FROM delivery WHERE state = 'accepted' GROUP BY source"):
        if state != 1:
            problems.append(f"{moment}: {source} is accepted {state} times")
        folder = home / "deliveries" / source / "2026-01"
        names = sorted(os.listdir(folder)) if folder.exists() else []
        if names != oracle_files[source]:
            problems.append(f"{moment}: {source} is accepted and its files are {names}")
    for (name,) in records(home, "SELECT name FROM release WHERE state = 'published'"):
        place = home / "releases" / name
        manifest = place / "manifest.json"
        if not manifest.exists():
            problems.append(f"{moment}: release {name} is published without a manifest")
            continue
        for file in json.loads(manifest.read_text())["files"]:
            if not (place / file["path"]).exists() or (place / file["path"]).stat().st_size != file["bytes"]:
                problems.append(f"{moment}: {file['path']} of {name} is not whole")


# What a hub that was never killed makes of the same deliveries.
oracle = work / "oracle"
shutil.copytree(work / "hub", oracle)
durations = {}
for source in sources:
    begun = time.time()
    assert run(intake(oracle, source)).returncode == 0, f"{source} is not accepted without kills"
    durations[source] = time.time() - begun
begun = time.time()
assert run(command(oracle, "publish", "--name", "whole")).returncode == 0
durations["publish"] = time.time() - begun
expected = rows(oracle, "whole")
oracle_files = {source: sorted(os.listdir(oracle / "deliveries" / source / "2026-01")) for source in sources}

home = work / "hub"
kills = {"intake": 0, "withdraw": 0, "publish": 0}
finished = 0
published = 0
number = 0
while sum(kills.values()) < count and not problems:
    number += 1
    missing = [source for source in sources if source not in accepted(home)]
    if missing:
        act, words, seconds = "intake", intake(home, missing[0]), durations[missing[0]]
    elif generator.random() < 0.5:
        act, words, seconds = "withdraw", command(home, "withdraw", generator.choice(sources), "2026-01", "--yes"), 0.25
    else:
        published += 1
        act, words, seconds = "publish", command(home, "publish", "--name", f"k{published}"), durations["publish"]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # Intakes must also succeed now and then, for there to be something to publish and to withdraw.
    if act == "intake" and generator.random() < 0.4:
        process.wait()
        continue
    # Half the moments over the whole act, half near its end, where commits are.
    share = generator.random() if generator.random() < 0.5 else 0.75 + 0.35 * generator.random()
    time.sleep(share * seconds)
    if process.poll() is None:
        process.send_signal(signal.SIGKILL)
        kills[act] += 1
    else:
        finished += 1
    process.wait()
    check(home, oracle_files, f"{number} {act}")
    if number % 50 == 0:
        print(f"{number} acts, {sum(kills.values())} killed {kills}, {finished} finished, {len(problems)} problems",
              flush=True)

for source in sources:
    if source not in accepted(home) and run(intake(home, source)).returncode != 0:
        problems.append(f"end: {source} cannot be taken in")
if run(command(home, "publish", "--name", "after")).returncode != 0:
    problems.append("end: nothing can be published")
elif rows(home, "after") != expected:
    problems.append(f"end: rows differ from a hub that was never killed: {rows(home, 'after')} {expected}")
for (name,) in records(home, "SELECT name FROM release WHERE state = 'published'"):
    if run(command(home, "releases", "verify", name)).returncode != 0:
        problems.append(f"end: release {name} does not verify")
leftovers = [name for name in os.listdir(home / "releases") if name.startswith(".")] + os.listdir(home / "work")
if leftovers:
    problems.append(f"end: left over: {leftovers}")
journal = run(command(home, "journal", "verify"))
if journal.returncode != 0:
    problems.append("end: the journal does not verify: " + journal.stdout[-300:])

for problem in problems[:20]:
    print(problem)
print(f"{sum(kills.values())} kills {kills}, {finished} acts ended before the kill: "
      f"{len(problems)} lost, doubled or half-published")
sys.exit(1 if problems else 0)
