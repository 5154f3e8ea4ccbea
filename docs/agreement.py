#!/usr/bin/env python3
"""Compares what osmm sees with what other programs see, and writes docs/reference/agreement.md.

    OSMM_MIRRORS=~/mirrors python3 docs/agreement.py

The folder holds `owner+name/repo` for each repository of crates/evidence/tests/accuracy/repositories.tsv. On the PATH it
needs git, repolinter (npm), licensee and licensecheck (Debian: ruby-licensee, licensecheck), reuse and perceval (PyPI).
OSMM names the program to compare; without it `cargo run --release` is. Every difference needs its reason in
crates/evidence/tests/accuracy/agreement.tsv, or the command fails; so it does for a reason without a difference.

The files of a commit are written to a temporary folder, without links: nothing of them is run, and no file is left. The
peers run there with the default settings of their authors.
"""

import csv
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "crates/evidence/tests/accuracy"
PAGE = ROOT / "docs/reference/agreement.md"
PEERS = ["repolinter", "licensee", "licensecheck", "reuse", "perceval"]

# A rule of repolinter's default rule set, and the signal that asks the same.
RULES = {
    "license-file-exists": "license-file",
    "readme-file-exists": "readme",
    "contributing-file-exists": "contributing-guide",
    "code-of-conduct-file-exists": "code-of-conduct",
    "security-file-exists": "security-policy",
    "support-file-exists": "support",
    "integrates-with-ci": "ci",
}


def run(*command, folder=None, feed=None, may_fail=False):
    """What a program prints. Those that find faults end with 1, which is no failure of theirs."""
    done = subprocess.run(command, cwd=folder, input=feed, capture_output=True, check=False)
    if done.returncode != 0 and not may_fail:
        sys.exit(f"{command[0]} failed: {done.stderr.decode(errors='replace')[-500:]}")
    return done.stdout.decode(errors="replace")


def git(mirror, *arguments, feed=None):
    return run("git", "--no-replace-objects", "--git-dir", str(mirror), *arguments, feed=feed)


