// Every page: those that links lead to, and those in states that only somebody's doing leads to. In light and dark, on
// desktop and phone, with and without script, in both languages. With PICTURES=<folder> in the environment, a picture of
// each, to be looked at; with ONLY=<pattern>, those scenes alone whose names fit.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Checks, launch, open, tooWide, violations } from "./checks.mjs";
import { fresh, signed } from "./doors.mjs";
import { Routes } from "./routes.mjs";
import { company, states, workshop } from "./scenes.mjs";

const [work, osmm, guides] = process.argv.slice(2);
const place = join(work, "pages");
const pictures = process.env.PICTURES;
rmSync(place, { recursive: true, force: true });
for (const at of [place, pictures].filter(Boolean)) mkdirSync(at, { recursive: true });
const checks = new Checks("pages");
const routes = new Routes(join(work, "routes.txt"));
const browser = await launch();
const arrive = (options) => open(browser, { locale: "en", viewport: { width: 1280, height: 900 }, ...options });

/** Pages alike: the same path but for names; of each kind one is looked at. */
const NAMED = new Set(["a", "unit", "activity", "item", "answer", "model", "crosswalk", "evidence", "people", "units", "language", "lenses", "scans"]);
function kind(url) {
  const { pathname, searchParams } = new URL(url);
  const parts = pathname.split("/");
  const path = parts.map((part, i) => (NAMED.has(parts[i - 1]) && !["new", "seen"].includes(part) ? "*" : part)).join("/");
  return `${path}?${[...searchParams.keys()].sort()}`;
}

/** Follows links from the first page on. */
async function crawl(start) {
  const seen = new Set();
  const queue = [`${start}/`];
  const pages = [];
  const queued = new Set(queue);
  const { page, context } = await arrive();
  while (queue.length && pages.length < 150) {
    const url = queue.shift();
    const reply = await context.request.get(url, { maxRedirects: 5 });
    const type = reply.headers()["content-type"] ?? "";
    checks.check(`${new URL(url).pathname}: is there`, reply.ok(), `${reply.status()}`);
    routes.visit(url);
    if (!type.startsWith("text/html") || reply.headers()["content-disposition"]) continue;
    const at = reply.url();
    const k = kind(at);
    if (seen.has(k)) continue;
    seen.add(k);
    pages.push(at);
    await page.goto(at);
    const links = await page.$$eval("a[href]", (all) => all.map((a) => a.href.split("#")[0]));
    for (const link of links) {
      if (!link.startsWith(start) || queued.has(link)) continue;
      queued.add(link);
      queue.push(link);
    }
  }
  await context.close();
  return [...new Set(pages)];
}

const name = (url) => decodeURIComponent(new URL(url).pathname + new URL(url).search).replace(/[^\w.-]+/g, "_").replace(/^_|_$/g, "").slice(0, 90) || "home";

const LOOKS = {
  "light desktop": { colorScheme: "light", viewport: { width: 1280, height: 900 }, locale: "en" },
  "dark desktop": { colorScheme: "dark", viewport: { width: 1280, height: 900 }, locale: "en" },
  "light phone": { colorScheme: "light", viewport: { width: 390, height: 844 }, locale: "de" },
  "dark phone": { colorScheme: "dark", viewport: { width: 390, height: 844 }, locale: "en" },
};

/** Goes where a scene is, and does what leads to its state. */
async function arrives(page, scene) {
  await scene.before?.();
  await page.goto(scene.url);
  routes.visit(scene.url);
  await scene.here?.(page);
  routes.visit(page.url());
}

async function picture(page, scene, look) {
  if (!pictures) return;
  const path = (end) => join(pictures, `${scene.name.replace(/[^\w.-]+/g, "-")}--${end}.png`);
  // What sticks to the edge of a window is to lie where it lies at the end of the page.
  const { viewport } = LOOKS[look];
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ ...viewport, height: Math.min(Math.max(height, viewport.height), 12_000) });
  await page.screenshot({ path: path(look.replace(" ", "-")), fullPage: true });
  await page.setViewportSize(viewport);
  if (look !== "light desktop") return;
  if (scene.projector) {
    await page.setViewportSize({ width: 1920, height: 1080 });
    await page.screenshot({ path: path("projector") });
    await page.setViewportSize(LOOKS[look].viewport);
  }
  if (scene.print) {
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 720, height: 1020 });
    await page.screenshot({ path: path("print"), fullPage: true });
    await page.emulateMedia({ media: null });
    await page.setViewportSize(LOOKS[look].viewport);
  }
}

