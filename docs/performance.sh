#!/usr/bin/env bash
# Measures and writes docs/performance.md: the cold build, then the benches. Ratios are taken within one run.
# Usage: bash docs/performance.sh            all of it (needs some ten minutes on two cores)
#        bash docs/performance.sh --no-build keeps the build figures that are there
set -euo pipefail
cd "$(dirname "$0")/.."
page=docs/performance.md

build() {
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

if [ "${1:-}" = --no-build ] && [ -f "$page" ]; then
    built=$(grep '^| cold release build' "$page")
else
    built=$(build)
fi
cargo bench -p osmm-cli --bench performance
{
    cat <<'TEXT'
# Performance

Measured by `bash docs/performance.sh`, which writes this page. Machines differ and are noisy: read the ratios, not the
times. Each ratio is taken within one run, and the run fails when both sides do not give the same result.

## Build

From an empty cargo home to the first result of the README's first command. The bound is 1,200 CPU-seconds.

| what | CPU time | wall time | cores |
|---|--:|--:|--:|
TEXT
    echo "$built"
    cat <<'TEXT'

## Scan and score

Twelve generated repositories of 400 commits and 700 files; git reads by three commands what a scan cannot do without:
the list of files, the files of interest, the newest commits. It judges nothing.

| what | osmm | peer or bound | its time | ratio |
|---|--:|---|--:|--:|
TEXT
    git_scan=$(estimate 'scan/git')
    ratio 'scan, all signals' "$(estimate 'scan/osmm')" 'git: ls-tree, cat-file, log' "$git_scan"
    ratio 'scan, commits seen before' "$(estimate 'scan/osmm, unchanged commits')" 'git: ls-tree, cat-file, log' "$git_scan"
    for n in '12 repositories' '3,000 repositories'; do
        ratio "score an assessment of $n" "$(estimate "score, $n/osmm")" 'reading it from JSON' "$(estimate "score, $n/reading the file")"
    done
} > "$page.new"
mv "$page.new" "$page"
cat "$page"
