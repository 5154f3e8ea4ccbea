// A quarter later, and two years later: what is asked again, why ratings moved, and what an auditor finds.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { Checks, launch } from "./checks.mjs";
import { picture } from "./pictures.mjs";
import { seed } from "./seed.mjs";
import { serve } from "./server.mjs";
import { Somebody, place, signIn, until } from "./steps.mjs";

const [work, osmm, guides] = process.argv.slice(2);
const checks = new Checks("quarter");
const browser = await launch();
const at = place(work, "quarter");
const database = join(at, "company.db");
const { local } = seed(osmm, at);
const words = "correct horse battery";
for (const who of ["lead", "cem"]) {
  execFileSync(osmm, ["person", "password", who], { input: `${words}\n`, env: { ...process.env, OSMM_DATABASE: database, OSMM_AS: "lead" } });
}
const on = (day) => ({ SOURCE_DATE_EPOCH: String(Date.parse(`${day}T12:00:00Z`) / 1000) });
let server = await serve(osmm, database, ["--login"], on("2026-11-22"));
const address = server.url.replace("http://", "");
const shot = (who, name, options) => picture(checks, who.page, { work, guides }, name, options);

const lead = await Somebody.arrives(checks, browser, "lead");
await signIn(lead, server.url, "lead", words);

async function asksOnlyWhatChanged() {
  const cem = await Somebody.arrives(checks, browser, "cem");
  await signIn(cem, server.url, "cem", words);
  await cem.goto(`${server.url}/a/2026-q4/todo`);
  await cem.heading(/questions? (is|are) asked of you/);
  const asked = Number((await cem.words("h1")).match(/\d+/)?.[0] ?? 1);
  const all = await cem.page.evaluate(async () => (await (await fetch("/a/2026-q4/unit/lending/sort")).text()).length);
  cem.check("far fewer questions are asked than there are", asked > 0 && asked < 36 && all > 0, `${asked}`);
  const reasons = new Set(await cem.page.locator(".todo tbody td:nth-child(2)").allInnerTexts());
  cem.check("each with its reason", reasons.size > 0 && ![...reasons].includes(""), [...reasons].join("; "));
  await cem.leave();
  await lead.goto(`${server.url}/a/2026-q4/todo`);
  await lead.sees("main", "evidence expired: Build inventory", "evidence that expired is asked again");
  await lead.sees("main", "open action: Own every component", "and what an action is open for");
  await shot(lead, "quarter-asked.png", { height: 720 });
  await lead.page.getByText("Own every component").first().waitFor();
  await lead.page.locator(".todo tbody tr", { hasText: "open action" }).first().getByRole("link").click();
  await lead.sees(".rate-side", "Last time", "what was said last time stands beside the question");
}

async function whyItMoved() {
  await lead.goto(`${server.url}/a/2026-q4/delta`);
  await lead.heading("What moved from 2026-q3 to 2026-q4?");
  await lead.sees("#basis-1", /Claimed: from \d/);
  await lead.sees(".causes", "Re-rated");
  const parts = await lead.page.locator("section").first().locator(".causes .by").allInnerTexts();
  const total = (await lead.words("#basis-1")).match(/\(([^)]*)\)/)?.[1] ?? "";
  const number = (text) => Number(text.replace("−", "-").replace("+", ""));
  const sum = parts.map(number).reduce((a, b) => a + b, 0);
  lead.check("the parts add up to the whole", Math.abs(sum - number(total)) < 0.011 * parts.length, `${parts.join(" ")} and ${total}`);
  await lead.page.locator("section summary").first().click();
  await lead.sees("section table", "Lending");
  await lead.sees("section table tbody tr td:last-child", /./, "each change has a reason");
  await shot(lead, "quarter-delta.png", { height: 760 });
}

const audit = (day, item) => `${server.url}/audit?unit=payments&item=${encodeURIComponent(item)}&at=${day}`;

