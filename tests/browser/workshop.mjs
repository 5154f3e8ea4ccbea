// A workshop: a wall, three phones, votes that nobody sees before they are shown, and a decision in the record.
import { join } from "node:path";
import { Checks, launch, tooWide } from "./checks.mjs";
import { picture } from "./pictures.mjs";
import { serve } from "./server.mjs";
import { Somebody, place, until } from "./steps.mjs";

const [work, osmm, guides] = process.argv.slice(2);
const env = { SOURCE_DATE_EPOCH: String(Date.parse("2026-11-22T12:00:00Z") / 1000) };
const checks = new Checks("workshop");
const browser = await launch();
const server = await serve(osmm, join(place(work, "workshop"), "mine.db"), [], env);
const wall = await Somebody.arrives(checks, browser, "wall");
await wall.goto(server.url);
await wall.page.fill("#name", "Example Group");
await wall.page.click("button.primary");
await wall.heading("What happens at your place?");
await wall.goto(`${server.url}/workshop`);
await wall.sees(".warn", "Phones cannot reach this address", "an address that phones cannot reach is named");
await wall.page.click("button.primary");
await wall.sees(".votes", "No votes yet");
const code = await wall.words(".code");
const question = await wall.words("h1");
wall.check("the code can be read out", /^[2-9A-Z]{6}$/.test(code), code);
// The wall never loads anew to show how many voted.
await wall.page.evaluate(() => { document.documentElement.dataset.same = "yes"; });

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const phones = [];
for (const [n, vote] of [[1, "1"], [2, "4"], [3, "4"]]) {
  const who = await Somebody.arrives(checks, browser, `phone ${n}`, phone);
  phones.push(who);
  await who.goto(`${server.url}/w`);
  await who.heading("Join a workshop");
  await who.page.fill("#code", n === 1 ? "222222" : code.toLowerCase());
  await who.page.tap("button.primary");
  if (n === 1) {
    await who.sees(".fault", "No workshop has this code");
    await who.page.fill("#code", code);
    await who.page.tap("button.primary");
  }
  await who.heading(question);
  who.check("the question fits on the phone", (await tooWide(who.page)) <= 0);
  await who.page.tap(`[name=answer][value="${vote}"]`);
  await who.page.tap("button.primary");
  await who.sees("[role=status]", "Your vote is in");
  await wall.sees(".votes", n === 1 ? "One vote" : `${n} votes`);
}
wall.check("the wall counted without loading anew", (await wall.page.evaluate(() => document.documentElement.dataset.same)) === "yes");
wall.check("no vote is shown before all are", (await wall.page.locator(".tally").count()) === 0);
for (const who of phones) who.check("nor on a phone", (await who.page.locator("table.ballots").count()) === 0);
const state = await phones[0].page.evaluate(async (path) => (await fetch(path)).text(), `/w/${code}/state`);
phones[0].check("nor in what its script is told", Object.keys(JSON.parse(state)).join() === "version", state);
// A vote can be changed until then.
await phones[2].page.tap('[name=answer][value="3"]');
await phones[2].page.tap("button.primary");
await phones[2].sees("[role=status]", "Your vote is in");

await wall.page.click("text=Show the votes");
await wall.sees(".ballots", /quantitatively managed|managed/i);
const tally = await wall.page.$$eval(".ballots tr", (rows) => rows.map((r) => r.querySelector(".tally .num")?.textContent ?? ""));
wall.check("the wall shows how many voted for what", tally.join() === "0,1,0,1,1,0,0", tally.join());
await picture(checks, wall.page, { work, guides }, "workshop-wall.png", { height: 720 });
for (const who of phones) await who.sees("main", "Wait for the next question", "the phone follows by itself");
await phones[0].sees(".lead", "3 votes");

await wall.page.fill("#note", "Two teams of three do it.");
await wall.page.check('.decide [value="3"]');
await wall.page.click("text=Record and go on");
await until(() => wall.words("h1"), (h) => h !== question);
const next = await wall.words("h1");
wall.check("another question is on the wall", next !== question);
for (const who of phones) await who.heading(next);
await phones[1].page.tap('[name=answer][value="dont-know"]');
await phones[1].page.tap("button.primary");
await picture(checks, phones[1].page, { work, guides }, "workshop-phone.png", { height: 844 });
await wall.sees(".votes", "One vote");
await wall.page.click("text=Previous");
await wall.heading(question);
await wall.sees("main", "Recorded: 3");
await wall.goto(`${server.url}/a/2026-q4/unit/organisation/answer/L1.using.use`);
const note = await wall.page.inputValue("#note");
wall.check("the record has the decision, the votes and the note", note.includes("3 votes") && note.includes("Two teams of three do it."), note);
await wall.goto(`${server.url}/workshop/${code}`);
await wall.page.click("text=End the workshop");
for (const who of phones.slice(0, 1)) {
  await who.page.reload();
  await who.sees("main", "No workshop has this code, or it has ended");
}
wall.quiet();
for (const who of [wall, ...phones]) await who.leave();
await browser.close();
await server.stop();
checks.end();
