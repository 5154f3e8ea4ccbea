// Fills a record as a company would, with the program alone: twelve units, people, two assessments a quarter apart,
// evidence, targets, actions, two raters who differ. Deterministic.
//
//     node seed.mjs OSMM DIR      leaves DIR/company.db; DIR must be empty
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const UNITS = [
  ["group", "Example Group", "", 0], ["retail", "Retail Banking", "group", 0], ["markets", "Markets", "group", 0],
  ["tech", "Technology", "group", 0], ["payments", "Payments", "retail", 420], ["lending", "Lending", "retail", 150],
  ["cards", "Cards", "retail", 95], ["branches", "Branch Systems", "retail", 60], ["rates", "Rates", "markets", 80],
  ["fx", "Foreign Exchange", "markets", 110], ["risk", "Risk Engines", "markets", 70],
  ["pricing", "Pricing", "markets", 45], ["platform", "Platform", "tech", 240], ["data", "Data", "tech", 130],
  ["security", "Security", "tech", 55], ["ospo", "Open Source Office", "tech", 6],
];
const PEOPLE = [
  ["ada", "Ada Jansen", "respondent", "payments"], ["bob", "Bob Li", "respondent", "payments"],
  ["cem", "Cem Aydin", "respondent", "lending"], ["rev", "Rui Evora", "reviewer", "group"],
  ["aud", "Aya Udo", "auditor", "group"],
];

/** Rows of CSV text; cells may hold commas, quotes and line ends. */
export function parseCsv(text) {
  const rows = [[]];
  let cell = "", quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (quoted && c === '"' && text[i + 1] === '"') { cell += '"'; i += 1; }
    else if (c === '"') quoted = !quoted;
    else if (!quoted && (c === "," || c === "\n")) {
      rows.at(-1).push(cell.replace(/\r$/, ""));
      cell = "";
      if (c === "\n") rows.push([]);
    } else cell += c;
  }
  if (cell || rows.at(-1).length) rows.at(-1).push(cell);
  return rows.filter((row) => row.length > 1);
}

const toCsv = (rows) => rows.map((r) => r.map((c) => `"${c.replaceAll('"', '""')}"`).join(",")).join("\r\n") + "\r\n";

/** A number from 0 to n - 1 that follows from a text. */
export function pick(text, n) {
  let h = 2166136261;
  for (const c of text) h = Math.imul(h ^ c.charCodeAt(0), 16777619) >>> 0;
  return ((h ^ (h >>> 13)) >>> 0) % n;
}

export function seed(osmm, dir) {
  const env = { ...process.env, OSMM_DATABASE: join(dir, "company.db"), OSMM_AS: "lead" };
  const run = (args, as, at) => execFileSync(osmm, args, {
    cwd: dir, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"],
    env: { ...env, ...(as ? { OSMM_AS: as } : {}), ...(at ? { SOURCE_DATE_EPOCH: String(Date.parse(at) / 1000) } : {}) },
  });
  const file = (name, rows) => { writeFileSync(join(dir, name), rows.map((r) => r.join(",")).join("\n") + "\n"); return name; };
  const units = UNITS.map(([id, title, parent, heads]) => [id, title, parent, heads || "", `glob:${id}/**`]);
  const people = PEOPLE.map(([handle, name, role, unit]) => [handle, name, `${handle}@example.org`, role, unit, ""]);
  const [july, october] = ["2026-07-06T09:00:00Z", "2026-10-05T09:00:00Z"];
  run(["unit", "import", file("units.csv", [["id", "title", "parent", "headcount", "repositories"], ...units])], "", july);
  run(["person", "import", file("people.csv", [["handle", "name", "contact", "role", "unit", "until"], ...people])], "", july);

  /** Answers through a sheet, as people do who like sheets; `rate` gives what stands in the cell, or nothing. */
  const answer = (at, rate) => {
    run(["export", "answers.csv"], "", at);
    const [head, ...rows] = parseCsv(readFileSync(join(dir, "answers.csv"), "utf8"));
    const col = (name) => head.findIndex((h) => h.replace("\ufeff", "") === name);
    const [unit, item, said, note, reason] = ["unit id", "item id", "Answer", "Note", "Reason, or who would know"].map(col);
    for (const row of rows) {
      const given = rate(row[unit], row[item], row[said]);
      if (given !== undefined) [row[said], row[note], row[reason]] = [given[0], given[1] ?? row[note], given[2] ?? row[reason]];
    }
    writeFileSync(join(dir, "answers.csv"), toCsv([head, ...rows]));
    run(["import", "answers.csv"], "", at);
  };
  const level = { payments: 3, platform: 3, security: 3, ospo: 3, data: 2, lending: 2 };
  const rating = (unit, item) => Math.max(0, Math.min(5, (level[unit] ?? 1) + pick(`${unit}/${item}`, 4) - 1));

  run(["assessment", "open", "2026-q3", "--as-of", "2026-09-30"], "", july);
  answer("2026-09-14T09:00:00Z", (unit, item) => {
    const kind = pick(`${item}:${unit}`, 23);
    if (kind === 0) return ["don't know", "", "the build team"];
    if (kind === 1) return ["declined"];
    if (kind === 2) return ["not applicable", "", "no such software here"];
    if (kind < 5) return undefined;
    return [String(rating(unit, item)), kind === 7 ? "as seen in the last quarter" : undefined];
  });
  const items = JSON.parse(run(["model", "show", "--format", "json"])).activities
    .flatMap((a) => a.items.map((i) => ({ id: i.id, scope: i.scope, activity: a.id, level: a.level })));
  const local = items.filter((i) => i.scope === "local").map((i) => i.id);
  const evidence = (unit, title, item, kind, expires, at) => run(["evidence", "add", unit, title, "--item", item, "--kind", kind,
    "--link", `https://wiki.example.org/${unit}`, ...(expires ? ["--expires", expires] : [])], "", at);
  evidence("payments", "Component list 2026-09", local[0], "artefact", "2027-09-30", "2026-09-15T09:00:00Z");
  evidence("payments", "Review log", local[0], "operation", "2026-12-31", "2026-09-15T09:00:00Z");
  evidence("platform", "Build inventory", local[1], "artefact", "2026-10-31", "2026-09-15T09:00:00Z");
  run(["assessment", "review"], "", "2026-09-30T09:00:00Z");
  run(["assessment", "publish"], "", "2026-09-30T10:00:00Z");

  run(["assessment", "open", "2026-q4", "--after", "2026-q3", "--as-of", "2026-12-31", "--deadline", "2026-12-15"], "", october);
  run(["target", "payments", "3", "--item", local[2], "--by", "2027-06-30"], "", october);
  run(["action", "open", "own-all", "payments", "Own every component", "--item", local[2], "--due", "2027-03-31"], "", october);
  run(["assign", "payments", "ada", "bob", ...local.slice(4, 8).flatMap((i) => ["--item", i])], "", october);
  for (const [n, item] of local.slice(4, 8).entries()) {
    run(["answer", "payments", item, "3", "--note", "all builds since May"], "ada", "2026-10-12T09:00:00Z");
    run(["answer", "payments", item, String([3, 2, 1, 0][n])], "bob", "2026-10-13T09:00:00Z");
  }
  for (const who of ["ada", "bob"]) run(["lock", "payments"], who, "2026-10-14T09:00:00Z");
  for (const item of local.slice(9, 12)) run(["answer", "lending", item, "3", "--note", "new since August"], "cem", "2026-10-15T09:00:00Z");
  return { local, env };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) seed(process.argv[2], process.argv[3]);
