#!/usr/bin/env python3
"""Record linkage beside Splink 5 on the same files: cost, quality and honesty of the probabilities.

usage: linkage.py KEYHOLDER WORK SHARED [--quick] [--files SIZE:SEED:ERRORS,...] [--without-peer] [--data FOLDER] [--venv FOLDER]

Everything, in one run: generated French identities of several seeds, error rates and sizes (the last 1 M × 1 M), FEBRL 4,
the historical figures, encodings, stays; beside Splink 5 wherever it can do the same. --quick keeps the first generated
files alone; --files names others: records a side, seed, and what every error rate of the generator is multiplied by.

SHARED/bench/linkage holds the generator, the peer's settings and the scorers, which judge both tools. The peer is put in a
virtual environment of its own (--venv), generated files in a folder of their own (--data); both are kept and used again.
CPU seconds are user + system of the process and its children; peak MB of the whole tree.
"""
import argparse, csv, json, math, os, re, shutil, subprocess, sys
from collections import Counter

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("keyholder")
parser.add_argument("work")
parser.add_argument("shared")
parser.add_argument("--quick", action="store_true")
parser.add_argument("--files", default="100000:1:1,100000:7:1,100000:11:1,100000:7:2,1000000:1:1")
parser.add_argument("--without-peer", action="store_true")
parser.add_argument("--data", help="keeps the generated files here and uses them again")
parser.add_argument("--venv", help="where the peer is installed (default: WORK/venv)")
options = parser.parse_args()

scripts = os.path.abspath(os.path.join(options.shared, "bench", "linkage"))
public = os.path.abspath(os.path.join(options.shared, "data", "linkage"))
work = os.path.abspath(options.work)
data = os.path.abspath(options.data or options.work)
venv = os.path.abspath(options.venv or os.path.join(work, "venv"))
python = os.path.join(venv, "bin", "python")
keyholder = os.path.abspath(options.keyholder)
PACKAGES = ["splink==5.0.0", "duckdb==2.0.0", "pyreadr==0.5.8", "pandas==3.1.1", "numpy==2.4.6", "psutil==7.2.2", "pyarrow==26.0.1"]

failures = []

# What FEBRL 4 and the historical figures are compared and blocked on.
text = lambda name, column, other=None, **more: dict(
    name=name, kind="text", column=column, **({"with": {"other": other}} if other else {}), **more)
code = lambda name, column, **more: dict(name=name, kind="code", column=column, **more)
rule = lambda name, *parts: dict(name=name, parts=[dict(columns=[c], transform=t, **m) for c, t, m in parts])
whole = lambda column: (column, "whole", {})
beginning = lambda column, length: (column, "prefix", {"length": length})
FEBRL = dict(
    columns=[dict(name="id", kind="identifier", headers=[])] + [
        dict(name=name, kind=kind, headers=[]) for name, kind in [
            ("given_name", "name"), ("surname", "name"), ("street_number", "code"), ("address_1", "name"),
            ("suburb", "name"), ("postcode", "code"), ("date_of_birth", "date"), ("soc_sec_id", "code")]],
    comparisons=[
        text("surname", "surname", "given_name"), text("given name", "given_name", "surname"),
        dict(name="birth date", kind="date", column="date_of_birth"), code("social security", "soc_sec_id"),
        code("street number", "street_number"), text("address", "address_1"), code("postcode", "postcode")],
    blocking=[
        rule("names", whole("given_name"), whole("surname")), rule("birth date", whole("date_of_birth")),
        rule("social security", whole("soc_sec_id")), rule("address", whole("address_1"), whole("street_number")),
        rule("postcode", whole("postcode")), rule("suburb", whole("suburb"), ("given_name", "sound", {}))])
HISTORICAL = dict(
    columns=[dict(name="id", kind="identifier", headers=[])] + [
        dict(name=name, kind=kind, headers=[]) for name, kind in [
            ("first_name", "name"), ("surname", "name"), ("dob", "date"), ("birth_place", "name"),
            ("postcode_fake", "code"), ("occupation", "name")]],
    comparisons=[
        text("surname", "surname", "first_name", thresholds=[0.92, 0.85, 0.7]),
        text("first name", "first_name", "surname", thresholds=[0.92, 0.85, 0.7]),
        dict(name="birth date", kind="date", column="dob"), code("postcode", "postcode_fake", prefix=3),
        text("birth place", "birth_place"), text("occupation", "occupation")],
    blocking=[
        rule("beginnings", beginning("first_name", 3), beginning("surname", 4)),
        rule("surname, date", whole("surname"), whole("dob")), rule("first name, date", whole("first_name"), whole("dob")),
        rule("postcode, first name", whole("postcode_fake"), whole("first_name")),
        rule("postcode, surname", whole("postcode_fake"), whole("surname")),
        rule("date, birth place", whole("dob"), whole("birth_place")),
        rule("area, date", beginning("postcode_fake", 3), whole("dob")),
        rule("area, first name", beginning("postcode_fake", 3), whole("first_name")),
        rule("area, surname", beginning("postcode_fake", 3), whole("surname")),
        rule("two letters, year", beginning("first_name", 2), beginning("surname", 2), ("dob", "year", {})),
        rule("postcode", whole("postcode_fake")), rule("date", whole("dob")),
        rule("sounds", ("first_name", "sound", {}), ("surname", "sound", {}))])


