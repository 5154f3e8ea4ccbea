// Every page that links lead to: in light and dark, on desktop and phone, with and without script, in both languages.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Checks, launch, open, tooWide, violations } from "./checks.mjs";
import { seed } from "./seed.mjs";
import { serve } from "./server.mjs";

const [work, osmm] = process.argv.slice(2);
const place = join(work, "pages");
rmSync(place, { recursive: true, force: true });
mkdirSync(place, { recursive: true });
seed(osmm, place);
const env = { SOURCE_DATE_EPOCH: String(Date.parse("2026-11-22T12:00:00Z") / 1000) };
const server = await serve(osmm, join(place, "company.db"), ["--as", "lead"], env);
const checks = new Checks("pages");
const browser = await launch();

/** Pages alike: the same path but for names; of each kind one is looked at. */
const EACH = 1;
const NAMED = new Set(["a", "unit", "activity", "item", "answer", "model", "crosswalk", "evidence", "people", "units", "language"]);
function kind(url) {
  const { pathname, searchParams } = new URL(url);
  const parts = pathname.split("/");
  const path = parts.map((part, i) => (NAMED.has(parts[i - 1]) ? "*" : part)).join("/");
  return `${path}?${[...searchParams.keys()].sort()}`;
}

/** Follows links from the first page on. */
async function crawl() {
  const seen = new Map();
  const queue = [`${server.url}/`];
  const pages = [];
  const queued = new Set(queue);
  const { page, context } = await open(browser, {});
  while (queue.length && pages.length < 150) {
    const url = queue.shift();
    const reply = await context.request.get(url, { maxRedirects: 5 });
    const type = reply.headers()["content-type"] ?? "";
    checks.check(`${new URL(url).pathname}: is there`, reply.ok(), `${reply.status()}`);
    if (!type.startsWith("text/html") || reply.headers()["content-disposition"]) continue;
    const at = reply.url();
    const k = kind(at);
    if ((seen.get(k) ?? 0) >= EACH) continue;
    seen.set(k, (seen.get(k) ?? 0) + 1);
    pages.push(at);
    await page.goto(at);
    const links = await page.$$eval("a[href]", (all) => all.map((a) => a.href.split("#")[0]));
    for (const link of links) {
      if (!link.startsWith(server.url) || queued.has(link)) continue;
      queued.add(link);
      queue.push(link);
    }
  }
  await context.close();
  return [...new Set(pages)];
}

const name = (url) => decodeURIComponent(new URL(url).pathname + new URL(url).search).replace(/[^\w.-]+/g, "_").replace(/^_|_$/g, "").slice(0, 90) || "home";

const LOOKS = [
  ["light desktop", { colorScheme: "light", viewport: { width: 1280, height: 900 }, locale: "en" }],
  ["dark desktop", { colorScheme: "dark", viewport: { width: 1280, height: 900 }, locale: "en" }],
  ["light phone", { colorScheme: "light", viewport: { width: 390, height: 844 }, locale: "de" }],
  ["dark phone", { colorScheme: "dark", viewport: { width: 390, height: 844 }, locale: "en" }],
];

const pages = await crawl();
console.log(`${pages.length} pages found by following links`);
checks.check("links lead to more than a handful of pages", pages.length >= 10, `${pages.length}`);
for (const [look, options] of LOOKS) {
  const { page, said, asked, context } = await open(browser, { bypassCSP: true, ...options });
  for (const url of pages) {
    const what = `${name(url)}, ${look}`;
    said.length = 0;
    asked.length = 0;
    await page.goto(url);
    await page.screenshot({ path: join(place, `${name(url)}-${look.replace(" ", "-")}.png`), fullPage: true });
    checks.check(`${what}: nothing on the console`, said.length === 0, said.join(" "));
    const foreign = asked.filter((u) => !u.startsWith(server.url) && !u.startsWith("data:"));
    checks.check(`${what}: asks nobody else`, foreign.length === 0, foreign.join(" "));
    const over = await tooWide(page);
    checks.check(`${what}: no sideways scrolling`, over <= 0, `${over} px too wide`);
    await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
    const found = await violations(page, work);
    checks.check(`${what}: no accessibility violation`, found.length === 0, found.join("; "));
  }
  await context.close();
}

{
  // The real policy, a narrow window, no script: pages stand as they are.
  const strict = await open(browser, { viewport: { width: 320, height: 800 } });
  const plain = await open(browser, { javaScriptEnabled: false });
  for (const url of pages) {
    strict.said.length = 0;
    await strict.page.goto(url);
    const over = await tooWide(strict.page);
    checks.check(`${name(url)}: no sideways scrolling at 320 px`, over <= 0, `${over} px too wide`);
    checks.check(`${name(url)}: the policy forbids nothing that the page does`, strict.said.length === 0, strict.said.join(" "));
    await plain.page.goto(url);
    const heading = await plain.page.locator("h1").count();
    checks.check(`${name(url)}: has one heading without script`, heading === 1, `${heading}`);
  }
  await strict.context.close();
  await plain.context.close();
}

{
  // What the first page weighs, everything with it, as it goes over the wire.
  const { page, context } = await open(browser, {});
  const session = await context.newCDPSession(page);
  let bytes = 0;
  await session.send("Network.enable");
  session.on("Network.loadingFinished", (event) => { bytes += event.encodedDataLength; });
  await page.goto(`${server.url}/`, { waitUntil: "networkidle" });
  console.log(`the first page weighs ${Math.round(bytes / 1000)} kB`);
  checks.check("the first page weighs less than 150 kB", bytes > 0 && bytes < 150_000, `${bytes}`);
  await context.close();
}

await browser.close();
await server.stop();
checks.end();
