#!/usr/bin/env python3
"""Times osmm beside other programs on real repositories, and writes docs/peers.md.

    OSMM_MIRRORS=~/mirrors python3 docs/peers.py                  all parts, needs some forty minutes
    OSMM_MIRRORS=~/mirrors python3 docs/peers.py --only history   one part (history, tree, licences or whole); others stay

The folder holds `owner+name/repo` for each repository of crates/evidence/tests/accuracy/repositories.tsv, with its whole
history. On the PATH: git; repolinter (npm), licensee (Debian: ruby-licensee), reuse and perceval (PyPI), and askalono
(cargo install askalono-cli). The Python that runs this has pydriller (PyPI). CLOMonitor is compared where OSMM_CLOMONITOR
names its linter: built from https://github.com/cncf/clomonitor by `cargo build --release -p clomonitor-linter` after
`sed -i s,https://api.github.com/graphql,http://127.0.0.1:7421/graphql, clomonitor-core/src/linter/checks/datasource/github/mod.rs`
so that it asks this program for what GitHub knows, which is nothing.

Every figure is CPU time, of one thread of osmm and of all that a peer starts; they take turns. Where two that answer the
same question differ, and the page on agreement has no reason for it, the command fails and writes nothing. Where the page
says that an aim is missed, it ends with 1.
"""

import argparse
import http.server
import importlib.util
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import agreement
from agreement import ROOT, git, run, table, write_files

PAGE = ROOT / "docs/peers.md"
ROUNDS = 5
ONE_THREAD = {"RAYON_NUM_THREADS": "1", "SOURCE_DATE_EPOCH": "1790000000"}
PORT = 7421
PROGRAMS = {}


class Differs(Exception):
    """Two answers to one question."""


def cpu(work):
    """Seconds of CPU time of all processes that the work starts and waits for, and what it gives."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, result


def rounds(check, **works):
    """Medians over rounds in which all take turns; `check` sees the results of each round."""
    took = {name: [] for name in works}
    for _ in range(ROUNDS):
        results = {}
        for name, work in works.items():
            seconds, results[name] = cpu(work)
            took[name].append(seconds)
        check(results)
    return {name: statistics.median(all_of_it) for name, all_of_it in took.items()}


def build():
    """The programs of this repository that are timed."""
    wanted = ["-p", "osmm-cli", "--bin", "osmm", "-p", "osmm-evidence", "--example", "part"]
    run("cargo", "build", "--release", "--quiet", *wanted, folder=ROOT)
    folder = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
    PROGRAMS.update(osmm=str(folder / "osmm"), part=str(folder / "examples/part"))


def part_of_scan(*arguments):
    """A part of osmm by itself; see crates/evidence/examples/part.rs."""
    return run(PROGRAMS["part"], *arguments)


def unreplaced(mirror, *arguments):
    """What git says, without a commit-graph and without references that replace commits."""
    return git(mirror, "-c", "core.commitGraph=false", *arguments)


def repositories():
    for row in table(agreement.DATA / "repositories.tsv"):
        mirror = Path(os.environ["OSMM_MIRRORS"]).resolve() / row["repository"].replace("/", "+") / "repo"
        if not (mirror / "HEAD").is_file():
            sys.exit(f"no snapshot of {row['repository']} at {mirror}")
        if (mirror / "shallow").exists() or git(mirror, "rev-parse", "HEAD").strip() != row["commit"]:
            sys.exit(f"{mirror} has not the whole history of {row['commit']}")
        print(row["repository"], file=sys.stderr)
        yield row["repository"], mirror, row["commit"]


def ms(seconds):
    return f"{seconds * 1000:,.1f} ms" if seconds < 0.1 else f"{seconds * 1000:,.0f} ms"


def head(*columns):
    return [f"| {' | '.join(columns)} |", "|---" + "|--:" * (len(columns) - 1) + "|"]


def peers_table(kind, rows, peers, bars):
    """Our time, and each peer's with how many times ours it is; the last row is the sum, and says which aims are met."""
    lines = head(kind, "osmm", *[cell for peer in peers for cell in (peer, "times osmm")])
    total = {name: sum(row[name] for _, row in rows) for name in ["osmm", *peers]}
    for name, row in [*rows, ("all", total)]:
        cells = [cell for peer in peers for cell in (ms(row[peer]), f"{row[peer] / row['osmm']:.1f}")]
        lines.append(f"| {' | '.join([name, ms(row['osmm']), *cells])} |")
    lines.append("")
    lines.extend(aim(f"{peer}, at least {bars[peer]} times osmm", total[peer] / total["osmm"], bars[peer]) for peer in peers)
    return lines