def install():
    if not os.path.exists(python):
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    wanted = subprocess.run([python, "-c", "import splink, duckdb, pyreadr, pandas, psutil, pyarrow"], capture_output=True)
    if wanted.returncode:
        print("installing the peer", file=sys.stderr)
        subprocess.run([python, "-m", "pip", "-q", "install", *PACKAGES], check=True, stdout=sys.stderr)


def generate(size, seed, error):
    folder = os.path.join(data, f"fr{size // 1000}k_seed{seed}_error{error:g}")
    if os.path.exists(os.path.join(folder, "truth.csv")):
        return folder
    script = open(os.path.join(scripts, "gen_fr.py")).read()
    if error != 1:
        # The generator's rates are two dictionaries: each is multiplied, and capped.
        script = script.replace("    emit(f'{a.out}/a.csv'", "    QA, QB = ({k: min(.95, v * "
                                f"{error}) for k, v in q.items()}} for q in (QA, QB))\n    emit(f'{{a.out}}/a.csv'")
    print(f"generating {size} x {size}, seed {seed}, errors x {error:g}", file=sys.stderr)
    subprocess.run([python, "-", "--n", str(size), "--seed", str(seed), "--out", folder + ".new"], check=True,
                   input=script, text=True, stdout=sys.stderr,
                   env={**os.environ, "LINKDATA": os.path.join(public, "french")})
    shutil.rmtree(folder, ignore_errors=True)
    os.rename(folder + ".new", folder)
    return folder


def measured(label, command):
    """Cost of a command; None when it failed."""
    run = subprocess.run([python, os.path.join(scripts, "peak.py"), label, "--", *command], cwd=work,
                         capture_output=True, text=True)
    cost = json.loads(run.stdout.strip().splitlines()[-1]) if run.stdout.strip() else {"rc": -1}
    if cost["rc"] != 0:
        failures.append(label)
        print(f"{label} failed:\n{run.stderr[-2000:]}", file=sys.stderr)
        return None
    return cost


def score(pairs, truth):
    said = subprocess.run([python, os.path.join(scripts, "score.py"), pairs, truth, "--one2one"], check=True,
                          capture_output=True, text=True).stdout
    f1 = re.search(r"best F1 @ \S+: .* F1 ([\d.]+)", said)
    recall = re.search(r"P>=0.999 @ \S+: .* R ([\d.]+)", said)
    return (f1.group(1) if f1 else "-"), (recall.group(1) if recall else "-")


def wilson(share, count):
    """The 95 % interval of a share."""
    z = 1.96
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return middle - half, middle + half


def worst_bands(pairs, truth):
    """The band of 100 pairs and more that is furthest off, in points, and whether chance alone may explain it."""
    said = subprocess.run([python, os.path.join(scripts, "calib.py"), pairs, truth], check=True, capture_output=True,
                          text=True).stdout.split("1:1 expected")[-1]
    off = []
    for band, count, predicted, observed in re.findall(r"mw (\S+) n (\d+) predicted ([\d.]+) observed ([\d.]+)", said):
        if int(count) >= 100:
            low, high = wilson(float(observed), int(count))
            chance = "chance" if low <= float(predicted) <= high else "not chance"
            off.append((abs(float(predicted) - float(observed)) * 100, f"{band}, {chance}"))
    return f"{max(off)[0]:.1f} in {max(off)[1]}" if off else "-"


BANDS = [-10, -5, 0, 3.3, 6.6, 10, 15, math.inf]
THRESHOLDS = [0, 3, 7, 10]


