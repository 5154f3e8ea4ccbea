// What comes back on the wrong way, too late, twice, or changed.
import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { Browser, again, at, come, refused, session } from "./trial.mjs";
import { provider } from "./provider.mjs";

// Changes a part of what the browser remembers: 0 state, 1 nonce, 2 verifier.
const forget = (part) => (url, browser) => {
    const parts = browser.of(at.site).get("osmm_sign_in").split("~");
    parts[part] = "x".repeat(parts[part].length);
    browser.of(at.site).set("osmm_sign_in", parts.join("~"));
    return url;
};
const query = (name, value) => (url) => {
    const changed = new URL(url);
    if (value === undefined) changed.searchParams.delete(name);
    else changed.searchParams.set(name, value);
    return changed.href;
};
const asked = () => at.provider.asked.token ?? 0;

// Refused before the provider was asked for anything.
async function unasked(change) {
    const before = asked();
    refused(await come("a-1", change), again);
    assert.equal(asked(), before, "the code was not spent");
}

export const misused = {
    "another state is refused": () => unasked(query("state", "other")),
    "no state is refused": () => unasked(query("state", undefined)),
    "a state that the browser does not remember is refused": () => unasked(forget(0)),
    "no code is refused": () => unasked(query("code", undefined)),
    "a browser that was never sent is refused": async () => {
        const { url } = await come("a-1", (url) => `${url}&kept=1`);
        const stranger = new Browser();
        const reply = await stranger.ask(url);
        refused({ browser: stranger, reply, text: await reply.text() }, again);
    },
    "another nonce is refused": async () => refused(await come("a-1", forget(1)), again),
    "another verifier is refused": async () => refused(await come("a-1", forget(2)), again),
    "an answer that names another issuer is refused": () => unasked(query("iss", "https://evil.example")),
    "another code is refused": async () => refused(await come("a-1", query("code", "made-up")), again),
    "a code opens once": async () => {
        let kept;
        const { reply, url } = await come("a-1", (url, browser) => ((kept = browser.of(at.site).get("osmm_sign_in")), url));
        assert.equal(reply.status, 303);
        const second = new Browser();
        second.of(at.site).set("osmm_sign_in", kept);
        const replayed = await second.ask(url);
        refused({ browser: second, reply: replayed, text: await replayed.text() }, again);
    },
    "the same way back a second time is refused and leaves the session alone": async () => {
        const { browser, url } = await come("a-1");
        const [kept, before] = [session(browser), asked()];
        const replayed = await browser.ask(url);
        assert.deepEqual([replayed.status, session(browser), asked()], [403, kept, before]);
    },
    "a try that failed is over": async () => {
        const failed = await come("a-1", query("code", "made-up"));
        assert.equal(failed.browser.of(at.site).get("osmm_sign_in"), undefined);
        const before = asked();
        const reply = await failed.browser.ask(failed.url);
        refused({ ...failed, reply, text: await reply.text() }, again);
        assert.equal(asked(), before);
    },
    "a way back that was made elsewhere does not end a try that goes on": async () => {
        const lured = async (url, browser) => {
            assert.equal((await browser.ask(`${at.site}/login/callback?state=other&code=other`)).status, 403);
            return url;
        };
        assert.equal((await come("a-1", lured)).reply.status, 303);
    },
    "a code that was carried around for too long is refused": async () => {
        const late = async (url) => (await wait(3500), url);
        refused(await come("a-1", late), again);
    },
    "a refusal at the provider ends at a page with words": () =>
        unasked((url) => query("error", "access_denied")(query("code", undefined)(url))),
    "a form does not come back from the provider": async () => {
        const posted = await new Browser().send(`${at.site}/login/callback`, { state: "a", code: "b" });
        assert.equal(posted.status, 405);
    },
    "a code of another provider is refused": async () => {
        const other = await provider({ back: at.back });
        other.accounts.set("a-1", { email: "ada@example.org", email_verified: true });
        const foreign = async (url, browser) => {
            const own = new URL(url).searchParams.get("state");
            const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
            const ask = new URLSearchParams({
                client_id: "osmm", redirect_uri: at.back, response_type: "code", scope: "openid email", state: own,
                code_challenge: challenge, code_challenge_method: "S256",
            });
            const came = new URL(await browser.through(`${other.issuer}/auth?${ask}`, "a-1", at.back));
            came.searchParams.delete("iss");
            return came.href;
        };
        refused(await come("a-1", foreign), again);
        await other.stop();
    },
};
