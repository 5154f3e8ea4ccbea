"""Which operations ever went well, by what was asked and answered.

    python3 tally.py DESCRIPTION HAR

Prints those that never did, one a line.
"""

import json
import re
import sys
import urllib.parse


def main(description, har):
    with open(description) as file:
        paths = json.load(file)["paths"]
    with open(har) as file:
        entries = json.load(file)["log"]["entries"]
    # A path without parts comes before one that has some: `/units/x/look` is none of `/units/{unit}`.
    patterns = [(re.compile("/api/v1" + re.sub(r"{[^}]*}", "[^/]+", path)), path) for path in sorted(paths)]
    well = set()
    for entry in entries:
        asked = urllib.parse.urlsplit(entry["request"]["url"]).path
        found = next((path for pattern, path in patterns if pattern.fullmatch(asked)), None)
        if 200 <= entry["response"]["status"] < 300:
            well.add((entry["request"]["method"].lower(), found))
    operations = {(method, path) for path, methods in paths.items() for method in methods}
    for method, path in sorted(operations - well, key=lambda operation: operation[::-1]):
        print(f"never went well: {method.upper()} {path}")


main(*sys.argv[1:])
