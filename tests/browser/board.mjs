// Journey 4: the board's report from the record, in a few clicks: position, movement, peers, ask, on one sheet of paper.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Checks, launch } from "./checks.mjs";
import { picture } from "./pictures.mjs";
import { seed } from "./seed.mjs";
import { serve } from "./server.mjs";
import { Somebody, place } from "./steps.mjs";

const [work, osmm, guides] = process.argv.slice(2);
const checks = new Checks("board");
const browser = await launch();
const at = place(work, "board");
const database = join(at, "company.db");
const { env } = seed(osmm, at);
const PLAN = `format: osmm-plan/1
start: 2027-Q1
quarters: 4
capacity: {ospo: 25, legal: 10, anyone: 40}
objectives: {security-posture: 60, regulatory-compliance: 40}
`;
writeFileSync(join(at, "plan.yaml"), PLAN);
execFileSync(osmm, ["plan", "--settings", join(at, "plan.yaml"), "--keep"], { env: { ...process.env, ...env, OSMM_AS: "lead" }, stdio: "ignore" });
const server = await serve(osmm, database, ["--as", "lead"], { SOURCE_DATE_EPOCH: String(Date.parse("2026-11-22T12:00:00Z") / 1000) });
const shot = (who, name, options) => picture(checks, who.page, { work, guides }, name, options);
const lead = await Somebody.arrives(checks, browser, "lead");

async function isChosen() {
  await lead.goto(`${server.url}/a/2026-q4/stage`);
  await lead.page.getByRole("link", { name: "Report", exact: true }).click();
  await lead.heading("Report to an audience");
  lead.check("the board and the quarter before are chosen", await lead.page.isChecked('[value="board"]') && (await lead.page.inputValue("#since")) === "2026-q3");
  await shot(lead, "report-choose.png", { height: 860 });
  await lead.page.getByRole("button", { name: "Open as a page" }).click();
  await lead.sees("body", "Report to the board");
}

async function saysWhatABoardAsks() {
  for (const words of [/Where do we stand|in progress|in place/, /2026-q3|moved|Movement/i, /benchmark|peers/i, /2027-Q1|quarter/i]) {
    await lead.sees("main", words);
  }
  const figures = await lead.page.locator(".figures > div").count();
  const grounds = await lead.page.locator(".figures .grounds").allInnerTexts();
  lead.check("every figure says what it rests on", figures > 0 && grounds.length === figures && !grounds.includes(""), `${figures} figures, ${grounds.length} grounds`);
  const dead = await lead.page.$$eval('main a[href^="#"]', (all) => all.map((a) => a.getAttribute("href")).filter((href) => !document.getElementById(href.slice(1))));
  lead.check("and leads to its source", dead.length === 0, dead.join());
  await shot(lead, "report-board.png", { height: 1000 });
}

/** Prints as a person would, and reads the sheet. */
async function fitsOneSheet() {
  const pdf = join(at, "board.pdf");
  await lead.page.pdf({ path: pdf, preferCSSPageSize: true, printBackground: true });
  const text = execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" });
  lead.check("the board's report is one page of A4", text.split("\f").length - 1 === 1, `${text.split("\f").length - 1} pages`);
  const title = (await lead.words("h1")).replace(/\s+/g, "");
  lead.check("with the finding", text.replace(/\s+/g, "").includes(title), title);
}

async function isTakenAway() {
  await lead.goto(`${server.url}/a/2026-q4/report`);
  const [file] = await Promise.all([lead.page.waitForEvent("download"), lead.page.getByRole("button", { name: "Workbook" }).click()]);
  const path = join(at, file.suggestedFilename());
  await file.saveAs(path);
  lead.check("the workbook is one", readFileSync(path).subarray(0, 2).toString() === "PK", path);
}

await isChosen();
await saysWhatABoardAsks();
await fitsOneSheet();
await isTakenAway();
lead.quiet();
await lead.leave();
await browser.close();
await server.stop();
checks.end();
