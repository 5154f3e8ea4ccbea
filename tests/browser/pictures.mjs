// Pictures of the guides: made by the journeys themselves, of the size that the guides have; written only when asked for.
import { appendFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { size, small } from "./png.mjs";

const MOST = 150_000;
const large = (png) => size(png).join(" x ");
const list = (work) => join(work, "pictures.txt");

/** A picture, asked for again where a browser on a busy machine did not come to paint the page in time. */
export async function shot(page, options, tries = 3) {
  await page.bringToFront();
  try {
    return await page.screenshot({ timeout: 20_000, ...options });
  } catch (error) {
    if (tries <= 1 || error.name !== "TimeoutError") throw error;
    console.log(`no picture of ${page.url()} within 20 s; asking again`);
    return shot(page, options, tries - 1);
  }
}

/** Takes a picture of the top of a page (or of a part of it) for the guides. */
export async function picture(checks, page, { work, guides }, name, options) {
  const clip = options.clip ?? { x: 0, y: 0, width: page.viewportSize().width, height: options.height };
  const png = small(await shot(page, { clip, fullPage: true, animations: "disabled" }));
  const path = join(guides, name);
  writeFileSync(join(work, name), png);
  appendFileSync(list(work), `${name}\n`);
  if (process.env.UPDATE_PICTURES) writeFileSync(path, png);
  const kept = existsSync(path) ? large(readFileSync(path)) : "none";
  checks.check(`${name} is as large as in the guides`, kept === large(png), `${kept}, now ${large(png)}`);
  checks.check(`${name} is small`, png.length < MOST, `${png.length} bytes`);
}

/** Every picture that a guide shows was made by this run, and every one that was made is shown. */
export function compare(checks, { work, guides }, elsewhere = []) {
  const made = new Set(readFileSync(list(work), "utf8").trim().split("\n"));
  const texts = readdirSync(guides).filter((f) => f.endsWith(".md")).map((f) => readFileSync(join(guides, f), "utf8"));
  const shown = new Set([...texts, ...elsewhere].flatMap((t) => [...t.matchAll(/\(([^()\s]+\.png)\)/g)].map((m) => m[1].split("/").at(-1))));
  for (const name of shown) checks.check(`${name} is made by a journey`, made.has(name));
  for (const name of made) checks.check(`${name} is shown in a guide`, shown.has(name));
  const stray = readdirSync(guides).filter((f) => f.endsWith(".png") && !shown.has(f));
  checks.check("no picture lies about unused", stray.length === 0, stray.join());
}