def calibration(name, pairs, truth, report):
    """Lines on what the links promise and what is true of them: by band of weight, and at thresholds."""
    known = {(row["id_a"], row["id_b"]) for row in csv.DictReader(open(truth))}
    links = [(float(row["score"]), (row["id_a"], row["id_b"]) in known) for row in csv.DictReader(open(pairs))]
    bands, thresholds = [], []
    for low, high in zip(BANDS, BANDS[1:]):
        band = [link for link in links if low <= link[0] < high]
        if not band:
            continue
        promised = sum(1 / (1 + 2 ** -min(60, weight)) for weight, _ in band) / len(band)
        right = sum(is_match for _, is_match in band) / len(band)
        interval = wilson(right, len(band))
        inside = "inside" if interval[0] <= promised <= interval[1] else "outside"
        bands.append(f"| {name} | {low:g} to {high:g} | {len(band)} | {promised:.4f} | {right:.4f} | "
                     f"{interval[0]:.4f} to {interval[1]:.4f}, {inside} | {(promised - right) * 100:+.2f} |")
    expected = {line["weightMin"]: line for line in json.load(open(report))["expectedErrors"]}
    for threshold in THRESHOLDS:
        line = expected.get(threshold)
        if not line or not line["linkCount"]:
            continue
        found = line["linkCount"] - line["falseLinkCount"]
        right = sum(is_match for weight, is_match in links if weight >= threshold)
        thresholds.append(
            f"| {name} | {threshold} | {line['linkCount']} | {found / line['linkCount']:.5f} | "
            f"{right / line['linkCount']:.5f} | {found / (found + line['missedMatchCount']):.5f} | {right / len(known):.5f} |")
    return bands, thresholds


def print_calibration(lines):
    print("\n| files | weights | links | promised | true | 95 % interval of the true share | off, points |")
    print("|---|---|---|---|---|---|---|")
    print("\n".join(line for bands, _ in lines for line in bands))
    print("\n| files | from weight | links | expected precision | true | expected recall | true |")
    print("|---|---|---|---|---|---|---|")
    print("\n".join(line for _, thresholds in lines for line in thresholds), flush=True)


def group_f1(group_of, truth_of):
    """F1 of the pairs within groups."""
    def pair_count(groups):
        return sum(count * (count - 1) / 2 for count in Counter(groups).values())
    both = pair_count((group_of[record], truth_of[record]) for record in truth_of)
    return 2 * both / (pair_count(group_of[record] for record in truth_of) + pair_count(truth_of.values()))


def components(records, pairs):
    """Connected components: what the peer groups records by."""
    root = {record: record for record in records}
    def find(record):
        while root[record] != record:
            root[record] = root[root[record]]
            record = root[record]
        return record
    for left, right in pairs:
        root[find(left)] = find(right)
    return {record: find(record) for record in records}


def line(name, tool, cost, pairs, truth):
    if cost is None:
        return print(f"| {name} | {tool} | failed | | | | |", flush=True)
    f1, recall = score(pairs, truth)
    band = worst_bands(pairs, truth)
    print(f"| {name} | {tool} | {cost['cpu_s']:.1f} | {cost['peak_mb']} | {f1} | {recall} | {band} |", flush=True)


def group_line(tool, cost, f1):
    print(f"| hist50k, groups | {tool} | {cost['cpu_s']:.1f} | {cost['peak_mb']} | {f1:.5f} | - | - |", flush=True)


def historical(folder):
    """Duplicates in large groups: judged by the groups, the peer at its best of seven thresholds."""
    file = os.path.join(folder, "a.csv")
    truth_of = {row["id"]: row["cluster"] for row in csv.DictReader(open(file))}
    path, groups = os.path.join(work, "hist50k.json"), os.path.join(work, "ours_hist50k_groups.csv")
    json.dump(HISTORICAL, open(path, "w"))
    cost = measured("hist50k", [keyholder, "link", file, "--config", path, "--quiet", "--clusters", groups])
    if cost:
        group_line("ours", cost, group_f1({row["id"]: row["cluster"] for row in csv.DictReader(open(groups))}, truth_of))
    if options.without_peer:
        return
    pairs = os.path.join(work, "splink_hist50k.csv")
    cost = measured("hist50k", [python, os.path.join(scripts, "splink_bench.py"), "hist50k", pairs])
    if cost:
        scored = [(float(row["score"]), row["id_a"], row["id_b"]) for row in csv.DictReader(open(pairs))]
        group_line("Splink 5", cost, max(
            group_f1(components(truth_of, [pair[1:] for pair in scored if pair[0] >= threshold]), truth_of)
            for threshold in (0, 2, 4.25, 6, 8, 10, 12)))


def ours(name, files, truth, configuration=None):
    """Gives what the calibration table says of the run; nothing when it failed."""
    pairs, report = os.path.join(work, f"ours_{name}.csv"), os.path.join(work, f"ours_{name}.json")
    command = [keyholder, "link", *files, "--quiet", "--threshold", "-10", "--out", pairs, "--report", report]
    if configuration:
        path = os.path.join(work, f"{name}.json")
        json.dump(configuration, open(path, "w"))
        command += ["--config", path]
    cost = measured(name, command)
    line(name, "ours", cost, pairs, truth)
    return calibration(name, pairs, truth, report) if cost else ([], [])


