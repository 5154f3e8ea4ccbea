// Opens the reports in Chromium and checks what only a browser can: see `run` beside this file.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Checks, launch, open as fresh, tooWide, violations } from "./checks.mjs";
import { picture } from "./pictures.mjs";

const [work, guides] = process.argv.slice(2);
const pages = ["full", "scanned", "goals", "stages"];
const checks = new Checks("report");
const check = checks.check.bind(checks);
const browser = await launch();

/** Opens a report. It forbids scripts to itself; the checks need theirs. */
async function open(name, options) {
  const { page, said, asked, context } = await fresh(browser, { bypassCSP: true, ...options });
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
      const over = await tooWide(page);
      check(`${what}: no sideways scrolling`, over <= 0, `${over} px too wide`);
      await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
      const found = await violations(page, work);
      check(`${what}: no accessibility violation`, found.length === 0, found.join("; "));
      await context.close();
    }
  }
}

for (const name of pages) {
  const { page, context } = await open(name, { javaScriptEnabled: true, viewport: { width: 320, height: 800 } });
  const over = await tooWide(page);
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
  const shot = (name, options) => picture(checks, page, { work, guides }, name, options);
  await shot("report.png", { height: 1500 });
  // The grid is wider than its section, so the picture takes the whole width of the page.
  const { y, height } = await page.locator("section:has(#grid)").boundingBox();
  // Whole pixels: how parts of one are rounded depends on what stands above.
  await shot("grid.png", { clip: { x: 0, y: Math.floor(y), width: 1280, height: Math.ceil(height) } });
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement?.textContent ?? "");
  check("the first stop of the keyboard skips to the findings", first.startsWith("Skip"), first);
  const tables = await page.locator("summary", { hasText: "Show as table" }).count();
  check("pictures have a table", tables >= 1, `${tables}`);
  await context.close();
}

await browser.close();
checks.end();