def write_files(mirror, commit, folder):
    """Writes the plain files of a commit; says how many the snapshot does not hold."""
    entries = [line.split("\t", 1) for line in git(mirror, "ls-tree", "-r", "-z", commit).split("\0") if line]
    missing = 0
    with subprocess.Popen(
        ["git", "--git-dir", str(mirror), "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        for about, path in entries:
            mode, _, blob = about.split()
            if mode not in ("100644", "100755") or ".." in path.split("/"):
                continue
            process.stdin.write(f"{blob}\n".encode())
            process.stdin.flush()
            head = process.stdout.readline().split()
            if head[-1] == b"missing":
                missing += 1
                continue
            content = process.stdout.read(int(head[2]))
            process.stdout.read(1)
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        process.stdin.close()
    return missing


def observations(mirror):
    """The signals of osmm about the commit that HEAD names, by id."""
    program = shlex.split(os.environ.get("OSMM", "cargo run --quiet --release --"))
    text = run(*program, "scan", str(mirror), "--json", "--quiet", "--no-cache", folder=ROOT, may_fail=True)
    return {one["signal"]: one for one in json.loads(text)["observations"]}


def is_seen(one):
    return one["verdict"]["kind"] == "seen"


def ids(expression):
    """The licences of an expression, each by its bare id: texts of GNU licences do not say `-only` or `-or-later`."""
    words = re.split(r"\s+(?:AND|OR|and|or)\s+|[(),\s]+|/", expression)
    return {re.sub(r"-only$|-or-later$|\+$", "", word) for word in words if word and word not in ("AND", "OR")}


def by_repolinter(folder, seen):
    result = json.loads(run("repolinter", "lint", ".", "--format", "json", folder=folder, may_fail=True))
    passed = {one["ruleInfo"]["name"]: one["status"] == "PASSED" for one in result["results"]}
    for rule, signal in RULES.items():
        yield f"repolinter {rule}", "yes" if is_seen(seen[signal]) else "no", "yes" if passed[rule] else "no"


def by_licensee(folder, seen):
    result = json.loads(run("licensee", "detect", "--json", ".", folder=folder, may_fail=True))
    found = {one["spdx_id"] for one in result["licenses"] if one["spdx_id"] != "NOASSERTION"}
    found = {word for one in found for word in ids(one)}
    yield "licensee", told(ids(seen["license-file"]["measures"].get("spdx", ""))), told(found)


def by_licensecheck(folder, seen):
    """Of the files in which osmm finds the licence."""
    files = [place["path"] for place in seen["license-file"].get("proof", []) if (folder / place["path"]).is_file()]
    found = set()
    if files:
        text = run("licensecheck", "--check", ".*", "--shortname-scheme", "spdx", "--machine", *files, folder=folder)
        found = {word for line in text.splitlines() for word in ids(line.split("\t")[1]) if word != "UNKNOWN"}
    yield "licensecheck", told(ids(seen["license-file"]["measures"].get("spdx", ""))), told(found)


def told(found):
    return " and ".join(sorted(found)) or "none"


def by_reuse(folder, seen):
    result = json.loads(run("reuse", "--root", ".", "lint", "--json", folder=folder, may_fail=True))
    yield "reuse", "yes" if is_seen(seen["reuse"]) else "no", "yes" if result["summary"]["compliant"] else "no"


MACHINE = re.compile(r"\[bot\]|-bot@|<bot@", re.I)


def by_perceval(mirror, commit, scratch, seen):
    log = scratch / "log"
    form = ["--reverse", "--topo-order", "--pretty=fuller", "--decorate=full", "--parents"]
    log.write_text(git(mirror, "log", *form, commit), errors="replace")
    lines = run("perceval", "git", "--git-log", str(log), "--json-line", str(mirror), folder=scratch).splitlines()
    commits = [json.loads(line)["data"] for line in lines if line.startswith("{")]
    measures = seen["activity"]["measures"]
    yield "perceval commits", str(measures["all_commits"]), str(len(commits))
    people = {one["Author"] for one in commits if len(one["parents"]) < 2}
    mapped = git(mirror, "check-mailmap", "--stdin", feed="\n".join(sorted(people)).encode()) if people else ""
    mapped = {line for line in mapped.splitlines() if not MACHINE.search(line)}
    addresses = {line.rsplit("<", 1)[-1].rstrip(">").lower() for line in mapped}
    ours = seen["bus-factor"]["measures"].get("all_people", 0)
    yield "perceval authors", str(ours), str(len(addresses))


def compare(mirrors, repository, commit):
    mirror = mirrors / repository.replace("/", "+") / "repo"
    if not (mirror / "HEAD").is_file():
        sys.exit(f"no snapshot of {repository} at {mirror}")
    if git(mirror, "rev-parse", "HEAD").strip() != commit:
        sys.exit(f"HEAD of {mirror} is not {commit}, at which the others are compared")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "files"
        missing = write_files(mirror, commit, folder)
        if missing:
            print(f"{repository}: {missing} files are not in the snapshot", file=sys.stderr)
        seen = observations(mirror)
        for peer in (by_repolinter, by_licensee, by_licensecheck, by_reuse):
            yield from peer(folder, seen)
        yield from by_perceval(mirror, commit, Path(scratch), seen)


def table(path):
    with open(path, newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


HEAD = """<!-- Generated: python3 docs/agreement.py -->
# Agreement with other programs

What `osmm` sees, beside what programs made for one of its questions see in the same commits, and why the two differ where
they do. A peer that differs need not be wrong: most ask a slightly other question. The repositories and their commits are
those of the page on [accuracy](accuracy.md), which has the labels given by reading. Written by `python3 docs/agreement.py`; it
fails where a difference has no reason.

Licences are compared without `-only` and `-or-later`, which a text of the GNU licences alone does not say. Commits are all
that HEAD reaches, references that replace commits left out; authors are addresses of commits that are not merges, after
the mailmap, without accounts whose name or address is that of a bot. Perceval reads the log of git in the form that
it asks for, without the lines on files, which it does not need for this. None of the peers looks for lock files.

"""


def main():
    absent = [name for name in PEERS if not any((Path(at) / name).is_file() for at in os.environ["PATH"].split(":"))]
    if absent or "OSMM_MIRRORS" not in os.environ:
        sys.exit(f"{__doc__}\nmissing: {', '.join(absent) or 'OSMM_MIRRORS'}")
    reasons = {(row["question"], row["repository"]): row["why"] for row in table(DATA / "agreement.tsv")}
    agreed, differing, versions = {}, [], {}
    for row in table(DATA / "repositories.tsv"):
        print(row["repository"], file=sys.stderr)
        for question, ours, theirs in compare(Path(os.environ["OSMM_MIRRORS"]), row["repository"], row["commit"]):
            same = agreed.setdefault(question, [])
            same.append(ours == theirs)
            if ours != theirs:
                differing.append((question, row["repository"], ours, theirs))
    page = HEAD + "| peer and question | repositories | agree | differ |\n|---|--:|--:|--:|\n"
    for question, same in agreed.items():
        page += f"| {question} | {len(same)} | {sum(same)} | {len(same) - sum(same)} |\n"
    page += "\n## Every difference\n\n| peer and question | repository | osmm | peer | why |\n|---|---|---|---|---|\n"
    faults = [f"{key} agrees, but has a reason" for key in reasons.keys() - {one[:2] for one in differing}]
    for question, repository, ours, theirs in sorted(differing):
        why = reasons.get((question, repository))
        if not why:
            faults.append(f"{question}\t{repository}\tosmm {ours}, peer {theirs}: no reason")
        page += f"| {question} | {repository} | {ours} | {theirs} | {why} |\n"
    if faults:
        sys.exit("\n".join(faults))
    PAGE.write_text(page)


if __name__ == "__main__":
    main()