def aim(what, reached, bar, most=False):
    met = reached <= bar if most else reached >= bar
    return f"- {what}: {reached:.2f}, {'met' if met else '**missed**'}"


# History: PyDriller and Perceval

DRILL = """
import sys
from pydriller import Repository
commits, authors = 0, set()
for one in Repository(sys.argv[1]).traverse_commits():
    commits += 1
    authors.add(f"{one.author.name} <{one.author.email}>")
    (one.author_date, one.committer_date, one.committer.email, one.merge, one.msg)
print(commits, *sorted(authors), sep="\\n")
"""


def drilled(folder):
    count, *authors = run(sys.executable, "-c", DRILL, str(folder)).splitlines()
    return int(count), set(authors)


FILES = ["--raw", "--numstat", "-M", "-C", "-c"]


def percevaled(mirror, scratch, files=()):
    """From a log of git in the form that Perceval asks for, which is part of its time; without files of commits if none are
    wanted."""
    form = ["--reverse", "--topo-order", "--pretty=fuller", "--decorate=full", "--parents", *files]
    (scratch / "log").write_text(unreplaced(mirror, "log", *form, "HEAD"), errors="replace")
    lines = run("perceval", "git", "--git-log", str(scratch / "log"), "--json-line", "x", folder=scratch)
    commits = [json.loads(line)["data"] for line in lines.splitlines() if line.startswith("{")]
    return len(commits), {one["Author"] for one in commits}


def mapped(mirror, authors):
    """Authors after the mailmap, which neither peer reads by itself."""
    return len(set(git(mirror, "check-mailmap", "--stdin", feed="\n".join(sorted(authors)).encode()).splitlines()))


def history():
    rows = []
    for name, mirror, _ in repositories():
        with tempfile.TemporaryDirectory() as scratch:
            # PyDriller wants a work tree; its files are not needed.
            clone = Path(scratch) / "clone"
            run("git", "clone", "--quiet", "--no-checkout", "--single-branch", "--no-tags", str(mirror), str(clone))

            def check(results):
                ours = results["osmm"].strip()
                for peer in ("PyDriller", "Perceval"):
                    count, authors = results[peer]
                    if ours != f"{count} {mapped(mirror, authors)}":
                        raise Differs(f"{name}: {ours}, {peer} {count} {mapped(mirror, authors)}")

            rows.append((name, rounds(check, **{
                "osmm": lambda: part_of_scan("history", str(mirror)),
                "PyDriller": lambda: drilled(clone),
                "Perceval": lambda: percevaled(mirror, Path(scratch)),
            })))
    lines = peers_table("history", rows, ["PyDriller", "Perceval"], {"PyDriller": 15, "Perceval": 50})
    return [*lines, *as_it_comes()]


