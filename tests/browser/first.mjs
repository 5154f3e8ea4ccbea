// A first assessment by one person: with the keyboard alone, and without script.
import { join } from "node:path";
import { Checks, launch } from "./checks.mjs";
import { picture } from "./pictures.mjs";
import { serve } from "./server.mjs";
import { Somebody, place, until } from "./steps.mjs";

const [work, osmm, guides] = process.argv.slice(2);
const env = { SOURCE_DATE_EPOCH: String(Date.parse("2026-11-22T12:00:00Z") / 1000) };
const checks = new Checks("first");
const browser = await launch();
const shot = (who, name, height) => picture(checks, who.page, { work, guides }, name, { height });

async function byKeyboard() {
  const server = await serve(osmm, join(place(work, "first-keyboard"), "mine.db"), [], env);
  const ada = await Somebody.arrives(checks, browser, "keyboard");
  // Nothing here uses a mouse; a page that saw one would tell.
  await ada.context.addInitScript(() => {
    addEventListener("pointerdown", () => sessionStorage.setItem("pointer", "seen"), true);
  });
  const begun = Date.now();
  await ada.goto(server.url);
  await ada.heading("What do you want to assess?");
  await ada.stands("Name of the organisation");
  await ada.type("Example Group");
  await ada.press("Tab");
  await ada.stands("People");
  await ada.type("250 to");
  await ada.press("Tab");
  await ada.stands("Sector");
  await ada.type("Bank");
  const chosen = await ada.page.$$eval("select", (all) => all.map((s) => s.selectedOptions[0].textContent));
  ada.check("size band and sector are chosen by their letters", chosen.join().startsWith("250 to 999,Banking and finance"), chosen.join());
  await ada.tabTo("More");
  await ada.tabTo("Begin");
  await ada.press("Enter");

  await ada.heading("What happens at your place?");
  await ada.sees(".brand", "Example Group");
  await ada.sees(".sort-bar", "0 of 24 sorted");
  await ada.press("Tab");
  await ada.stands("Skip to the content");
  await ada.press("Enter");
  await ada.tabTo("Not happening");
  await ada.press("Space");
  await ada.sees(".sort-bar", "1 of 24 sorted");
  await ada.sees("[data-state]", "Saved");
  for (let n = 2; n <= 24; n += 1) {
    await ada.press("Tab");
    await ada.stands("Not happening");
    // The first word is chosen by Space, the others by arrows; a choice on the way is one, too.
    for (let step = 0; step < (n % 3) + 1; step += 1) await ada.press("ArrowRight");
  }
  await ada.sees(".sort-bar", "24 of 24 sorted");
  const words = await ada.page.$$eval(".card input:checked", (all) => all.map((i) => i.value));
  ada.check("cards say what was chosen", words.length === 24 && new Set(words).size === 4, words.join());
  await ada.sees("[data-state]", "Saved");
  await ada.page.evaluate(() => scrollTo(0, 0));
  await shot(ada, "web-sort.png", 720);
  await ada.tabTo("On to the questions");
  await ada.press("Enter");

  await ada.sees("[data-progress]", "0 of 72 questions answered");
  await ada.sees("[data-state]", "Not answered yet");
  await ada.press("3");
  await ada.stands("3 defined");
  await ada.sees("[data-state]", "Saved: 3");
  const minute = Date.now() - begun;
  ada.check("the first answer is in within a minute", minute < 60_000, `${minute} ms`);
  await shot(ada, "web-question.png", 720);
  await ratingKeys(ada);
  await toTheEnd(ada);
  const mouse = await ada.page.evaluate(() => sessionStorage.getItem("pointer"));
  ada.check("no mouse was used", mouse === null, String(mouse));
  ada.quiet();
  await ada.leave();
  await server.stop();
}

/** Goes on with Enter, and waits for another question. */
async function enter(ada) {
  const was = ada.page.url();
  await ada.press("Enter");
  await until(() => ada.page.url(), (url) => url !== was);
  await ada.page.locator("h1").waitFor();
}