def splink(name, what, truth):
    if options.without_peer:
        return
    pairs = os.path.join(work, f"splink_{name}.csv")
    arguments = ["fr", what, pairs] if os.path.isabs(what) else [what, pairs]
    line(name, "Splink 5", measured(name, [python, os.path.join(scripts, "splink_bench.py"), *arguments]), pairs, truth)


def prepare_public():
    """FEBRL 4 and the historical figures as CSV with their truth, where the peer's script looks for them."""
    if os.path.exists(os.path.join(work, "work", "hist50k", "truth.csv")):
        return
    script = open(os.path.join(scripts, "prep_public.py")).read()
    script = re.sub(r"^D='[^']*'", f"D={public!r}", script, flags=re.M)
    subprocess.run([python, "-"], input=script, text=True, check=True, cwd=work, stdout=sys.stderr)


def generate_stays():
    folder = os.path.join(data, "stays")
    if not os.path.exists(os.path.join(folder, "truth.csv")):
        print("generating 3 M stays", file=sys.stderr)
        subprocess.run([python, os.path.join(scripts, "gen_stays.py"), "--out", folder + ".new"], check=True, stdout=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        os.rename(folder + ".new", folder)
    return folder


def measure(title, arguments, truth=None):
    """What the program measures of itself: its figures, then the scorer's."""
    print(f"\n{title}", flush=True)
    run = subprocess.run([keyholder, "measure", *arguments, "--work", work], cwd=work, capture_output=True, text=True)
    if run.returncode != 0:
        failures.append(title)
        return print(f"failed: {run.stderr.strip()}", flush=True)
    print(run.stdout.strip())
    figures = json.loads(run.stdout)
    truth = truth or figures["truth"]
    f1, recall = score(figures["pairs"], truth)
    print(f"best F1, one to one {f1}; R at P >= .999 {recall}", flush=True)
    if "threshold" in figures:
        print(f"at its own threshold: {true_quality(figures['pairs'], truth, figures['threshold'])}", flush=True)


def true_quality(pairs, truth, threshold):
    """Precision and recall of the links at the threshold that was chosen without the truth."""
    known = {(row["id_a"], row["id_b"]) for row in csv.DictReader(open(truth))}
    kept = [row for row in csv.DictReader(open(pairs)) if float(row["score"]) >= threshold - 1e-6]
    right = sum((row["id_a"], row["id_b"]) in known for row in kept)
    return f"precision {right / max(1, len(kept)):.4f}, recall {right / len(known):.4f}"


def french(size, seed, error):
    """Both tools on generated files; gives what the calibration table says."""
    folder = generate(size, seed, error)
    name, truth = os.path.basename(folder), os.path.join(folder, "truth.csv")
    honesty = ours(name, [os.path.join(folder, "a.csv"), os.path.join(folder, "b.csv")], truth)
    splink(name, folder, truth)
    return honesty


def encoded(size, seed, error, *more):
    folder = generate(size, seed, error)
    rows = ["--rows-a", os.path.join(folder, "a.csv"), "--rows-b", os.path.join(folder, "b.csv")]
    measure(f"encoded linkage, {size} x {size}, {'blocked' if more else 'every pair'}", ["encoded", *more, *rows],
            os.path.join(folder, "truth.csv"))


def main():
    os.makedirs(os.path.join(work, "work", "duckspill"), exist_ok=True)
    os.makedirs(data, exist_ok=True)
    install()
    files = [(int(size), int(seed), float(error)) for size, seed, error in
             (part.split(":") for part in options.files.split(","))]
    print("| files | tool | CPU s | peak MB | best F1, one to one | R at P >= .999 | worst band of 100+ pairs, points |")
    print("|---|---|---|---|---|---|---|", flush=True)
    honesty = [french(*file) for file in (files[:1] if options.quick else files)]
    print_calibration(honesty)
    if options.quick:
        return
    prepare_public()
    febrl = os.path.join(work, "work", "febrl4")
    ours("febrl4", [os.path.join(febrl, "a.csv"), os.path.join(febrl, "b.csv")], os.path.join(febrl, "truth.csv"), FEBRL)
    splink("febrl4", "febrl4", os.path.join(febrl, "truth.csv"))
    historical(os.path.join(work, "work", "hist50k"))
    encoded(*files[0])
    encoded(*files[0], "--blocked")
    if files[-1] != files[0]:
        encoded(*files[-1], "--blocked")
    stays = generate_stays()
    measure("stays", ["stays", "--register", os.path.join(stays, "cohort.csv"), "--stays", os.path.join(stays, "stays.csv")])


main()
sys.exit(f"failed: {', '.join(failures)}" if failures else 0)
