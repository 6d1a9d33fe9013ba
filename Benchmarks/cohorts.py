#!/usr/bin/env python3
"""Six trial questions on a synthetic OMOP database: the patient index beside Circe's own SQL and beside hand-written SQL.

usage: cohorts.py HUB WORK SHARED [--persons N] [--copies N] [--repetitions N] [--data FOLDER] [--skip-peers]
                  [--clients SECONDS]

SHARED/bench/ohdsi/bench holds the generator (gen.py), the questions and their hand SQL (cohorts.py). All three methods
run on this machine in this run; every count must be equal, and equal to the published ones. CPU seconds are user + system
of the process, all threads. With --copies each person is taken so many times: tables larger than the generator makes in
reasonable time, whose counts must be as many times the published ones.

Methods take turns in --rounds rounds, and of each question the cheapest round of each method counts: a neighbour on the
same machine makes single runs twice as dear.
"""
import argparse, importlib.util, json, math, os, resource, statistics, subprocess, sys, time

parser = argparse.ArgumentParser()
parser.add_argument("hub")
parser.add_argument("work")
parser.add_argument("shared")
parser.add_argument("--persons", type=int, default=1_000_000)
parser.add_argument("--copies", type=int, default=1, help="each person so many times, with other identifiers")
parser.add_argument("--repetitions", type=int, default=7)
parser.add_argument("--rounds", type=int, default=2, help="all methods in turn so often; the cheapest run of each counts")
parser.add_argument("--data", help="keeps the generated database here and uses it again")
parser.add_argument("--skip-peers", action="store_true", help="the index only, for the growth table")
parser.add_argument("--clients", type=int, default=0, help="seconds of 16 clients at once")
parser.add_argument("--peer", choices=["circe", "circe-stats", "hand"], help=argparse.SUPPRESS)
parser.add_argument("--database", help=argparse.SUPPRESS)
options = parser.parse_args()
bench = os.path.join(options.shared, "bench", "ohdsi", "bench")
TABLES = {
    "visit_occurrence": "visit_concept_id", "condition_occurrence": "condition_concept_id",
    "drug_exposure": "drug_concept_id", "measurement": "measurement_concept_id",
}


