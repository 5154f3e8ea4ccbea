// Figures explain themselves, every picture has its table, and three values stay apart.
import { join } from "node:path";
import { Checks, launch } from "./checks.mjs";
import { picture } from "./pictures.mjs";
import { seed } from "./seed.mjs";
import { serve } from "./server.mjs";
import { Somebody, place, until } from "./steps.mjs";

const [work, osmm, guides] = process.argv.slice(2);
const checks = new Checks("explain");
const browser = await launch();
const at = place(work, "explain");
seed(osmm, at);
const env = { SOURCE_DATE_EPOCH: String(Date.parse("2026-11-22T12:00:00Z") / 1000) };
const server = await serve(osmm, join(at, "company.db"), ["--as", "lead"], env);
const cto = await Somebody.arrives(checks, browser, "reader");
const whys = ".key-facts details.why";

async function figures() {
  await cto.goto(`${server.url}/a/2026-q4`);
  await picture(checks, cto.page, { work, guides }, "web-dashboard.png", { height: 600 });
  const figures = cto.page.locator(whys);
  const n = await figures.count();
  cto.check("there are figures to ask", n === 3, `${n}`);
  for (let i = 0; i < n; i += 1) {
    const figure = (await figures.nth(i).locator("summary").innerText()).trim();
    await figures.nth(i).locator("summary").focus();
    await cto.press("Enter");
    await until(() => cto.page.locator(`${whys}[open]`).count());
    const out = await figures.nth(i).locator(".why-out").innerText();
    const formula = out.match(/Mean of (\d+) answered items: (\d+) ÷ (\d+) = (\d+\.\d+)/);
    if (formula) {
      const right = formula[1] === formula[3] && (Number(formula[2]) / Number(formula[3])).toFixed(2) === formula[4] && figure.startsWith(formula[4]);
      cto.check(`${formula[4]} can be recomputed from what it says`, right, out.slice(0, 120));
    } else cto.check("a figure that is not there says why", out.includes("no mean"), out.slice(0, 120));
    cto.check("it says how many of how many were answered", /\d+ of \d+ items that apply/.test(out), out.slice(0, 120));
  }
  cto.check("one explanation at a time is open", (await cto.page.locator(`${whys}[open]`).count()) === 1);
  await cto.press("Escape");
  cto.check("Escape closes it", (await cto.page.locator(`${whys}[open]`).count()) === 0);
  await cto.stands("Why this figure?");
  await figures.first().locator("summary").click();
  await cto.sees(`${whys}[open]`, /Mean of/, "a click opens it");
  const shown = await figures.first().locator(".answers li").count();
  cto.check("with the answers behind it", shown > 0, `${shown}`);
  await cto.page.locator("h1").click();
  cto.check("a click elsewhere closes it", (await cto.page.locator(`${whys}[open]`).count()) === 0);
  const row = cto.page.locator(".prow").nth(1);
  await row.locator("summary").focus();
  await cto.press("Enter");
  await until(() => row.locator(".why-out").isVisible());
  cto.check("a bar of the profile explains itself, too", await row.locator(".why-out").isVisible());
}

async function tables() {
  for (const id of ["profile", "trend"]) {
    const section = cto.page.locator(`section:has(#${id})`);
    await section.locator(".as-table > summary").focus();
    await cto.press("Enter");
    const rows = section.locator(".as-table tbody tr");
    await until(() => rows.first().isVisible());
    const pictures = id === "trend" ? await section.locator("figure").count() : await section.locator(".prow").count();
    cto.check(`${id}: the table has a row for each row of the picture`, (await rows.count()) === pictures, `${await rows.count()} and ${pictures}`);
  }
  const spokes = await cto.page.locator(".spokes li").count();
  cto.check("the radar has its numbers beside it", spokes > 2, `${spokes}`);
  for (const id of ["units", "grid"]) {
    // Each cell stands below the head of its column: in the body, and in the row of sums.
    const apart = await cto.page.locator(`section:has(#${id}) table`).first().evaluate((table) => {
      const widest = [...table.querySelectorAll("tbody tr")].at(-1);
      const left = (cell) => cell.getBoundingClientRect().left;
      return [...table.querySelectorAll("tfoot tr")].flatMap((row) => [...row.cells].map((cell, n) => Math.abs(left(cell) - left(widest.cells[n]))));
    });
    cto.check(`${id}: sums stand below what they sum`, Math.max(...apart) < 1.5, apart.join());
  }
}

async function bases() {
  const means = () => cto.page.locator(".prow .strong").allInnerTexts();
  await cto.goto(`${server.url}/a/2026-q4`);
  const claimed = await means();
  await cto.page.getByRole("link", { name: "Supported" }).click();
  await cto.sees("nav.switch [aria-current=true]", "Supported");
  const supported = await means();
  cto.check("supported is another picture than claimed", supported.length === claimed.length && supported.join() !== claimed.join());
  const number = (text) => Number(text.match(/[\d.]+/)?.[0] ?? NaN);
  const higher = supported.filter((s, n) => number(s) > number(claimed[n]) + 1e-9);
  cto.check("nothing is supported beyond what is claimed", higher.length === 0, higher.join());
  await cto.page.getByRole("link", { name: "Verified" }).click();
  await cto.sees("nav.switch [aria-current=true]", "Verified");
  await cto.page.getByLabel("Unit", { exact: true }).first().selectOption("payments");
  await cto.page.click("text=Show");
  await cto.sees("nav.switch [aria-current=true]", "Verified", "choosing a unit keeps the value");
  await cto.page.getByRole("link", { name: "Claimed" }).click();
  await cto.sees(".over", "Payments", "choosing a value keeps the unit");
}

await figures();
await tables();
await bases();
cto.quiet();
await cto.leave();
await browser.close();
await server.stop();
checks.end();
