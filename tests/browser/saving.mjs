// Saving: what was typed outlives a killed server, a closed window and a second one; what is said about it is true.
import { join } from "node:path";
import { Checks, launch } from "./checks.mjs";
import { serve } from "./server.mjs";
import { Somebody, place, until } from "./steps.mjs";

const [work, osmm] = process.argv.slice(2);
const env = { SOURCE_DATE_EPOCH: String(Date.parse("2026-11-22T12:00:00Z") / 1000) };
const checks = new Checks("saving");
const browser = await launch();
const database = join(place(work, "saving"), "mine.db");
let server = await serve(osmm, database, [], env);
const address = server.url.replace("http://", "");
const again = async () => { server = await serve(osmm, database, ["--listen", address], env); };

const ada = await Somebody.arrives(checks, browser, "saving");
const asked = [];
ada.context.on("request", (request) => {
  if (request.resourceType() === "fetch" && request.method() === "GET") asked.push(request.url());
});
await ada.goto(server.url);
await ada.page.fill("#name", "Example Group");
await ada.page.click("button.primary");
await ada.heading("What happens at your place?");
const sort = ada.page.url();
const unit = sort.replace(/\/sort$/, "");
const questions = await (async () => {
  await ada.goto(`${unit}/answer`);
  return ada.page.$$eval(".every-in a", (all) => all.map((a) => a.href));
})();
/** A window on a question. */
async function window(n) {
  const page = await ada.context.newPage();
  await page.goto(questions[n]);
  return Object.assign(new Somebody(checks, `question ${n}`, { page, context: ada.context, said: [] }), { at: questions[n] });
}
const state = "[data-state]";
const rate = (who, n) => who.page.check(`[name=answer][value="${n}"]`);
const chosen = (who) => who.page.locator("[name=answer]:checked").getAttribute("value");

async function statesAreSeen() {
  const one = await window(0);
  await one.sees(state, "Not answered yet");
  let release;
  await one.page.route("**/answer/*", async (route) => {
    if (route.request().method() === "POST") await new Promise((resolve) => { release = resolve; });
    await route.continue();
  });
  await rate(one, 3);
  await one.sees(state, "Saving", "an answer that is under way is not called saved");
  await until(() => release);
  release();
  await one.sees(state, "Saved: 3");
  await one.page.unroute("**/answer/*");
  await one.page.close();
}

async function longComments() {
  const words = Array.from({ length: 420 }, (_, n) => `word${n}`).join(" ") + "\n<b>and</b> “quotes” & ümlauts";
  const one = await window(1);
  await one.page.click("summary:has-text('Note')");
  await one.page.fill("#note", words);
  await one.page.reload();
  ada.check("a comment without an answer outlives the window", (await one.page.inputValue("#note")) === words);
  ada.check("and is seen without a click", await one.page.locator("#note").isVisible());
  await rate(one, 2);
  await one.sees(state, "Saved: 2");
  await one.page.reload();
  const kept = await one.page.inputValue("#note");
  ada.check("a long comment is in the record", kept === words, `${kept.length} of ${words.length}: ${JSON.stringify(kept.slice(-60))}`);
  await one.page.evaluate(() => localStorage.clear());
  await one.page.reload();
  ada.check("and not only in the browser", (await one.page.inputValue("#note")) === words);
  await one.page.fill("#note", `${words} more`);
  // The window is closed while the note still has the focus.
  await one.page.close({ runBeforeUnload: true });
  const two = await window(1);
  ada.check("what was typed last is there", (await two.page.inputValue("#note")) === `${words} more`);
  await two.sees(state, "Saved: 2");
  await two.page.close();
}

