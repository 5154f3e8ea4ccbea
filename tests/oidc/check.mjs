// Signing in through a real provider, and everything that must be refused. It is driven without a browser: requests,
// redirects and cookies by hand, so that each of them can be changed.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { provider } from "./provider.mjs";

const osmm = process.argv[2];
const folder = mkdtempSync(join(tmpdir(), "osmm-oidc-"));
const database = join(folder, "osmm.db");
const run = (...args) => execFileSync(osmm, [...args, "--database", database], { encoding: "utf8" });

// --- a record with a lead and two more ---------------------------------------------------------------------------

writeFileSync(join(folder, "units.csv"), "id,title,parent,headcount\ngroup,Example Group,,10\n");
writeFileSync(
    join(folder, "people.csv"),
    "handle,name,contact,role,unit,until\n" +
        "ada,Ada Vogt,Ada@example.org,auditor,group,\n" +
        "bob,Bob Ek,bob@example.org,respondent,group,\n" +
        "tw1,Twin One,twin@example.org,respondent,group,\ntw2,Twin Two,twin@example.org,respondent,group,\n",
);
run("unit", "import", join(folder, "units.csv"), "--as", "lead");
run("person", "import", join(folder, "people.csv"), "--as", "lead");

// --- a server, and a browser made of little -------------------------------------------------------------------------

const serving = [];
async function serve(port, issuer) {
    const options = ["--login", "--oidc-issuer", issuer, "--oidc-client", "osmm", "--oidc-name", "Trial"];
    const env = { ...process.env, OSMM_OIDC_SECRET: "a secret of the trial" };
    const args = ["serve", "--listen", `127.0.0.1:${port}`, "--database", database, ...options];
    const child = spawn(osmm, args, { env, stdio: ["ignore", "pipe", "inherit"] });
    serving.push(child);
    const [line] = await Promise.race([
        new Promise((said) => child.stdout.once("data", (data) => said([String(data)]))),
        new Promise((_, failed) => child.once("exit", (code) => failed(new Error(`osmm serve ended with ${code}`)))),
    ]);
    return line.match(/http:\/\/[^/]+/)[0];
}

