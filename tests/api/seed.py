"""A record in which wishes lead to something, and what schemathesis has to know of it.

    python3 seed.py URL LOOK FOLDER

Fills the empty record of the server at URL by its API. LOOK is a file with what `osmm scan --json` saw of a repository.
Into FOLDER it writes the description and the configuration with the names of what is there, and with bodies that can be
taken (examples.json).
"""

import datetime
import json
import pathlib
import sys
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).parent
ROOT = "organisation"
ITEM = "L2.consumption-compliance.risk-management"


class Server:
    def __init__(self, url):
        self.url = url

    def ask(self, method, path, body=None, kind="application/json"):
        data = json.dumps(body).encode() if kind == "application/json" and body is not None else body
        headers = {"Content-Type": kind, "If-Match": "*"}
        request = urllib.request.Request(self.url + path, data=data, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                text = answer.read()
                return json.loads(text) if text and answer.headers["Content-Type"] == "application/json" else None
        except urllib.error.HTTPError as error:
            error.add_note(f"{method} {path}: {error.read().decode()}")
            raise

    def api(self, method, path, body=None, **more):
        return self.ask(method, f"/api/v1{path}", body, **more)


def organisation(server):
    server.ask("POST", "/start", b"name=Example+Group&size=250-999", kind="application/x-www-form-urlencoded")
    for unit in ["payments", "closed"]:
        server.api("POST", "/units", {"id": unit, "title": unit.title(), "parent": ROOT, "headcount": 40})
    people = {}
    for handle in ["ben", "cyd"]:
        people[handle] = server.api("POST", "/people", {"handle": handle, "name": f"{handle.title()} Ober"})["person"]
    for role in ["respondent", "reviewer"]:
        server.api("POST", f"/people/{people['ben']}/roles", {"role": role, "unit": ROOT})
    return people


def assessments(server):
    """The open one, the one that was published before it, and the one that comes after that."""
    rated = {"state": "rated", "rating": 3}
    before = str(datetime.date.today() - datetime.timedelta(days=60))
    server.api("POST", "/assessments", {"assessment": "2026-q3", "units": [ROOT], "as_of": before})
    for assessment in ["2026-q3", "2026-q4"]:
        server.api("PUT", f"/assessments/{assessment}/units/{ROOT}/items/{ITEM}/answers/me", {"answer": rated})
    server.api("POST", f"/assessments/2026-q3/units/{ROOT}/locks", {})
    for stage in ["in-review", "published"]:
        server.api("PUT", "/assessments/2026-q3/stage", {"stage": stage})
    server.api("POST", "/assessments", {"assessment": "2027-q1", "after": "2026-q3"})


def work(server):
    server.api("POST", "/actions", {"id": "write-policy", "unit": ROOT, "items": [ITEM], "title": "Write the policy"})
    server.api("POST", "/targets", {"unit": ROOT, "subject": {"item": ITEM}, "rating": 4})
    policy = {"unit": ROOT, "items": [ITEM], "kind": "artefact", "title": "Policy"}
    server.api("POST", "/evidence", {"id": "scan-policy", "evidence": policy})
    file = "/evidence/scan-policy/file"
    return server.api("PUT", file, b"the policy", kind="application/octet-stream")["evidence"]["digest"]


def proposed(server):
    """An item of which what was seen of the repository says something."""
    for entry in server.api("GET", f"/assessments/2026-q4/units/{ROOT}/items?limit=500")["items"]:
        item = entry["state"]["item"]
        try:
            server.api("GET", f"/assessments/2026-q4/units/{ROOT}/items/{item}/proposal")
            return item
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise
    raise SystemExit("nothing is proposed for any item")


def instead(description, path, part, value):
    """Another example for a part of a path."""
    for operation in description["paths"][path].values():
        next(p for p in operation["parameters"] if p["name"] == part)["example"] = value


def filled(file, names):
    text = (HERE / file).read_text()
    for name, value in names.items():
        text = text.replace(f"@{name}@", value)
    return text


def main(url, look, folder):
    server, folder = Server(url), pathlib.Path(folder)
    people = organisation(server)
    assessments(server)
    file = work(server)
    server.api("POST", f"/units/{ROOT}/look", json.loads(pathlib.Path(look).read_text()))
    names = {"ITEM": ITEM, "PROPOSED": proposed(server), "FILE": file, "BEN": people["ben"], "CYD": people["cyd"]}
    models = server.api("GET", "/models")["items"]
    names |= {f"MODEL{number}": model["digest"] for number, model in enumerate(models)}
    (folder / "schemathesis.toml").write_text(filled("schemathesis.toml", names))
    description = server.api("GET", "/openapi.json")
    for operation, bodies in json.loads(filled("examples.json", names)).items():
        method, path = operation.split(" ")
        bodies = bodies if isinstance(bodies, list) else [bodies]
        examples = {str(number): {"value": body} for number, body in enumerate(bodies)}
        description["paths"][path][method.lower()]["requestBody"]["content"]["application/json"]["examples"] = examples
    # Not with the one that all others ask for.
    spot = "/units/{unit}/items/{item}"
    others = {"/delta": "2027-q1", "/model": "2027-q1", "/stage": "2027-q1", f"{spot}/correction": "2026-q3"}
    for path, assessment in others.items():
        instead(description, "/assessments/{assessment}" + path, "assessment", assessment)
    for path in ["/proposal", "/answers/{respondent}"]:
        instead(description, "/assessments/{assessment}" + spot + path, "item", names["PROPOSED"])
    instead(description, "/models/{digest}", "digest", names["MODEL0"])
    instead(description, "/files/{digest}", "digest", names["FILE"])
    instead(description, "/evidence/{evidence}/review", "evidence", "bens-policy")
    description["paths"]["/people/{person}"]["delete"]["parameters"][0]["example"] = names["CYD"]
    # The description names no item of a model; here one that is there takes its place.
    text = json.dumps(description).replace('"activity.item"', json.dumps(ITEM))
    (folder / "openapi.json").write_text(text)
    # With accounts, nothing is answered to nobody.
    (folder / "openapi-token.json").write_text(json.dumps(json.loads(text) | {"security": [{"token": []}]}))


main(*sys.argv[1:])