def questions():
    spec = importlib.util.spec_from_file_location("cohorts", os.path.join(bench, "cohorts.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {name.split()[0]: value for name, value in module.Q.items()}


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def peer(kind, database):
    """Runs in a process of its own: one JSON line for each question."""
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"set threads=2; set memory_limit='8GB'; set temp_directory='{options.work}/spill'")
    connection.execute(f"attach '{database}' as s (read_only)")
    is_circe = kind.startswith("circe")
    if is_circe:
        from duckcdm.circe import build_cohort_query
        from duckcdm.sqlrender import render, translate

        connection.execute(
            "create table memory.main.cohort(cohort_definition_id int, subject_id bigint, cohort_start_date date, "
            "cohort_end_date date)")
        connection.execute(
            "create table memory.main.cohort_inclusion_result(cohort_definition_id int, mode_id int, "
            "inclusion_rule_mask bigint, person_count bigint);"
            "create table memory.main.cohort_inclusion_stats(cohort_definition_id int, rule_sequence int, mode_id int, "
            "person_count bigint, gain_count bigint, person_total bigint);"
            "create table memory.main.cohort_summary_stats(cohort_definition_id int, mode_id int, base_count bigint, "
            "final_count bigint);"
            "create table memory.main.cohort_censor_stats(cohort_definition_id int, lost_count bigint)")
        connection.execute("use memory.main")
    else:
        connection.execute("use s")
    for name, (definition, hand) in questions().items():
        sql = hand
        if is_circe:
            sql = translate(render(build_cohort_query(
                json.dumps(definition), cdm_schema="s.main", target_table="memory.main.cohort", cohort_id=1,
                result_schema="memory.main",
                generate_stats=kind == "circe-stats")), "duckdb")
        walls, cpus = [], []
        for _ in range(3 if name == "Q6" else 5):
            started, used = time.time(), cpu()
            connection.execute(sql)
            if is_circe:
                connection.execute("select count(distinct subject_id) from memory.main.cohort")
            count = connection.fetchone()[0]
            walls.append(time.time() - started)
            cpus.append(cpu() - used)
        # The first run warms the file cache.
        print(json.dumps({"name": name, "persons": count, "cpu": statistics.median(cpus[1:]),
                          "wall": statistics.median(walls[1:])}), flush=True)


def cheapest(rounds, key):
    """Of several runs of the same questions, the cheapest of each."""
    best = {}
    for row in (row for rows in rounds for row in rows):
        if row["name"] not in best or row[key] < best[row["name"]][key]:
            best[row["name"]] = row
    return [best[name] for name in sorted(best)]


def run_peer(kind, database):
    output = subprocess.run(
        [sys.executable, __file__, options.hub, options.work, options.shared, "--peer", kind, "--database", database],
        check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in output.splitlines()]


def sort_by_concept(source, target):
    """The same tables in the order that suits hand-written SQL best."""
    import duckdb

    connection = duckdb.connect(target)
    connection.execute(f"set threads=2; set memory_limit='6GB'; set temp_directory='{options.work}/spill'")
    connection.execute(f"attach '{source}' as s (read_only)")
    for (table,) in connection.execute(
            "select table_name from duckdb_tables() where database_name = 's' and not temporary").fetchall():
        order = f" order by {TABLES[table]}, person_id" if table in TABLES else ""
        connection.execute(f"create table {table} as select * from s.main.{table}{order}")
    connection.execute("checkpoint")
    connection.close()


def copy_persons(source, target, count):
    """The same tables with each person `count` times: views, which the index reads like tables."""
    import duckdb, shutil

    shutil.copyfile(source, target)
    connection = duckdb.connect(target)
    step = connection.execute("select max(person_id) + 1 from person").fetchone()[0]
    for (table,) in connection.execute(
            "select table_name from duckdb_columns() where column_name = 'person_id' and not internal").fetchall():
        connection.execute(f"alter table {table} rename to one_{table}")
        copies = [f"select * replace (person_id + {copy * step} as person_id) from one_{table}" for copy in range(count)]
        connection.execute(f"create view {table} as " + " union all ".join(copies))
    connection.close()


def published_counts():
    """Subjects of each question by number of persons, as they were published with the questions."""
    with open(os.path.join(options.shared, "data", "ohdsi", "bench", "expected_counts.csv")) as file:
        rows = [line.strip().split(",") for line in file if line.strip()]
    sizes = {"subjects_10k": 10_000, "subjects_100k": 100_000, "subjects_1M": 1_000_000}
    return {(row[0], sizes[name]): int(value) for row in rows[1:] for name, value in zip(rows[0][1:], row[1:])}


def main():
    data = options.data or options.work
    os.makedirs(data, exist_ok=True)
    size = f"{options.persons // 1_000_000}m" if options.persons % 1_000_000 == 0 else f"{options.persons // 1_000}k"
    database = os.path.join(data, f"cdm_{size}.duckdb")
    if not os.path.exists(database):
        print(f"generating {options.persons} persons", file=sys.stderr)
        subprocess.run([sys.executable, os.path.join(bench, "gen.py"), database + ".new", str(options.persons)],
                       check=True, cwd=data, stdout=sys.stderr)
        os.rename(database + ".new", database)
    if options.copies > 1:
        copied = os.path.join(options.work, f"cdm_{size}_{options.copies}_times.duckdb")
        copy_persons(database, copied, options.copies)
        database = copied
        options.skip_peers = True
    folder = os.path.join(options.work, "questions")
    os.makedirs(folder, exist_ok=True)
    for name, (definition, _) in questions().items():
        with open(os.path.join(folder, name + ".json"), "w") as file:
            json.dump(definition, file)
    index = os.path.join(options.work, f"patient_{size}.index")
    def measure(*arguments):
        return json.loads(subprocess.run(
            [options.hub, "measure", *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout)

    build = measure("cohort-index", "--database", database, "--index", index)
    def ours(clients=0):
        return measure("cohorts", "--index", index, "--questions", folder, "--repetitions", str(options.repetitions),
                       "--clients-seconds", str(clients))

    measured = ours(options.clients)
    print(f"{options.persons * options.copies} persons, {build['events']} events: index built in {build['wall']:.1f} s "
          f"({build['events'] / build['wall'] / 1e6:.2f} M events/s, {build['cpu']:.1f} CPU s), "
          f"{build['bytes'] / 1e6:.0f} MB, {build['bytes'] / max(build['events'], 1):.2f} bytes an event, "
          f"peak {build['peak_mb']:.0f} MB")
    cold = {}
    for name in sorted(q["name"] for q in measured["questions"]):
        descriptor = os.open(index, os.O_RDONLY)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(descriptor)
        started = time.time()
        subprocess.run([options.hub, "measure", "cohort-once", "--index", index,
                        "--question", os.path.join(folder, name + ".json")], check=True, capture_output=True)
        cold[name] = time.time() - started
    rounds = [measured["questions"]]
    peers = {"circe": [], "circe-stats": [], "hand": []}
    if not options.skip_peers:
        ordered = os.path.join(data, f"cdm_{size}_by_concept.duckdb")
        if not os.path.exists(ordered):
            sort_by_concept(database, ordered + ".new")
            os.rename(ordered + ".new", ordered)
        for number in range(options.rounds):
            if number > 0:
                rounds.append(ours()["questions"])
            for kind, runs in peers.items():
                runs.append(run_peer(kind, ordered if kind == "hand" else database))
    measured["questions"] = cheapest(rounds, "cpu_ms")
    circe, stats, hand = ({row["name"]: row for row in cheapest(runs, "cpu")} for runs in peers.values())
    ratios = {"Circe SQL": [], "Circe SQL with its attrition": [], "hand SQL": []}
    print("question | persons | index CPU ms | wall p50 / p95 ms | cold process ms | Circe SQL CPU s (ratio) | "
          "the same with its attrition | hand SQL by concept CPU s (ratio)")
    wrong = []
    published = published_counts()
    for question in measured["questions"]:
        name, milliseconds = question["name"], question["cpu_ms"]
        known = published.get((name, options.persons))
        if known is not None and question["persons"] != known * options.copies:
            wrong.append(f"{name}: {question['persons']} instead of {known * options.copies}")
        line = [name, str(question["persons"]), f"{milliseconds:.1f}",
                f"{question['wall_p50_ms']:.1f} / {question['wall_p95_ms']:.1f}", f"{cold[name] * 1000:.0f}"]
        for kind, peers in zip(ratios, (circe, stats, hand)):
            if name not in peers:
                line.append("-")
                continue
            ratio = peers[name]["cpu"] * 1000 / milliseconds
            ratios[kind].append(ratio)
            line.append(f"{peers[name]['cpu']:.2f} ({ratio:.0f}x)")
            if peers[name]["persons"] != question["persons"]:
                wrong.append(f"{name}: {kind} counts {peers[name]['persons']}")
        print(" | ".join(line))
    for kind, values in ratios.items():
        if values:
            print(f"geometric mean against {kind}: {math.exp(statistics.mean(map(math.log, values))):.1f}x")
    print(f"peak memory of the questions: {measured['peak_mb']:.0f} MB")
    if measured.get("toggle"):
        toggle = measured["toggle"]
        print(f"cached: same question again {toggle['again_ms']:.2f} ms, one rule changed {toggle['changed_ms']:.2f} ms, "
              f"all anew {toggle['anew_ms']:.2f} ms (Q1)")
    if measured.get("clients"):
        clients = measured["clients"]
        print(f"16 clients, {clients['seconds']:.0f} s: {clients['rate']:.0f} answers/s, p50 {clients['p50_ms']:.0f} ms, "
              f"p99 {clients['p99_ms']:.0f} ms, {clients['errors']} errors, peak {clients['peak_mb']:.0f} MB")
    if wrong:
        sys.exit("DIFFERENT COUNTS: " + "; ".join(wrong))


peer(options.peer, options.database) if options.peer else main()
