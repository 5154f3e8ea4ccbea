// Pages in every kind of state, beside those that links lead to: who looks, at which address, and what they do there
// first. `here` is asked once for each look, so a step of it must bear being repeated.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { organisation } from "./org.mjs";
import { parseCsv, seed } from "./seed.mjs";
import { serve } from "./server.mjs";
import { until } from "./steps.mjs";

const DAY = "2026-11-22";
export const env = { SOURCE_DATE_EPOCH: String(Date.parse(`${DAY}T12:00:00Z`) / 1000) };
export const Q4 = "/a/2026-q4";
export const submit = (page, selector = "main button.primary") => Promise.all([page.waitForNavigation(), page.locator(selector).first().click()]);

/** What the company decided about its roadmap. */
const PLAN = `format: osmm-plan/1
# Two people of the programme office, part-time.
start: 2027-Q1
quarters: 4
capacity: {ospo: 25, legal: 10, anyone: 40}
budget: 20000
currency: EUR
objectives: {security-posture: 60, regulatory-compliance: 40}
`;

/** A company in the middle of its second cycle, with scans. */
export async function company(osmm, at, files) {
  mkdirSync(at, { recursive: true });
  const { local, env: seeded } = seed(osmm, at);
  const run = (as, ...args) => execFileSync(osmm, args, { cwd: at, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...seeded, OSMM_AS: as, SOURCE_DATE_EPOCH: String(Date.parse("2026-11-20T08:00:00Z") / 1000), XDG_CACHE_HOME: join(at, "cache") } });
  const org = organisation(join(at, "org"), files);
  run("lead", "scan", org, "--keep", "--quiet");
  const title = "Policy on using open source, second edition";
  writeFileSync(join(at, "policy.md"), "# Policy\n\nEvery component has an owner.\n");
  run("lead", "evidence", "add", "payments", title, "--item", local[2], "--kind", "artefact", "--file", "policy.md", "--owner", "Payments architecture", "--expires", "2026-12-05");
  run("ada", "evidence", "add", "payments", "Minutes of the October review", "--item", local[5], "--kind", "operation", "--link", "https://wiki.example.org/payments/minutes");
  writeFileSync(join(at, "plan.yaml"), PLAN);
  run("lead", "plan", "--settings", "plan.yaml", "--keep", "--why", "budget of 2027");
  run("lead", "action", "open", "policy", "group", "Write the policy", "--owner", "Open Source Office", "--due", "2026-10-31");
  const database = join(at, "company.db");
  copyFileSync(database, join(at, "signed.db"));
  const server = await serve(osmm, database, ["--as", "lead", "--repositories", org], env);
  // Whoever follows links is to find the roadmap made.
  while (!(await (await fetch(`${server.url}/plan`)).text()).includes('id="leads"')) await new Promise((go) => setTimeout(go, 500));
  return { server, local, org, at, run };
}