def as_it_comes():
    """Perceval with the log that it makes by itself, where git can: the snapshot has the files of all commits."""
    rows, stopped = [], []
    for name, mirror, _ in repositories():
        missing = git(mirror, "rev-list", "--objects", "--missing=print", "HEAD")
        if any(line.startswith("?") for line in missing.splitlines()):
            stopped.append(name)
            continue
        with tempfile.TemporaryDirectory() as scratch:
            def check(results):
                if int(results["osmm"].split()[0]) != results["Perceval"][0]:
                    raise Differs(f"{name}: {results['osmm']}, Perceval {results['Perceval'][0]}")

            rows.append((name, rounds(check, **{
                "osmm": lambda: part_of_scan("history", str(mirror)),
                "Perceval": lambda: percevaled(mirror, Path(scratch), FILES),
            })))
    text = "The backend of Perceval as it comes always asks git for the files of each commit, too, which `osmm` does not read:"
    left = f"Git ends with an error for {len(stopped)} snapshots, which have not all files of old commits."
    return ["", text, "", *peers_table("history", rows, ["Perceval"], {"Perceval": 50}), "", left]


# Tree: repolinter, reuse, licensee

TREE_PEERS = {"repolinter": agreement.by_repolinter, "reuse": agreement.by_reuse, "licensee": agreement.by_licensee}


def tree():
    explained = {(row["question"], row["repository"]) for row in table(agreement.DATA / "agreement.tsv")}
    rows, same, other, absent = [], 0, 0, 0
    for name, mirror, commit in repositories():
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "files"
            absent += write_files(mirror, commit, folder)
            seen = {one["signal"]: one for one in json.loads(part_of_scan("tree", str(mirror)))["observations"]}
            answers = []

            def check(results):
                answers[:] = [one for peer in TREE_PEERS for one in results[peer]]
                for question, ours, theirs in answers:
                    if ours != theirs and (question, name) not in explained:
                        raise Differs(f"{name}: {question}: osmm {ours}, peer {theirs}")

            works = {peer: lambda by=by: list(by(folder, seen)) for peer, by in TREE_PEERS.items()}
            rows.append((name, rounds(check, osmm=lambda: part_of_scan("tree", str(mirror)), **works)))
            same += sum(ours == theirs for _, ours, theirs in answers)
            other += sum(ours != theirs for _, ours, theirs in answers)
    lines = peers_table("files of", rows, list(TREE_PEERS), {"repolinter": 40, "reuse": 40, "licensee": 10})
    told = f"In the same run {same} answers of the peers are those of `osmm`, and {other} differ for a reason that the page on"
    return [*lines, "", told, f"[agreement](reference/agreement.md) gives. {absent} files",
            "are in none of the two, since the snapshots do not hold them."]


# Licences: askalono

LICENCE = re.compile(r"(^|/)(licen[cs]e|copying|unlicense)[^/]*$", re.I)
CODE = re.compile(r"\.(go|java|js|ts|py|rs|rb|sh|ya?ml|json|tmpl|css|html|ipynb|png|svg)$", re.I)


def askalonoed(files):
    listed = run("askalono", "--format", "json", "identify", "--batch", feed="\n".join(files).encode() + b"\n")
    found = {}
    for line in listed.splitlines():
        one = json.loads(line)
        found[one["path"]] = one.get("result", {}).get("license", {}).get("name") if one.get("result") else None
    return found


def licences():
    with tempfile.TemporaryDirectory() as scratch:
        files = []
        for name, mirror, commit in repositories():
            folder = Path(scratch) / name.replace("/", "+")
            write_files(mirror, commit, folder)
            paths = (path for path in folder.rglob("*") if path.is_file())
            within = ((path, path.relative_to(folder).as_posix()) for path in paths)
            files.extend(str(path) for path, inner in within if LICENCE.search(inner) and not CODE.search(inner))
        files.sort()
        same, differ = [], []

        def check(results):
            ours = dict(line.split("\t") for line in results["osmm"].splitlines())
            theirs = results["askalono"]
            if set(ours) != set(files) or set(theirs) != set(files):
                raise Differs("not every file was looked at by both")
            alike = [path for path in files if theirs[path] and agreement.ids(theirs[path]) <= agreement.ids(ours[path])]
            same[:] = alike
            differ[:] = [(path, ours[path], theirs[path]) for path in files if path not in alike]

        took = rounds(check, osmm=lambda: part_of_scan("licences", *files), askalono=lambda: askalonoed(files))
    lines = peers_table("texts", [(f"{len(files)} files", took)], ["askalono"], {"askalono": 1})
    lines += ["", f"The two name the same licence in {len(same)} of {len(files)} files."]
    for path, ours, theirs in differ:
        where = path.removeprefix(scratch).lstrip("/").replace("+", "/", 1)
        lines.append(f"- `{where}`: osmm {ours}, askalono {theirs or 'nothing'}")
    return lines