class Browser {
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

let site, back, trial;
// Goes to the provider and comes back as somebody; the way back can be changed before it is gone.
async function come(name, change = (url) => url, browser = new Browser()) {
    const begun = await browser.ask(`${site}/login/provider?next=%2Fme`);
    assert.equal(begun.status, 303, await begun.text());
    const url = await browser.through(begun.headers.get("location"), name, back);
    const changed = await change(url, browser);
    const reply = await browser.ask(changed);
    return { browser, reply, url: changed, text: await reply.text() };
}
const session = (browser) => browser.of(site).get("osmm_session");
function refused({ browser, reply, text }, words) {
    assert.equal(reply.status, 403, text);
    assert.equal(session(browser), undefined, "no session");
    assert.match(text, words);
}
// Changes a part of what the browser remembers: 0 state, 1 nonce, 2 verifier.
const forget = (part) => (url, browser) => {
    const parts = browser.of(site).get("osmm_sign_in").split("~");
    parts[part] = "x".repeat(parts[part].length);
    browser.of(site).set("osmm_sign_in", parts.join("~"));
    return url;
};
const query = (name, value) => (url) => {
    const changed = new URL(url);
    if (value === undefined) changed.searchParams.delete(name);
    else changed.searchParams.set(name, value);
    return changed.href;
};

// --- what is checked ------------------------------------------------------------------------------------------------

const again = /again/i;
const checks = {
    "a person is found by a verified address and comes to where they wanted to go": async () => {
        trial.accounts.set("a-1", { email: "ADA@example.org", email_verified: true });
        const { browser, reply } = await come("a-1");
        assert.deepEqual([reply.status, reply.headers.get("location")], [303, "/me"]);
        const page = await (await browser.ask(`${site}/me`)).text();
        assert.match(page, /Ada Vogt/);
        assert.equal(browser.of(site).get("osmm_sign_in"), undefined, "what was remembered is gone");
    },
    "from then on by the name at the provider, whatever the address": async () => {
        trial.accounts.set("a-1", { email: "bob@example.org", email_verified: true });
        const { browser } = await come("a-1");
        assert.match(await (await browser.ask(`${site}/me`)).text(), /Ada Vogt/);
    },
    "nobody takes over somebody by their address": async () => {
        trial.accounts.set("a-2", { email: "ada@example.org", email_verified: true });
        refused(await come("a-2"), /ada@example\.org/);
    },
    "an address that is not verified is nobody's": async () => {
        trial.accounts.set("b-1", { email: "bob@example.org", email_verified: false });
        refused(await come("b-1"), /Trial/);
        trial.accounts.set("b-2", { email: "bob@example.org" });
        refused(await come("b-2"), /Trial/);
    },
    "an address of nobody, or of two, lets nobody in": async () => {
        trial.accounts.set("c-1", { email: "cyd@example.org", email_verified: true });
        refused(await come("c-1"), /cyd@example\.org/);
        trial.accounts.set("t-1", { email: "twin@example.org", email_verified: true });
        refused(await come("t-1"), /twin@example\.org/);
    },
    "another state is refused": async () => refused(await come("a-1", query("state", "other")), again),
    "no state is refused": async () => refused(await come("a-1", query("state", undefined)), again),
    "a browser that was never sent is refused": async () => {
        const { url } = await come("a-1", (url) => `${url}&kept=1`);
        const stranger = new Browser();
        const reply = await stranger.ask(url);
        refused({ browser: stranger, reply, text: await reply.text() }, again);
    },
    "another nonce is refused": async () => refused(await come("a-1", forget(1)), again),
    "another verifier is refused": async () => refused(await come("a-1", forget(2)), again),
    "an answer that names another issuer is refused": async () =>
        refused(await come("a-1", query("iss", "https://evil.example")), again),
    "a code opens once": async () => {
        let kept;
        const { reply, url } = await come("a-1", (url, browser) => ((kept = browser.of(site).get("osmm_sign_in")), url));
        assert.equal(reply.status, 303);
        const second = new Browser();
        second.of(site).set("osmm_sign_in", kept);
        const replayed = await second.ask(url);
        refused({ browser: second, reply: replayed, text: await replayed.text() }, again);
    },
    "a code that was carried around for too long is refused": async () => {
        const late = async (url) => (await wait(3500), url);
        refused(await come("a-1", late), again);
    },
    "a refusal at the provider ends at a page with words": async () => {
        const denied = (url) => query("error", "access_denied")(query("code", undefined)(url));
        refused(await come("a-1", denied), again);
    },
    "a code of another provider is refused": async () => {
        const other = await provider({ back });
        other.accounts.set("a-1", { email: "ada@example.org", email_verified: true });
        const foreign = async (url, browser) => {
            const own = new URL(url).searchParams.get("state");
            const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
            const ask = new URLSearchParams({
                client_id: "osmm", redirect_uri: back, response_type: "code", scope: "openid email", state: own,
                code_challenge: challenge, code_challenge_method: "S256",
            });
            const came = new URL(await browser.through(`${other.issuer}/auth?${ask}`, "a-1", back));
            came.searchParams.delete("iss");
            return came.href;
        };
        refused(await come("a-1", foreign), again);
        other.stop();
    },
    "a provider that calls itself otherwise is not asked any further": async () => {
        const renamed = await serve(0, trial.issuer.replace("127.0.0.1", "localhost"));
        const reply = await new Browser().ask(`${renamed}/login/provider`);
        assert.equal(reply.status, 403);
        assert.match(await reply.text(), /Trial/);
    },
};

let passed = 0, failed = 0;
try {
    // The provider has to know where to send browsers back to, so the port of the server is chosen before.
    const port = 20_000 + (process.pid % 20_000);
    back = `http://127.0.0.1:${port}/login/callback`;
    trial = await provider({ back, codes: 2 });
    site = await serve(port, trial.issuer);
    for (const [name, check] of Object.entries(checks)) {
        try {
            await check();
            passed++;
            console.log(`ok: ${name}`);
        } catch (error) {
            failed++;
            console.log(`FAILED: ${name}\n${error.stack}`);
        }
    }
} finally {
    for (const child of serving) child.kill();
    trial?.stop();
    rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