/** Pages of the lead in states that no link leads to. */
export function states({ server, local, at, run }) {
  const on = (path) => server.url + path;
  const [disputed, plain] = [local[5], local[14]];
  const answer = (item) => on(`${Q4}/unit/payments/answer/${item}`);
  const sheet = staleSheet(at, run);
  return [
    { name: "dashboard of a unit", url: on(`${Q4}?unit=payments`), print: true },
    { name: "dashboard published", url: on("/a/2026-q3"), print: true },
    { name: "dashboard supported", url: on(`${Q4}?basis=supported`) },
    { name: "item in dispute", url: on(`${Q4}/unit/payments/item/${disputed}`), print: true },
    { name: "item published", url: on(`/a/2026-q3/unit/payments/item/${local[0]}`) },
    { name: "stage published", url: on("/a/2026-q3/stage") },
    { name: "review published", url: on("/a/2026-q3/review") },
    { name: "report to the board", url: on(`${Q4}/report/file?audience=board&since=2026-q3`), print: true },
    { name: "delta", url: on(`${Q4}/delta`), print: true },
    { name: "delta of the first", url: on("/a/2026-q3/delta") },
    { name: "correct", url: on(`/a/2026-q3/correct?unit=payments&item=${local[0]}`) },
    { name: "audit found", url: on(`/audit?unit=payments&item=${encodeURIComponent(local[0])}&at=2026-10-01`), print: true },
    { name: "audit nothing", url: on(`/audit?unit=payments&item=${encodeURIComponent(local[0])}&at=2026-01-01`) },
    { name: "goals of a unit", url: on("/goals?unit=payments") },
    { name: "roadmap", url: on("/plan"), print: true, here: planned },
    { name: "roadmap in work", url: on("/plan"), here: async (page) => {
      await planned(page);
      const take = page.locator(".work-row form button");
      if (await take.count()) await submit(page, ".work-row form button");
      await planned(page);
    } },
    { name: "roadmap settings", url: on("/plan/settings") },
    { name: "roadmap settings with faults", url: on("/plan/settings"), here: async (page) => {
      await page.fill("[name='objectives.security-posture']", "70");
      await page.fill("[name='capacity.ospo']", "-3");
      await submit(page);
    } },
    { name: "roadmap as a file", url: on("/plan/text") },
    { name: "roadmap own action", url: on("/plan/action") },
    { name: "not there", url: on("/nothing"), status: 404 },
    { name: "rate", url: answer(plain) },
    { name: "rate for all units", url: on(`${Q4}/unit/group/answer`) },
    { name: "rate for somebody", url: on(`${Q4}/unit/payments`), here: forSomebody("ada") },
    { name: "lock for somebody", url: on(`${Q4}/unit/payments`), here: async (page) => {
      await forSomebody("ada")(page);
      await page.goto(page.url().replace(/answer.*/, "lock"));
    } },
    { name: "rate without a reason", url: answer(plain), here: async (page) => {
      await page.check("[name=answer][value=na]", { force: true });
      await submit(page, ".go button.primary");
    } },
    { name: "keys", url: answer(plain), wide: true, here: (page) => page.keyboard.press("?") },
    { name: "rate twice", url: answer(plain), here: async (page) => {
      // What stood there when the page came, and words of this moment: whatever was saved before, both differ.
      const based = await page.evaluate(async (url) => {
        const based_on = document.querySelector("form.answer [name=based_on]").value;
        const body = new URLSearchParams({ answer: "2", note: `At ${Date.now()}.`, based_on });
        const saved = await fetch(url, { method: "POST", body });
        if (!saved.ok) throw new Error(`the other tab was answered ${saved.status}`);
        return based_on;
      }, answer(plain));
      await page.evaluate((based) => {
        const form = document.querySelector("form.answer");
        form.querySelector("[name=based_on]").value = based;
        form.querySelector("[name=answer][value='3']").checked = true;
        form.querySelector("[name=note]").value = "Half of the builds since May.";
        form.submit();
      }, based);
      await page.waitForSelector(".clash");
    } },
    { name: "decide without a reason", url: on(`${Q4}/review`), here: async (page) => {
      await page.locator(".dispute .scale label").first().click();
      await submit(page, ".dispute button.primary");
    } },
    { name: "sheet with conflicts", url: on(`${Q4}/transfer`), here: async (page) => {
      await page.setInputFiles("input[type=file]", sheet);
      await submit(page, "form:has(input[type=file]) button");
    } },
    { name: "units with faults", url: on("/units"), here: async (page) => {
      await page.setInputFiles("input[type=file]", { name: "units.csv", mimeType: "text/csv", buffer: Buffer.from("id,title,parent\nnew,New,nowhere\nnew,Twice,group\n") });
      await submit(page, "form:has(input[type=file]) button:not([name])");
    } },
    { name: "evidence", url: on(`${Q4}/unit/payments/evidence`) },
    { name: "evidence of one kind", url: on(`${Q4}/unit/payments/evidence`), here: async (page) => {
      await Promise.all([page.waitForNavigation(), page.click("main a:has-text('Policy on using')")]);
    } },
    { name: "proposals", url: on(`${Q4}/unit/payments/proposals`), print: true },
    { name: "proposal rejected without a reason", url: on(`${Q4}/unit/payments/proposals`), here: async (page) => {
      await page.locator(".act details summary").first().click();
      await submit(page, ".act details[open] button[value=reject]");
    } },
    { name: "seen by a signal", url: on(`${Q4}/unit/payments/scans`), here: async (page) => {
      await Promise.all([page.waitForNavigation(), page.click("table.numbers a >> nth=0")]);
    } },
    { name: "workshop on nothing", url: on("/workshop"), here: (page) => submit(page) },
    { name: "scan", url: on(`${Q4}/unit/payments/scans`), here: async (page) => {
      await page.fill("#folders", join(at, "org", "payments"));
      await submit(page, "form:has(#folders) button");
      await page.waitForSelector("a.button.primary", { timeout: 60_000 });
    } },
    { name: "scan of no folder", url: on(`${Q4}/unit/payments/scans`), here: async (page) => {
      await page.fill("#folders", "/nowhere");
      await submit(page, "form:has(#folders) button");
    } },
    { name: "upgrade rehearsed", url: on(`${Q4}/upgrade?model=ow2-ggi`) },
  ];
}

