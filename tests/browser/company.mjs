// A company: people are let in, two answer blind and differ, it is decided and published.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Checks, launch } from "./checks.mjs";
import { picture } from "./pictures.mjs";
import { serve } from "./server.mjs";
import { Somebody, place, signIn, until } from "./steps.mjs";

const [work, osmm, guides] = process.argv.slice(2);
const checks = new Checks("company");
const browser = await launch();
const at = place(work, "company");
const database = join(at, "company.db");
const env = { SOURCE_DATE_EPOCH: String(Date.parse("2026-11-22T12:00:00Z") / 1000) };
const run = (args, input) => execFileSync(osmm, args, {
  cwd: at, encoding: "utf8", input, stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, ...env, OSMM_DATABASE: database, OSMM_AS: "lead" },
});
const write = (name, lines) => { writeFileSync(join(at, name), `${lines.join("\n")}\n`); return name; };
run(["unit", "import", write("units.csv", ["id,title,parent,headcount,repositories", "group,Example Group,,,", "payments,Payments,group,420,"])]);
run(["person", "import", write("people.csv", [
  "handle,name,contact,role,unit,until", "ada,Ada Jansen,ada@example.org,respondent,payments,", "bob,Bob Li,bob@example.org,respondent,payments,",
])]);
const words = "correct horse battery";
run(["person", "password", "lead"], `${words}\n`);
const server = await serve(osmm, database, ["--login"], env);
const arrives = (name) => Somebody.arrives(checks, browser, name);

const lena = await arrives("lead");
await signIn(lena, server.url, "lead", words);

/** The lead makes an invitation; its owner chooses a password by it, once. */
async function comesIn(name, handle) {
  await lena.goto(`${server.url}/access`);
  await lena.page.getByRole("button", { name: `for ${name}` }).click();
  await lena.heading("Who may come in?");
  const link = (await lena.words(".secret")).trim();
  const who = await arrives(handle);
  await who.goto(link);
  await who.heading("Choose a password");
  await who.sees(".lead", name);
  await who.page.getByLabel("New password").fill("short");
  await who.page.getByLabel("New password").fill(`${handle} likes long words`);
  await who.page.click("text=Set password");
  await who.sees("h1", /./);
  const late = await arrives("somebody late");
  await late.goto(link);
  await late.heading("This link no longer opens");
  await late.leave();
  return who;
}
const ada = await comesIn("Ada Jansen", "ada");
const bob = await comesIn("Bob Li", "bob");

async function opened() {
  await lena.goto(`${server.url}/assessments/open`);
  await lena.page.fill("#name", "2026-q4");
  await lena.page.fill("#as_of", "2026-12-31");
  await lena.page.click("text=Open it");
  await until(() => lena.page.url(), (url) => url.includes("/a/2026-q4"));
  await lena.goto(`${server.url}/a/2026-q4/assign?unit=payments`);
  await lena.heading("Who answers what, until when?");
  await lena.page.getByLabel("Ada Jansen").check();
  await lena.page.getByLabel("Bob Li").check();
  await lena.page.locator(".boxes.two input[name=activity]").first().check();
  await lena.page.click("button:has-text('Assign') >> nth=-1");
  await lena.sees(".lead", /0 of [1-9]\d* asked items are answered/);
}

const answerPath = "/a/2026-q4/unit/payments/answer";
/** Answers what is asked; the first question far from the other's answer. */
async function answers(who, first, note) {
  await who.goto(`${server.url}/a/2026-q4/todo`);
  await who.heading("questions are asked of you");
  const open = Number((await who.words(".todo > p")).match(/\d+/)[0]);
  await who.page.getByRole("link", { name: "Answer Payments" }).first().click();
  const asked = [];
  for (let n = 0; n < open; n += 1) {
    asked.push({ url: who.page.url(), title: await who.words("h1") });
    await who.page.check(`[name=answer][value="${n === 0 ? first : 3}"]`);
    await who.page.click("summary:has-text('Note')");
    await who.page.fill("#note", `${note} ${n}`);
    await who.page.click("text=Save and go on");
    await until(() => who.page.url(), (url) => url !== asked.at(-1).url);
  }
  return asked;
}