async function lookedUp(who) {
  await who.goto(audit("2026-10-01", local[0]));
  await who.sees("article h2", "Payments");
  await who.sees("article", "Component list 2026-09", "the evidence of then");
  await who.sees("article", "2026-q3");
  await who.sees("article", /sha256:[0-9a-f]{64}/);
  const anchor = await who.page.locator("article blockquote").count();
  who.check("what the rating said in the model of then", anchor === 1);
}

async function packed(who) {
  await who.goto(`${server.url}/audit`);
  const [file] = await Promise.all([who.page.waitForEvent("download"), who.page.getByRole("link", { name: "Pack of 2026-q3" }).click()]);
  const path = join(at, file.suggestedFilename());
  await file.saveAs(path);
  const said = execFileSync(osmm, ["verify", "--pack", path], { encoding: "utf8", env: { ...process.env, OSMM_DATABASE: join(at, "none.db") } });
  who.check("the pack can be checked without the server", said.length > 0, said);
}

/** A link for an auditor: reads, changes nothing, and ends. */
async function auditorsLink() {
  const make = async (name, until) => {
    await lead.goto(`${server.url}/access`);
    await lead.page.fill("#link-name", name);
    await lead.page.selectOption("#link-unit", "group");
    await lead.page.fill("#link-until", until);
    await lead.page.click("text=Make a link");
    return (await lead.words(".secret")).trim();
  };
  const enter = async (name, link) => {
    const who = await Somebody.arrives(checks, browser, name);
    await who.goto(link);
    await who.heading("You were asked to look at an assessment");
    await who.sees("main", "You cannot change anything");
    await who.page.click("button.primary");
    await until(() => who.page.url(), (url) => !url.includes("/visit/"));
    return who;
  };
  const ken = await enter("auditor", await make("Ken Ito, Example Audit", "2026-12-24"));
  await lookedUp(ken);
  await shot(ken, "audit-found.png", { height: 900 });
  await packed(ken);
  for (const path of ["/a/2026-q4", "/a/2026-q4/unit/payments", "/a/2026-q4/review", "/a/2026-q3/stage", "/a/2026-q4/delta"]) {
    await ken.goto(server.url + path);
    const forms = await ken.page.locator('main form[method="post"]').count();
    ken.check(`${path} offers nothing to change`, forms === 0, `${forms} forms`);
  }
  const tried = await ken.page.evaluate(async () => {
    const body = new URLSearchParams({ to: "review", answer: "3", based_on: "0" });
    const send = async (path) => (await fetch(path, { method: "POST", body })).status;
    return [await send("/a/2026-q4/stage"), await send("/a/2026-q4/unit/payments/answer/L1.using.use")];
  });
  ken.check("and what is sent all the same is refused", tried.every((s) => s === 403), tried.join());
  const other = await enter("second auditor", await make("Ida Falk", "2026-12-31"));
  await lead.goto(`${server.url}/access`);
  await lead.sees("main", "Ken Ito, Example Audit");
  await lead.page.getByRole("button", { name: "End “Ken Ito, Example Audit”" }).click();
  await ken.goto(audit("2026-10-01", local[0]));
  await ken.sees("h1", /sign/i, "a link that was ended shows nothing more");
  await ken.nowhere("Component list 2026-09");
  await other.goto(audit("2026-10-01", local[0]));
  await other.sees("article", "Component list 2026-09", "another link goes on");
  // Its last day goes by.
  await server.stop();
  server = await serve(osmm, database, ["--login", "--listen", address], on("2027-01-02"));
  await other.goto(audit("2026-10-01", local[0]));
  await other.sees("h1", /sign/i, "after its last day a link shows nothing more");
  await other.nowhere("Component list 2026-09");
  await ken.leave();
  await other.leave();
}

await asksOnlyWhatChanged();
await whyItMoved();
await lookedUp(lead);
await auditorsLink();
lead.quiet();
await lead.leave();
await browser.close();
await server.stop();
checks.end();