/** Waits until the roadmap is made: the page looks again by itself. */
const planned = (page) => page.waitForSelector("#leads", { timeout: 120_000 });

/** From the page of a unit to the questions of somebody whose answers a lead enters. */
const forSomebody = (name) => async (page) => {
  await page.locator("details:has(#person) > summary").click();
  const option = page.locator("#person option", { hasText: new RegExp(name, "i") }).first();
  await page.selectOption("#person", await option.getAttribute("value"));
  await submit(page, "form:has(#person) button");
};

/** A sheet that was edited, while the record was changed, too. */
function staleSheet(at, run) {
  run("lead", "export", "stale.csv");
  const [head, ...rows] = parseCsv(readFileSync(join(at, "stale.csv"), "utf8"));
  const col = (name) => head.findIndex((h) => h.replace("\ufeff", "") === name);
  const edited = rows.filter((row) => row[col("unit id")] === "lending" && /^\d - /.test(row[col("Answer")])).slice(0, 2);
  for (const row of edited) {
    run("lead", "answer", "lending", row[col("item id")], "4", "--note", "decided in the meeting of the leads");
    row[col("Answer")] = "1";
  }
  const text = [head, ...rows].map((r) => r.map((c) => `"${c.replaceAll('"', '""')}"`).join(",")).join("\r\n");
  const file = join(at, "stale.csv");
  writeFileSync(file, `${text}\r\n`);
  return file;
}

/** A workshop: the wall before and after votes are shown, and a phone at each step. */
export async function workshop(server, open) {
  const { page, context } = await open({});
  await page.goto(`${server.url}/workshop`);
  await page.selectOption("#unit", "payments");
  await submit(page);
  const wall = page.url();
  const code = wall.split("/").at(-1);
  const phone = `${server.url}/w/${code}`;
  const voted = async (looker, value) => {
    await looker.goto(phone);
    await looker.check(`[name=answer][value="${value}"]`, { force: true });
    await submit(looker);
  };
  const again = async () => {
    await page.goto(wall);
    const button = page.locator("button[value=again]");
    if (await button.count()) await submit(page, "button[value=again]");
  };
  const shown = async (looker) => {
    await again();
    for (const value of ["2", "3", "3", "4", "dont-know"]) {
      const other = await open({});
      await voted(other.page, value);
      await other.context.close();
    }
    await page.goto(wall);
    await submit(page, "button[value=reveal]");
    // The script of the page may be going there by itself.
    await until(() => looker.goto(wall));
  };
  const list = [
    { name: "workshop wall", url: wall, projector: true, before: again },
    { name: "workshop phone", url: phone, before: again },
    { name: "workshop voted", url: phone, before: again, here: (looker) => voted(looker, "3") },
    { name: "workshop votes", url: wall, projector: true, here: shown },
    { name: "workshop phone after", url: phone },
    { name: "workshop join", url: `${server.url}/w` },
    { name: "workshop of no such code", url: `${server.url}/w/222222`, status: 404 },
  ];
  return { list, close: () => context.close() };
}
