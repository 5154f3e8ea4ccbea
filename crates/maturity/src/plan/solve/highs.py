"""A portfolio (JSON on the input) as an integer programme for HiGHS: a start is one of its variables, 0 or 1."""

import json
import sys

import highspy

plan = json.load(sys.stdin)
quarters, jobs = plan["quarters"], plan["jobs"]
highs = highspy.Highs()
for option, value in {"output_flag": False, "time_limit": float(plan["seconds"]), "threads": 1}.items():
    highs.setOptionValue(option, value)
starts = [[highs.addBinary() for _ in range(max(0, quarters + 1 - job["quarters"]))] for job in jobs]

for job, own in zip(jobs, starts):
    if own:
        highs.addConstr(sum(own) <= 1)
    for before in job["after"]:
        takes = jobs[before]["quarters"]
        for quarter in range(len(own)):
            done = [start for first, start in enumerate(starts[before]) if first + takes <= quarter]
            highs.addConstr(sum(own[: quarter + 1]) - sum(done) <= 0)

for resource, amounts in enumerate(plan["resources"]):
    for quarter, amount in enumerate(amounts):
        used = [
            need * start
            for job, own in zip(jobs, starts)
            for which, need in job["needs"]
            if which == resource
            for first, start in enumerate(own)
            if first <= quarter < first + job["quarters"]
        ]
        if used:
            highs.addConstr(sum(used) <= amount)


def on_time(job, first):
    return job["due"] is not None and first + job["quarters"] <= job["due"] + 1


def gain(job, first):
    return job["value"] * (quarters + 1 - (first + job["quarters"])) / quarters


each = [(job, first, start) for job, own in zip(jobs, starts) for first, start in enumerate(own)]
highs.maximize(sum((gain(job, first) + plan["date"] * on_time(job, first)) * start for job, first, start in each))
chosen = [(job, first) for job, first, start in each if highs.val(start) > 0.5]
dates = sum(on_time(job, first) for job, first in chosen)
print(json.dumps([dates, sum(gain(job, first) for job, first in chosen)]))