# Whole: git, and CLOMonitor's linter

# What a linter that asks GitHub is told.
NOTHING = {"codeOfConduct": None, "defaultBranchRef": {"name": "main"}, "discussions": {"nodes": None}, "homepageUrl": None,
           "licenseInfo": None, "name": "", "pullRequests": {"nodes": None}, "releases": {"nodes": None},
           "owner": {"__typename": "Organization", "login": ""}, "securityPolicyUrl": None}
# Its checks of files, and the signals that ask the same.
CHECKS = {"readme": "readme", "contributing": "contributing-guide", "code_of_conduct": "code-of-conduct"}
# A repository, in seconds: what its local checks took in a trial.
BOUND = 0.17


class GitHub(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        body = json.dumps({"data": {"repository": NOTHING}}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def linted(folders, scratch):
    """All checks of CLOMonitor's linter that need no network: GitHub knows nothing, and there is no OpenSSF Scorecard."""
    (scratch / "bin").mkdir(exist_ok=True)
    if not (scratch / "bin/scorecard").exists():
        (scratch / "bin/scorecard").symlink_to(shutil.which("false"))
    environment = {**os.environ, "PATH": f"{scratch}/bin:{os.environ['PATH']}", "GITHUB_TOKEN": "none"}
    found = {}
    for name, folder in folders.items():
        command = [os.environ["OSMM_CLOMONITOR"], "--path", str(folder), "--url", f"https://github.com/{name}", "--format",
                   "json", "--check-set", "code", "--check-set", "community"]
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
        found[name] = json.loads(done.stdout or sys.exit(done.stderr.decode()))["report"]["documentation"]
    return found


def whole():
    with tempfile.TemporaryDirectory() as scratch:
        mirrors, folders = {}, {}
        for name, mirror, commit in repositories():
            mirrors[name] = mirror
            folders[name] = Path(scratch) / name.replace("/", "+")
            if "OSMM_CLOMONITOR" in os.environ:
                run("git", "clone", "--quiet", "--no-checkout", "--no-tags", str(mirror), str(folders[name]))
                write_files(mirror, commit, folders[name])
        agreed, counted = [], []

        def check(results):
            observed = json.loads(results["osmm"])
            by_name = {}
            for one in observed["observations"]:
                by_name.setdefault(one["subject"], {})[one["signal"]] = one
            commits = sorted(one["activity"]["measures"]["all_commits"] for one in by_name.values())
            if commits != sorted(results["git"]):
                raise Differs(f"commits: {commits}, git {sorted(results['git'])}")
            counted[:] = commits
            if "linter" in results:
                ours = {name: next(one for subject, one in by_name.items() if name.replace("/", "+") in subject) for name in mirrors}
                pairs = [(agreement.is_seen(ours[name][signal]), bool(found[check]["passed"]))
                         for name, found in results["linter"].items() for check, signal in CHECKS.items()]
                agreed[:] = [sum(a == b for a, b in pairs), len(pairs)]

        scan = ["scan", *map(str, mirrors.values()), "--json", "--quiet", "--no-cache"]
        works = {
            "osmm": lambda: run(PROGRAMS["osmm"], *scan, may_fail=True),
            "git": lambda: [int(unreplaced(mirror, "rev-list", "--count", "HEAD")) for mirror in mirrors.values()],
        }
        if "OSMM_CLOMONITOR" in os.environ:
            server = http.server.ThreadingHTTPServer(("127.0.0.1", PORT), GitHub)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            works["linter"] = lambda: linted(folders, Path(scratch))
        took = rounds(check, **works)
    return told_whole(took, len(mirrors), sum(counted), agreed)


def told_whole(took, number, commits, agreed):
    lines = head(f"{number} repositories, {commits:,} commits", "CPU time", "a repository", "osmm to it")
    bound = BOUND * number
    others = [("git rev-list --count HEAD", took["git"]), (f"bound: {BOUND} s a repository", bound)]
    if agreed:
        others.append(("CLOMonitor's linter, local checks", took["linter"]))
    for name, seconds in [("osmm scan, all signals", took["osmm"]), *others]:
        lines.append(f"| {name} | {ms(seconds)} | {ms(seconds / number)} | {took['osmm'] / seconds:.2f} |")
    lines += ["", aim("to the bound, at most 1", took["osmm"] / bound, 1, most=True),
              aim("to `git rev-list --count HEAD`, at most 2.4", took["osmm"] / took["git"], 2.4, most=True)]
    if agreed:
        lines.append(aim("to CLOMonitor's linter, at most 1", took["osmm"] / took["linter"], 1, most=True))
        lines += ["", f"Of {agreed[1]} answers on READMEs, contributing guides and codes of conduct, {agreed[0]} are the same."]
    else:
        lines += ["", "CLOMonitor's linter was not there in this run; the bound is what a trial of it gave."]
    return lines


# The page

PARTS = {
    "history": ("History", history, ["perceval"], """\
Commits, authors, dates, messages and merges of all that HEAD reaches. PyDriller reads these and no diff. Perceval reads
them from a log of git, whose time is counted; first without the files of each commit. In the same run: as many
commits, and as many authors after the mailmap."""),
    "tree": ("Files", tree, list(TREE_PEERS), """\
What the files of one commit show, without the history: `osmm` answers every question that it has about files, out of a
bare repository; the peers run with the default settings of their authors in a folder with the same files."""),
    "licences": ("Licence texts", licences, ["askalono"], """\
Every file of these repositories whose name says that it is a licence, all in one process; with the start of the program."""),
    "whole": ("Everything", whole, [], """\
`osmm scan` with all signals, history included, in one process over all these repositories."""),
}

HEAD = """<!-- Generated: python3 docs/peers.py -->
# Beside other programs

How long `osmm` takes beside programs made for one of its questions. Written by `python3 docs/peers.py`, on the real
repositories of the page on [accuracy](reference/accuracy.md) at their commits there. All figures are CPU time with one
thread, medians of five rounds in which all take turns; machines differ, so read the ratios. Beside git itself, and on
made-up repositories: the page on [performance](performance.md).
"""


def sections():
    """What the page says now, by heading."""
    text = PAGE.read_text() if PAGE.exists() else ""
    return {one.split("\n", 1)[0]: f"## {one}".rstrip() for one in text.split("\n## ")[1:]}


def missing(parts):
    absent = [name for part in parts for name in PARTS[part][2] if not shutil.which(name)]
    if "history" in parts and not importlib.util.find_spec("pydriller"):
        absent.append("pydriller")
    return absent + [name for name in ["OSMM_MIRRORS"] if name not in os.environ]


def main():
    arguments = argparse.ArgumentParser(usage=__doc__)
    arguments.add_argument("--only", choices=PARTS)
    only = arguments.parse_args().only
    parts = [only] if only else list(PARTS)
    if missing(parts):
        sys.exit(f"{__doc__}\nmissing: {', '.join(missing(parts))}")
    build()
    os.environ.update(ONE_THREAD)
    there = sections()
    for part in parts:
        title, work, _, about = PARTS[part]
        there[title] = "\n".join([f"## {title}", "", about, "", *work()])
    PAGE.write_text("\n\n".join([HEAD.rstrip(), *[there[title] for title, *_ in PARTS.values() if title in there]]) + "\n")
    sys.exit(1 if "**missed**" in PAGE.read_text() else 0)


if __name__ == "__main__":
    main()
