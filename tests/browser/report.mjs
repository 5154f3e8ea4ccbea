// Opens the reports in Chromium and checks what only a browser can: see `run` beside this file.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [work, guides] = process.argv.slice(2);
const pages = ["full", "scanned", "goals", "stages"];
const axe = readFileSync(join(work, "node_modules/axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let passed = 0;
const failures = [];
function check(what, good, detail = "") {
  if (good) passed += 1;
  else failures.push(`${what}${detail ? `: ${detail}` : ""}`);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"],
});

/** Opens a page; everything it says on the console and every request it makes is kept. */
async function open(name, options) {
  // The page forbids scripts to itself; the checks need theirs.
  const context = await browser.newContext({ bypassCSP: true, ...options });
  const page = await context.newPage();
  const said = [];
  const asked = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => asked.push(request.url()));
  page.on("dialog", (dialog) => { said.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  const url = pathToFileURL(join(work, name, "osmm-report.html")).href;
  await page.goto(url);
  return { page, said, asked: asked.filter((u) => u !== url), context };
}

for (const name of pages) {
  for (const colorScheme of ["light", "dark"]) {
    for (const [size, width] of [["desktop", 1280], ["phone", 390]]) {
      const what = `${name}, ${colorScheme}, ${size}`;
      const { page, said, asked, context } = await open(name, { colorScheme, viewport: { width, height: 900 } });
      await page.screenshot({ path: join(work, `${name}-${colorScheme}-${size}.png`), fullPage: true });
      check(`${what}: asks for nothing`, asked.length === 0, asked.join(" "));
      check(`${what}: nothing on the console`, said.length === 0, said.join(" "));
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      check(`${what}: no sideways scrolling`, over <= 0, `${over} px too wide`);
      await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
      await page.evaluate(axe);
      const result = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags }), rules);
      const found = result.violations.map((v) => `${v.id} (${v.nodes.length}: ${v.nodes[0].target})`);
      check(`${what}: no accessibility violation`, found.length === 0, found.join("; "));
      await context.close();
    }
  }
}

for (const name of pages) {
  const { page, context } = await open(name, { javaScriptEnabled: true, viewport: { width: 320, height: 800 } });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  check(`${name}: no sideways scrolling at 320 px`, over <= 0, `${over} px too wide`);
  const pdf = join(work, `${name}.pdf`);
  await page.pdf({ path: pdf, format: "A4", preferCSSPageSize: true, printBackground: true });
  const text = execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" });
  const title = await page.locator("h1").innerText();
  const squeezed = (t) => t.replace(/\s+/g, "");
  check(`${name}: the finding is on paper`, squeezed(text).includes(squeezed(title)), title);
  const count = text.split("\f").length - 1;
  check(`${name}: prints on a readable number of pages`, count >= 2 && count <= 40, `${count} pages`);
  await context.close();
}

{
  const { page, context } = await open("full", { viewport: { width: 1280, height: 900 } });
  if (process.env.UPDATE_PICTURES) {
    mkdirSync(guides, { recursive: true });
    await page.screenshot({ path: join(guides, "report.png"), clip: { x: 0, y: 0, width: 1280, height: 1500 }, fullPage: true });
    // The grid is wider than its section, so the picture takes the whole width of the page.
    const { y, height } = await page.locator("section:has(#grid)").boundingBox();
    await page.screenshot({ path: join(guides, "grid.png"), clip: { x: 0, y, width: 1280, height }, fullPage: true });
  }
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement?.textContent ?? "");
  check("the first stop of the keyboard skips to the findings", first.startsWith("Skip"), first);
  const tables = await page.locator("summary", { hasText: "Show as table" }).count();
  check("pictures have a table", tables >= 1, `${tables}`);
  await context.close();
}

await browser.close();
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(`browser: ${passed} passed, ${failures.length} failed`);
process.exit(failures.length ? 1 : 0);
