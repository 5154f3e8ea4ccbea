#!/usr/bin/env bash
# Measures and writes docs/performance.md. Ratios are taken within one run.
# OSMM_MIRRORS may name a folder with snapshots of real repositories, `owner+name/repo` each, for the part on history.
# Beside the toolchain it needs git, sqlite3, wrk, and for PostgreSQL Debian's package postgresql.
# Usage: bash docs/performance.sh            all of it (needs some half hour on two cores)
#        bash docs/performance.sh PART...    only these of build, scan, history, many, plan, company, load; the others stay
# It ends with 1 where the page says that an aim is missed.
set -euo pipefail
cd "$(dirname "$0")/.."
page=docs/performance.md
all=(build scan history many plan company load)

build() {
    cat <<'TEXT'
## Build

From an empty cargo home to the first result of the README's first command. The bound is 1,200 CPU-seconds.

| what | CPU time | wall time | cores |
|---|--:|--:|--:|
TEXT
    local home target
    home=$(mktemp -d) target=$(mktemp -d)
    cp "${CARGO_HOME:-$HOME/.cargo}"/config.toml "$home"/ 2>/dev/null || true
    CARGO_HOME="$home" CARGO_TARGET_DIR="$target" python3 - "$target/out" <<'PYTHON'
import os, resource, subprocess, sys, time

start = time.time()
command = ["cargo", "run", "--release", "--quiet", "--", "assess", ".", "--quiet", "--output", sys.argv[1]]
code = subprocess.run(command).returncode
assert code in (0, 1), code
used = resource.getrusage(resource.RUSAGE_CHILDREN)
cpu, wall = used.ru_utime + used.ru_stime, time.time() - start
print(f"| cold release build and first result | {cpu:.0f} s | {wall:.0f} s | {os.cpu_count()} |")
PYTHON
    rm -rf "$home" "$target"
}

estimate() { # estimate <criterion folder>: mean in microseconds
    python3 -c 'import json,sys; print(json.load(open(sys.argv[1]))["mean"]["point_estimate"]/1000)' \
        "${CARGO_TARGET_DIR:-target}/criterion/$1/new/estimates.json"
}

ratio() { # ratio <what> <ours> <peer name> <peer>
    python3 -c 'import sys
what, ours, name, peer = sys.argv[1], float(sys.argv[2]), sys.argv[3], float(sys.argv[4])
print(f"| {what} | {ours/1000:.1f} ms | {name} | {peer/1000:.1f} ms | {ours/peer:.2f} |")' "$@"
}

scan() {
    cargo bench -p osmm-cli --bench performance >&2
    cat <<'TEXT'
## Scan and score

Twelve generated repositories of 400 commits and 700 files; git reads by three commands what a scan cannot do without:
the list of files, the files of interest, the history. It judges nothing.

| what | osmm | peer or bound | its time | ratio |
|---|--:|---|--:|--:|
TEXT
    local git_scan
    git_scan=$(estimate 'scan/git')
    ratio 'scan, all signals' "$(estimate 'scan/osmm')" 'git: ls-tree, cat-file, log' "$git_scan"
    ratio 'scan, commits seen before' "$(estimate 'scan/osmm, unchanged commits')" 'git: ls-tree, cat-file, log' "$git_scan"
    for n in '12 repositories' '3,000 repositories'; do
        ratio "score an assessment of $n" "$(estimate "score, $n/osmm")" 'reading it from JSON' "$(estimate "score, $n/reading the file")"
    done
}

history() {
    cat <<'TEXT'
## History

The pass over all commits that HEAD reaches, which reads authors, dates, sign-offs, signatures and traces of review,
beside git counting commits, and git counting them by author. Each is a process of its own on one thread, without a
commit-graph; they take turns for seven rounds, and the figures are medians of CPU time. In the same run: as many commits
and as many authors on both sides. The generated history has 100,000 commits; real ones are clones, packed as they came.
The system counts CPU time in steps of 10 ms, so that what is shorter is run up to thirty times in each round. The floor is
what no reader can do without: every commit unpacked once, by the unpacker that osmm uses; neither looked up, nor put
together from differences, nor read.

TEXT
    # Real histories beside the generated one, where the folder with snapshots of repositories is named.
    cargo bench -p osmm-evidence --bench history
}

many() {
    cat <<'TEXT'
## Many repositories

Three hundred generated repositories of 100 commits, scanned by one program, with its start and without what earlier scans
kept; the peer is a loop of the shell in which git counts the commits of each, without a commit-graph. All take turns for
seven rounds, and the figures are medians. In the same run: as many commits on both sides, and the same output on one
thread, on two, and from what was kept.

TEXT
    local measured
    measured=$(cargo bench -p osmm-cli --bench many)
    echo "${measured%%@*}"
    cat <<'TEXT'
### Workers

One scan of the same repositories in the queue of one PostgreSQL, worked off by one, two and four processes that look at
one repository at a time; with the start of the processes and the keeping of what was seen; medians of three rounds. In the
same run: one look is kept in each round, and a scan by one program has nothing to add to it. Leases last a second, after
which others take over from a worker that was killed. More workers than processors gain nothing.

TEXT
    echo "${measured##*@}"
}

