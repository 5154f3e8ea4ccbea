// What the checks stand on: a record, servers over it, and a browser made of little. Requests, redirects and cookies are
// handled one by one, so that each of them can be changed.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const osmm = process.argv[2];
const folder = mkdtempSync(join(tmpdir(), "osmm-oidc-"));
const database = join(folder, "osmm.db");
export const run = (...args) => execFileSync(osmm, [...args, "--database", database], { encoding: "utf8" });

// A record with a lead and some more.
export function found() {
    writeFileSync(join(folder, "units.csv"), "id,title,parent,headcount\ngroup,Example Group,,10\n");
    writeFileSync(
        join(folder, "people.csv"),
        "handle,name,contact,role,unit,until\n" +
            "ada,Ada Vogt,Ada@example.org,auditor,group,\n" +
            "bob,Bob Ek,bob@example.org,respondent,group,\neve,Eve Ott,eve@example.org,respondent,group,\n" +
            "tw1,Twin One,twin@example.org,respondent,group,\ntw2,Twin Two,twin@example.org,respondent,group,\n",
    );
    run("unit", "import", join(folder, "units.csv"), "--as", "lead");
    run("person", "import", join(folder, "people.csv"), "--as", "lead");
}

const serving = [];
// Serves the record; says at which address.
export async function serve(port, issuer, { more = [], secret = "a secret of the trial" } = {}) {
    const options = ["--login", "--oidc-issuer", issuer, "--oidc-client", "osmm", "--oidc-name", "Trial", ...more];
    const env = { ...process.env, OSMM_OIDC_SECRET: secret };
    const args = ["serve", "--listen", `127.0.0.1:${port}`, "--database", database, ...options];
    const child = spawn(osmm, args, { env, stdio: ["ignore", "pipe", "ignore"] });
    serving.push(child);
    const line = await Promise.race([
        new Promise((said) => child.stdout.once("data", (data) => said(String(data)))),
        new Promise((_, failed) => child.once("exit", (code) => failed(new Error(`osmm serve ended with ${code}`)))),
    ]);
    return line.match(/http:\/\/[^/]+/)[0];
}

export function end() {
    for (const child of serving) child.kill();
    rmSync(folder, { recursive: true, force: true });
}

// A port that nobody uses, for servers whose address has to be known before they are there.
let port = 20_000 + (process.pid % 20_000);
export const freePort = () => port++;

export class Browser {
    cookies = new Map();
    async ask(url, options = {}) {
        const jar = this.of(url);
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
        const reply = await fetch(url, { redirect: "manual", ...options, headers: { cookie, ...options.headers } });
        for (const line of reply.headers.getSetCookie()) {
            const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
            if (value === "" || /max-age=0/i.test(line)) jar.delete(name);
            else jar.set(name, value);
        }
        return reply;
    }
    // Sends a form from a page of the site.
    send(url, form = {}) {
        const headers = { "sec-fetch-site": "same-origin" };
        return this.ask(url, { method: "POST", body: new URLSearchParams(form), headers });
    }
    of(url) {
        const { origin } = new URL(url);
        if (!this.cookies.has(origin)) this.cookies.set(origin, new Map());
        return this.cookies.get(origin);
    }
    // Goes on at the provider until it sends the browser back; says where to.
    async through(url, name, back) {
        let at = url;
        for (let step = 0; step < 15; step++) {
            let reply = await this.ask(at);
            if (reply.status === 200) {
                const page = await reply.text();
                const action = new URL(page.match(/action="([^"]+)"/)[1], at).href;
                const prompt = page.match(/name="prompt" value="([^"]+)"/)[1];
                const body = new URLSearchParams({ prompt, login: name, password: "any" });
                reply = await this.ask(action, { method: "POST", body });
            }
            at = new URL(reply.headers.get("location"), at).href;
            if (at.startsWith(back)) return at;
        }
        throw new Error(`the provider never sent the browser back: ${at}`);
    }
}

// Where things are: `site` is the server, `back` where the provider sends browsers, `provider` the provider.
export const at = {};
export const session = (browser, site = at.site) => browser.of(site).get("osmm_session");

// Goes to the provider and comes back as somebody; the way back can be changed before it is gone.
export async function come(name, change = (url) => url, { browser = new Browser(), site = at.site, next = "/me" } = {}) {
    const begun = await browser.ask(`${site}/login/provider?next=${encodeURIComponent(next)}`);
    assert.equal(begun.status, 303, await begun.text());
    const back = new URL(begun.headers.get("location")).searchParams.get("redirect_uri");
    const url = await browser.through(begun.headers.get("location"), name, back);
    const changed = await change(url, browser);
    const reply = await browser.ask(changed);
    return { browser, reply, url: changed, text: await reply.text(), site };
}

// Somebody came in, and as whom.
export async function isIn({ browser, reply, text, site = at.site }, who) {
    assert.equal(reply.status, 303, text);
    const page = await browser.ask(`${site}/me`);
    assert.equal(page.status, 200);
    assert.match(await page.text(), who);
}

// Nobody came in, and why.
export function refused({ browser, reply, text, site = at.site }, words, status = 403) {
    assert.equal(reply.status, status, text);
    assert.equal(session(browser, site), undefined, "no session");
    assert.match(text, words);
    assert.match(text, /href="\/login"/, "a way out");
}

export const again = /not finished, or took too long/;
export const silent = /does not answer as it should/;
