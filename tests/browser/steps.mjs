// Steps of journeys: waiting for what a person sees, and saying what was seen instead.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { open } from "./checks.mjs";

/** Asks again until the answer is good, for at most this long; the last answer. */
export async function until(ask, good = Boolean, ms = 10_000) {
  const end = Date.now() + ms;
  for (;;) {
    let answer;
    try {
      answer = await ask();
    } catch (error) {
      // A page that is just being left answers nothing.
      answer = undefined;
      if (Date.now() > end) throw error;
    }
    if (good(answer) || Date.now() > end) return answer;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** An empty folder for a journey. */
export function place(work, name) {
  const at = join(work, name);
  rmSync(at, { recursive: true, force: true });
  mkdirSync(at, { recursive: true });
  return at;
}

/** Somebody at a browser: a page, and what is asked of it. */
export class Somebody {
  constructor(checks, name, { page, context, said }) { Object.assign(this, { checks, name, page, context, said }); }

  static async arrives(checks, browser, name, options = {}) {
    return new Somebody(checks, name, await open(browser, { viewport: { width: 1280, height: 900 }, locale: "en", ...options }));
  }

  check(what, good, detail) { return this.checks.check(`${this.name}: ${what}`, good, detail); }

  words(selector) { return this.page.locator(selector).first().innerText({ timeout: 1000 }); }

  /** Waits until a place of the page shows a text (or matches a pattern). */
  async sees(selector, text, what = `sees “${text}”`) {
    const fits = (shown) => shown !== undefined && (text instanceof RegExp ? text.test(shown) : shown.includes(text));
    const shown = await until(() => this.words(selector), fits).catch((error) => `nothing (${String(error).split("\n")[0]})`);
    return this.check(what, fits(shown), `shows “${String(shown).slice(0, 300)}”`);
  }

  heading(text) { return this.sees("h1", text, `is at “${text}”`); }

  /** The text appears nowhere: not in what is shown, not in the source, not in attributes. */
  async nowhere(text) {
    const source = await this.page.content();
    this.check(`“${text}” is nowhere in ${new URL(this.page.url()).pathname}`, !source.includes(text));
  }

  async goto(url) { await this.page.goto(url); }

  /** Presses keys, one after the other. */
  async press(...keys) { for (const key of keys) await this.page.keyboard.press(key); }

  type(text) { return this.page.keyboard.type(text); }

  /** What has the focus: its name, and whether a person sees that it has it. */
  focus() {
    return this.page.evaluate(() => {
      const here = document.activeElement;
      if (!here || here === document.body) return { name: "", seen: false };
      const label = here.labels?.[0];
      const ringed = (e) => e && getComputedStyle(e).outlineStyle !== "none" && parseFloat(getComputedStyle(e).outlineWidth) >= 2;
      const box = here.getBoundingClientRect();
      const at = [Math.min(box.left + 6, box.right - 1), Math.min(box.top + 6, box.bottom - 1)];
      const top = document.elementFromPoint(...at);
      const uncovered = top && (here.contains(top) || top.contains(here) || Boolean(label?.contains(top)));
      return {
        name: (here.getAttribute("aria-label") || label?.innerText || here.innerText || here.id).trim().replace(/\s+/g, " "),
        seen: Boolean([here, here.nextElementSibling, label].some(ringed) && uncovered),
      };
    });
  }

  /** The focus is on something of that name, and is seen. */
  async stands(name) {
    const here = await until(() => this.focus(), (f) => f?.name.includes(name) && f.seen, 3000);
    return this.check(`the focus is visibly on “${name}”`, here.name.includes(name) && here.seen, JSON.stringify(here));
  }

  /** Presses Tab until the focus is on something of that name; every stop on the way is seen. */
  async tabTo(name, { back = false, most = 60 } = {}) {
    const way = [];
    for (let n = 0; n < most; n += 1) {
      await this.press(back ? "Shift+Tab" : "Tab");
      const here = await this.focus();
      if (!here.seen && here.name) this.check(`the focus is seen on “${here.name}”`, false);
      if (here.name.includes(name)) return this.check(`Tab leads to “${name}”`, true);
      way.push(here.name.slice(0, 30));
    }
    return this.check(`Tab leads to “${name}”`, false, way.slice(-12).join(" | "));
  }

  /** Nothing was said on the console: no error, nothing that the policy forbids. */
  quiet() {
    // That a page was refused on purpose is no complaint.
    const said = this.said.filter((text) => !/^Failed to load resource: .* 4\d\d/.test(text));
    this.check("nothing on the console", said.length === 0, said.join(" "));
  }

  leave() { return this.context.close(); }
}

/** Signs in by name and password. */
export async function signIn(who, url, handle, password) {
  await who.goto(`${url}/login`);
  await who.heading("Sign in");
  await who.page.fill("#handle", handle);
  await who.page.fill("#password", password);
  await who.page.click("button.primary");
  await until(() => who.page.url(), (at) => !at.includes("/login"));
}