/** Every key that the help names does what it says. */
async function ratingKeys(ada) {
  const first = await ada.words("h1");
  await ada.press("?");
  await ada.sees("dialog", "save and go on");
  await ada.sees("dialog", "Don't know");
  await ada.press("3");
  ada.check("keys behind the help do nothing", (await ada.page.locator("dialog[open]").count()) === 1);
  await ada.press("Escape");
  // The dialog goes a moment after the key.
  await ada.page.locator("dialog").waitFor({ state: "detached" }).catch(() => {});
  ada.check("Escape closes the help", (await ada.page.locator("dialog").count()) === 0);
  await ada.stands("3 defined");
  await ada.press("ArrowDown");
  await ada.sees("[data-state]", "Saved: 4");
  await ada.press("ArrowUp");
  await ada.sees("[data-state]", "Saved: 3");
  await ada.press("ArrowRight");
  await until(() => ada.words("h1"), (h) => h !== first);
  await ada.sees("[data-state]", "Not answered yet", "→ leads to the next question");
  await ada.sees("[data-progress]", "1 of 72 questions answered");
  await ada.press("ArrowLeft");
  await ada.heading(first);
  await ada.sees("[data-state]", "Saved: 3", "← leads back to what was said");
  await enter(ada);
  for (const n of [0, 1, 2, 4, 5]) {
    await ada.press(String(n));
    await ada.sees("[data-state]", `Saved: ${n}`, `${n} is saved`);
    await enter(ada);
  }
  await ada.sees("[data-progress]", "6 of 72 questions answered");
  await ada.press("d");
  await ada.stands("Don't know");
  await ada.sees("[data-state]", "Saved: don't know");
  await ada.tabTo("Who would know?");
  await ada.type("the build team");
  await enter(ada);
  await ada.press("n");
  await ada.stands("Why does it not apply?");
  await ada.type("we ship nothing in 3 years");
  await ada.press("Tab");
  await ada.sees("[data-state]", "Saved: not applicable: we ship nothing in 3 years");
  await ada.press("Shift+Tab");
  await enter(ada);
  await ada.sees("[data-progress]", "8 of 72 questions answered");
  await ada.tabTo("Note, role, day");
  await ada.press("Enter");
  await ada.tabTo("Why this answer and no other?");
  await ada.type("As seen in spring 2025? Not before.");
  await ada.press("Tab");
  ada.check("letters in a field are letters", (await ada.page.locator("dialog").count()) === 0);
  await ada.press("Shift+Tab", "Shift+Tab", "Shift+Tab");
  await ada.press("2");
  await ada.sees("[data-state]", "Saved: 2");
  await enter(ada);
}

/** The rest of the questions, and what comes of them. */
async function toTheEnd(ada) {
  let left = 72 - 9;
  while (left > 0 && !ada.page.url().endsWith("/done")) {
    await ada.press(String(left % 5));
    await ada.sees("[data-state]", `Saved: ${left % 5}`, "is saved");
    await enter(ada);
    left -= 1;
  }
  await ada.heading("All questions are answered");
  await shot(ada, "web-done.png", 720);
  const weak = await ada.page.locator(".weak > li").count();
  ada.check("the three weakest things are named", weak === 3, `${weak}`);
  await ada.sees(".weak", "It blocks level");
  await ada.sees(".asks", "the build team", "who would know is on the list of whom to ask");
  await ada.tabTo("Message to send");
  await ada.press("Enter");
  const message = await ada.page.locator(".asks textarea:visible").first().inputValue();
  ada.check("the message names the organisation and the question", /Example Group works[^]*\n1\. .+\?/.test(message), message);
  await ada.tabTo("Report", { back: true });
  await ada.press("Enter");
  await until(() => ada.page.url(), (url) => url.endsWith("/report.html"));
  await ada.sees("h1", /Level \d/, "the report begins with its finding");
  await ada.page.goBack();
  await ada.heading("All questions are answered");
  await ada.press("Tab");
  await ada.tabTo("See the profile");
  await ada.press("Enter");
  await ada.sees(".key-facts", /Claimed, n\s=\s70/, "the profile says on how many answers it rests");
  await ada.tabTo("Overview");
  await ada.press("Enter");
  await ada.sees("h1", /Level 1/, "the dashboard states its finding");
  await ada.sees(".key-facts", /70\s+of 71/, "and counts what was answered");
}

async function withoutScript() {
  const server = await serve(osmm, join(place(work, "first-plain"), "mine.db"), [], env);
  const bob = await Somebody.arrives(checks, browser, "without script", { javaScriptEnabled: false });
  await bob.goto(server.url);
  await bob.page.fill("#name", "Example Group");
  await bob.page.click("text=Begin");
  await bob.heading("What happens at your place?");
  const cards = bob.page.locator("fieldset.card");
  for (const [n, word] of [[0, "Established"], [1, "Some"], [2, "Don't know"]]) await cards.nth(n).getByLabel(word).check();
  await bob.page.click("text=Save >> nth=0");
  await bob.sees(".sort-bar", "3 of 24 sorted");
  await bob.page.click("text=On to the questions");
  await bob.sees("[data-progress]", "0 of 72 questions answered");
  const question = await bob.words("h1");
  await bob.page.check("[name=answer][value=na]");
  await bob.page.click("text=Save and go on");
  await bob.sees(".fault", "Say why it does not apply");
  await bob.page.fill("#reason", "we ship nothing");
  await bob.page.click("text=Save and go on");
  await bob.sees("[data-progress]", "1 of 72 questions answered");
  await bob.sees(".undo", "not applicable: we ship nothing");
  await bob.page.click(".undo button");
  await bob.heading(question);
  await bob.sees("[data-state]", "Not answered yet", "what was saved is taken back");
  for (let n = 0; n < 3; n += 1) {
    await bob.page.locator(".anchor").nth(n + 1).click();
    await bob.page.click("text=Save and go on");
    await bob.sees("[data-progress]", `${n + 1} of 72 questions answered`);
  }
  await bob.page.click("text=All questions");
  await bob.page.click("text=What came of it");
  await bob.heading("69 questions are open");
  await bob.page.click("text=See the profile");
  await bob.sees(".key-facts", /Claimed, n\s=\s3/);
  await bob.page.locator(".key-facts details.why summary").first().click();
  await bob.sees(".key-facts details.why[open]", "3 of 72 items", "numbers explain themselves");
  await bob.leave();
  await server.stop();
}

await byKeyboard();
await withoutScript();
await browser.close();
checks.end();