/** What one said is nowhere in the pages of another. */
async function blind(who, asked, note) {
  const item = asked[0].url.split("/").at(-1);
  for (const path of [
    `${answerPath}/${item}`, "/a/2026-q4", "/a/2026-q4/todo", "/a/2026-q4/unit/payments", `/a/2026-q4/unit/payments/item/${item}`,
    "/a/2026-q4/unit/payments/done", "/a/2026-q4/unit/payments/lock", "/a/2026-q4/review", "/a/2026-q4/verify",
  ]) {
    await who.goto(server.url + path);
    await who.nowhere(note);
  }
}

async function lock(who, expected) {
  await who.goto(`${server.url}/a/2026-q4/unit/payments/lock`);
  await who.heading("Are you done?");
  await who.page.getByRole("button", { name: /^Lock my/ }).click();
  await who.goto(`${server.url}/a/2026-q4/unit/payments/lock`);
  await who.sees("main", expected);
}

await opened();
const asked = await answers(ada, 4, "ada wrote");
ada.check("several questions were asked", asked.length > 2, `${asked.length}`);
await blind(bob, asked, "ada wrote");
await lena.goto(`${server.url}/a/2026-q4/review`);
await lena.heading("Nothing is left to decide");
await blind(lena, asked, "ada wrote");
await answers(bob, 1, "bob wrote");
await blind(ada, asked, "bob wrote");
await lock(ada, `${asked.length} of your answers are locked`);
await blind(bob, asked, "ada wrote");
await ada.goto(asked[0].url);
await ada.sees(".warn", "You have locked this answer", "what is locked cannot be changed");
ada.check("its fields are closed", await ada.page.locator("[name=answer]").first().isDisabled());
await lock(bob, `${asked.length} of your answers are locked`);
await bob.goto(`${server.url}/a/2026-q4/review`);
await bob.sees(".dispute", "ada wrote 0", "when all have locked, all see what was said");

async function decided() {
  await lena.goto(`${server.url}/a/2026-q4/review`);
  await lena.heading("One item is left to decide");
  await lena.sees(".dispute", "3 apart");
  await lena.sees(".dispute", "bob wrote 0");
  await picture(checks, lena.page, { work, guides }, "company-dispute.png", { height: 820 });
  await lena.page.click(".dispute .scale label:has-text('2')");
  await lena.page.click(".dispute button.primary");
  await lena.sees(".fault", "Give the reason in writing");
  ada.check("what was chosen is still there", await lena.page.locator(".dispute .scale input[value='2']").isChecked());
  await lena.page.getByLabel("Reason").fill("The register covers half of the builds.");
  await lena.page.click(".dispute button.primary");
  await lena.heading("Nothing is left to decide");
  await lena.sees("table.wide", "The register covers half of the builds.");
  await lena.goto(asked[0].url.replace("/answer/", "/item/"));
  await lena.sees("main", "The register covers half of the builds.", "the item tells how it was decided");
}

async function published() {
  await lena.goto(`${server.url}/a/2026-q4/stage`);
  await lena.page.click("text=Put it up for review");
  await lena.sees("[aria-current=step]", "in review");
  await ada.goto(asked[0].url);
  await ada.sees(".warn", "This assessment is not open for answers");
  await lena.page.click("button:has-text('Publish')");
  await lena.sees("[aria-current=step]", "published");
  await lena.sees(".panel", /sha256:[0-9a-f]{64}/, "the digest to keep is shown");
  await lena.goto(`${server.url}/a/2026-q4`);
  await lena.sees(".over", "published");
}
await decided();
await published();
await lena.goto(`${server.url}/access/log`);
await lena.sees("table", "Bob Li", "who looked at answers of others is kept");
for (const who of [lena, ada, bob]) {
  who.quiet();
  await who.leave();
}
await browser.close();
await server.stop();
checks.end();
