// Which pages the server has: the routes that the table of rights names, so that no new one stays unseen.
import { readFileSync } from "node:fs";

/** What a browser gets by a route and is no page to look at. */
const NO_PAGE = new Set([
  "/healthz", "/assets/{digest}/{name}", "/favicon.ico", // of the server itself
  "/a/{assessment}/unit/{unit}/scans/{job}/progress", "/w/{code}/state", "/workshop/{code}/state", // for scripts
  "/a/{assessment}/sheet.csv", "/a/{assessment}/sheet.xlsx", "/a/{assessment}/assessment.json", // files that forms ask for
  "/a/{assessment}/unit/{unit}/evidence/{evidence}/file", "/a/{assessment}/unit/{unit}/scans/original/{digest}",
  "/a/{assessment}/unit/{unit}/for", "/a/{assessment}/unit/{unit}/for/{person}/answer", // lead on to a question
  "/login/callback", // of a provider: it needs what the provider sends
]);

export class Routes {
  constructor(table) {
    const get = readFileSync(table, "utf8").split("\n").map((line) => line.match(/^GET\s+(\S+)/)?.[1]).filter(Boolean);
    this.open = get.filter((path) => !path.startsWith("/api/"));
    this.seen = new Set();
  }

  /** Notes that an address was visited: of the routes that fit, the one with the most words of its own. */
  visit(url) {
    const { pathname } = new URL(url);
    const fits = this.open.filter((path) => new RegExp(`^${path.replace(/[.]/g, "\\.").replace(/\{[^}]+\}/g, "[^/]+")}$`).test(pathname));
    const [best] = fits.sort((a, b) => a.split("{").length - b.split("{").length);
    if (best) this.seen.add(best);
  }

  unseen() { return this.open.filter((path) => !this.seen.has(path) && !NO_PAGE.has(path)); }
}