plan() {
    cat <<'TEXT'
## Plans

A roadmap over eight quarters for units that each rate all items of the FINOS model, with everything that is told of it:
the search, the bound, the chances, the projection of every unit and three alternatives; on one thread. How far any other
plan could be better at most is told by the plan itself.

TEXT
    cargo bench -p osmm-maturity --bench plan
}

company() {
    local measured
    measured=$(cargo bench -p osmm-cli --bench company)
    part() { awk -v RS= -v part="$1" 'NR == part' <<< "$measured"; }
    cat <<'TEXT'
## Record of a company

A made-up company of 200 units answers all 72 items of the FINOS model in eight assessments, the most that can be said:
TEXT
    part 1
    cat <<'TEXT'
Everything is answered in the first assessment, a quarter of the items by two people; each later one is opened after the
one before, and a quarter is answered anew. Each is assigned, locked, decided, reviewed and published with its picture;
evidence and looks at repositories go on all the time. One assessment is the first, which is the largest.

A step is a process from its start to its result: to open the record, read what every reader needs and the assessment,
and compute. The peer is the dump of the same rows by the program of the database, which computes nothing. Steps and dumps
take turns for five rounds; the figures are medians; CPU is without the server of PostgreSQL. In the same run: as many
events on both sides, each picture equal to the published one, roll-ups equal to plain counting, and the exports of both
databases equal byte by byte.

TEXT
    part 2
    cat <<'TEXT'

Memory is the most that the process had at a time, in any round. A reader of one assessment must not pay for others beyond
what every reader needs (2 MiB for each), and an export needs the same for any number of events and files; the run fails
when it is more. Folding everything holds everything.

TEXT
    part 3
}

load() {
    cat <<'TEXT'
## The server under load

The same kind of record with 500 people and 5,000 repositories, served with sign-in. The tool wrk asks over fifty
connections for twenty seconds (for five when saving, where every answer is another one), one kind of request after the
other, without a pause in between; `/healthz`, which reads and computes nothing, is what all are compared with. Times are
those that wrk saw, on the cores that it shares with the server. The run fails when a request is refused, when an answer
that was acknowledged is not in the record afterwards, or beyond the bound for 99 of 100.

TEXT
    cargo bench -p osmm-cli --bench company -- load
}

heading() {
    case $1 in
        build) echo '## Build' ;;
        scan) echo '## Scan and score' ;;
        history) echo '## History' ;;
        many) echo '## Many repositories' ;;
        plan) echo '## Plans' ;;
        company) echo '## Record of a company' ;;
        load) echo '## The server under load' ;;
        *) echo "there is no part $1: ${all[*]}" >&2 && exit 2 ;;
    esac
}

# What the page says now under a heading.
there() { awk -v heading="$1" '/^## / { on = $0 == heading } on' "$page"; }

asked=("${@:-${all[@]}}")
for part in "${asked[@]}"; do heading "$part" > /dev/null; done
scratch=$(mktemp -d) server=
trap 'rm -rf "$scratch"; [ -z "$server" ] || bash tests/postgres stop "$server"' EXIT
# A server of its own, unless one is given; without one the benches say what is missing.
if [ -z "${OSMM_TEST_POSTGRES:-}" ] && [ -n "$(find /usr/lib/postgresql -path '*/bin/initdb' 2> /dev/null)" ]; then
    server=$(mktemp -du)
    OSMM_TEST_POSTGRES=$(bash tests/postgres start "$server")
    export OSMM_TEST_POSTGRES
fi
cat > "$scratch/page" <<'TEXT'
# Performance

Measured by `bash docs/performance.sh`, which writes this page. Machines differ and are noisy: read the ratios, not the
times. Each ratio is taken within one run, and the run fails when both sides do not give the same result. How other
programs do stands on a [page of its own](peers.md).
TEXT
for part in "${all[@]}"; do
    if [[ " ${asked[*]} " == *" $part "* ]]; then "$part"; else there "$(heading "$part")"; fi > "$scratch/part"
    # Without empty lines at the end.
    [ ! -s "$scratch/part" ] || printf '\n%s\n' "$(cat "$scratch/part")" >> "$scratch/page"
done
cp "$scratch/page" "$page"
cat "$page"
! grep -n '\*\*missed\*\*' "$page" >&2