async function aServerThatIsKilled() {
  await ada.goto(sort);
  const windows = [await window(2), await window(3), await window(4)];
  await rate(windows[0], 1);
  await windows[0].sees(state, "Saved: 1");
  await server.stop("SIGKILL");

  for (const [n, one] of windows.entries()) {
    await rate(one, n + 2);
    await one.sees(state, "Not saved yet", "an answer that is not saved is called so");
  }
  await windows[1].page.click("summary:has-text('Note')");
  await windows[1].page.fill("#note", "typed while nobody was there");
  await windows[2].page.click("text=Save and go on");
  await windows[2].sees(state, "kept in this browser", "who goes on stays with the answer");
  await windows[2].page.click("a[data-key=after]");
  await windows[2].sees(state, "kept in this browser", "who wants the next question stays, too");
  const cards = ada.page.locator("fieldset.card");
  for (const n of [0, 1, 2]) await cards.nth(n).getByLabel(["Some", "Established", "Not happening"][n]).check();
  await ada.sees(state, "Not saved yet");
  // One window is reloaded into nothing, one is closed.
  await windows[0].page.reload().catch(() => {});
  await windows[1].page.close({ runBeforeUnload: true });

  await again();
  await ada.sees(state, "Saved", "the page says by itself that it is saved now");
  await ada.sees(".sort-bar", "3 of 24 sorted");
  await windows[2].sees(state, "Saved: 4", "an open window sends by itself");
  await windows[0].page.goto(windows[0].at);
  await windows[0].sees(state, "Saved: 2", "a window that was reloaded has its answer");
  const back = await window(3);
  await back.sees(state, "Saved: 3", "a window that was closed has its answer");
  ada.check("and its note", (await back.page.inputValue("#note")) === "typed while nobody was there");
  const queue = await until(() => ada.page.evaluate(() => localStorage.length), (n) => n === 0);
  ada.check("nothing waits any more", queue === 0, `${queue}`);
  await ada.page.reload();
  const sorted = await ada.page.$$eval(".card input:checked", (all) => all.map((i) => i.value).join());
  ada.check("the record has what was sorted", sorted === "some,established,not-happening", sorted);
  // Another browser knows nothing but the record.
  const other = await Somebody.arrives(checks, browser, "another browser");
  for (const [n, value] of [[2, "2"], [3, "3"], [4, "4"]]) {
    await other.goto(questions[n]);
    other.check(`answer ${n} is in the record`, (await chosen(other)) === value);
  }
  await other.leave();
  for (const one of [windows[0], windows[2], back]) await one.page.close();
}

/** What waits is sent from any page of answering, and said there until then. */
async function fromElsewhere() {
  const one = await window(5);
  await server.stop("SIGKILL");
  await rate(one, 4);
  await one.sees(state, "Not saved yet");
  await one.page.close();
  await again();
  await ada.goto(`${unit}/done`);
  const queue = await until(() => ada.page.evaluate(() => localStorage.length), (n) => n === 0);
  ada.check("what waits is sent from the page of what came of it", queue === 0, `${queue}`);
  await ada.sees(".lead", "6 of 72", "and counts there");
}

async function twoWindows() {
  const [one, two] = [await window(6), await window(6)];
  await rate(one, 1);
  await one.sees(state, "Saved: 1");
  await two.page.click("summary:has-text('Note')");
  await two.page.fill("#note", "seen from here");
  await two.page.click('[name=answer][value="4"]');
  await two.heading("You answered this twice");
  await two.sees(".clash", /4 –[^]*seen from here/, "what was said here is shown");
  await two.sees(".clash", /1 –/, "and what is kept");
  await two.page.click("text=Keep what I said here");
  await two.sees(state, "Saved: 4");
  ada.check("with its note", (await two.page.inputValue("#note")) === "seen from here");
  await one.page.click('[name=answer][value="2"]');
  await one.heading("You answered this twice");
  await one.page.click("text=Take what is kept");
  await one.sees(state, "Saved: 4", "the other window can give way");
  const kept = await one.page.evaluate(() => localStorage.length);
  ada.check("a clash that is settled leaves nothing behind", kept === 0, `${kept}`);
  await one.page.close();
  await two.page.close();
}

await statesAreSeen();
await longComments();
await aServerThatIsKilled();
await fromElsewhere();
await twoWindows();
ada.check("a page that waits asks the server nothing", asked.length === 0, `${asked.length} times ${asked[0]}`);
await ada.leave();
await browser.close();
await server.stop();
checks.end();
