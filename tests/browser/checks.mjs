// What every browser suite shares: counting checks, a browser, and what is asked of any page.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export class Checks {
  constructor(name) { this.name = name; this.passed = 0; this.failures = []; }
  check(what, good, detail = "") {
    if (good) this.passed += 1;
    else {
      this.failures.push(`${what}${detail ? `: ${detail}` : ""}`);
      console.log(`FAILED ${this.failures.at(-1)}`);
    }
    return good;
  }
  /** Prints how many ran, and ends the program. */
  end() {
    console.log(`${this.name}: ${this.passed} passed, ${this.failures.length} failed`);
    process.exit(this.failures.length ? 1 : 0);
  }
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync",
      "--disable-component-update", "--disable-quic"],
  });
}

/** A page that keeps what it says on the console and which requests it makes. */
export async function open(browser, options) {
  const context = await browser.newContext({ ...options });
  const page = await context.newPage();
  const said = [];
  const asked = [];
  page.on("console", (message) => { if (message.type() !== "debug") said.push(message.text()); });
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => asked.push(request.url()));
  page.on("dialog", (dialog) => { said.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  return { context, page, said, asked };
}

/** Accessibility violations of the page as it is, in words. `work` has node_modules. */
export async function violations(page, work) {
  await page.evaluate(readFileSync(join(work, "node_modules/axe-core/axe.min.js"), "utf8"));
  const result = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags }), RULES);
  return result.violations.map((v) => `${v.id} (${v.nodes.length}: ${v.nodes[0].target})`);
}

export const tooWide = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