async function looked(scene, look, { page, said, asked }) {
  const what = `${scene.name}, ${look}`;
  [said.length, asked.length] = [0, 0];
  try {
    await arrives(page, scene);
    await picture(page, scene, look);
    // What is refused on purpose is no complaint.
    const spoken = said.filter((text) => !/the server responded with a status of (409|422)/.test(text) && !(scene.status && text.includes(scene.status)));
    checks.check(`${what}: nothing on the console`, spoken.length === 0, spoken.join(" "));
    const foreign = asked.filter((u) => !u.startsWith(new URL(scene.url).origin) && !u.startsWith("data:"));
    checks.check(`${what}: asks nobody else`, foreign.length === 0, foreign.join(" "));
    const over = await tooWide(page);
    checks.check(`${what}: no sideways scrolling`, over <= 0, `${over} px too wide`);
    await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
    const found = await violations(page, work);
    checks.check(`${what}: no accessibility violation`, found.length === 0, found.join("; "));
  } catch (error) {
    checks.check(`${what}: is reached`, false, String(error).slice(0, 400));
  }
}

/** For each kind of visitor one browser window that all scenes of theirs share. */
async function through(scenes, options, look) {
  const windows = new Map();
  for (const scene of scenes) {
    const { storageState } = scene;
    if (!windows.has(storageState)) windows.set(storageState, await arrive({ ...options, storageState }));
    await look(scene, windows.get(storageState));
  }
  for (const { context } of windows.values()) await context.close();
}

const base = await company(osmm, join(place, "company"), join(work, "files"));
const { server } = base;
const { list: door, server: gate } = await signed(osmm, base, arrive);
const { list: empty, servers } = await fresh(osmm, join(place, "fresh"), arrive);
const linked = (await crawl(server.url)).map((url) => ({ name: name(url), url, print: /^(2026-q4|home|a_2026-q4)$/.test(name(url)) }));
console.log(`${linked.length} pages found by following links`);
checks.check("links lead to more than a handful of pages", linked.length >= 10, `${linked.length}`);
const { list: votes, close } = await workshop(server, arrive);
const only = process.env.ONLY && new RegExp(process.env.ONLY);
const scenes = [...linked, ...states(base), ...votes, ...door, ...empty].filter((scene) => !only || only.test(scene.name));
for (const [look, options] of Object.entries(LOOKS)) {
  await through(scenes, { bypassCSP: true, ...options }, (scene, window) => looked(scene, look, window));
}
const unseen = routes.unseen();
checks.check("every route of the server that is a page was visited", Boolean(only) || unseen.length === 0, unseen.join(" "));

// The real policy, a narrow window, no script: pages stand as they are.
const standing = scenes.filter((scene) => !scene.here);
await through(standing, { viewport: { width: 320, height: 800 } }, async (scene, { page, said }) => {
  said.length = 0;
  await arrives(page, scene);
  const over = await tooWide(page);
  checks.check(`${scene.name}: no sideways scrolling at 320 px`, over <= 0, `${over} px too wide`);
  const spoken = said.filter((text) => !(scene.status && text.includes(scene.status)));
  checks.check(`${scene.name}: the policy forbids nothing that the page does`, spoken.length === 0, spoken.join(" "));
});
await through(standing, { javaScriptEnabled: false }, async (scene, { page }) => {
  await page.goto(scene.url);
  const heading = await page.locator("h1").count();
  checks.check(`${scene.name}: has one heading without script`, heading === 1, `${heading}`);
});

{
  // What the first page weighs, everything with it, as it goes over the wire.
  const { page, context } = await arrive();
  const session = await context.newCDPSession(page);
  let bytes = 0;
  await session.send("Network.enable");
  session.on("Network.loadingFinished", (event) => { bytes += event.encodedDataLength; });
  await page.goto(`${server.url}/`, { waitUntil: "networkidle" });
  console.log(`the first page weighs ${Math.round(bytes / 1000)} kB`);
  checks.check("the first page weighs less than 150 kB", bytes > 0 && bytes < 150_000, `${bytes}`);
  await context.close();
}

await close();
await browser.close();
for (const one of [server, gate, ...servers]) await one.stop();
checks.end();
