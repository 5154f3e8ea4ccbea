// Who comes in, and as whom.
import assert from "node:assert/strict";
import { Browser, at, come, freePort, isIn, refused, run, serve, session } from "./trial.mjs";
import { provider } from "./provider.mjs";

const verified = (email) => ({ email, email_verified: true });
const ada = /Ada Vogt/;

export const coming = {
    "a person is found by a verified address and comes to where they wanted to go": async () => {
        at.provider.accounts.set("a-1", verified("ADA@example.org"));
        const came = await come("a-1");
        assert.deepEqual([came.reply.status, came.reply.headers.get("location")], [303, "/me"]);
        await isIn(came, ada);
        assert.equal(came.browser.of(at.site).get("osmm_sign_in"), undefined, "what was remembered is gone");
    },
    "from then on by the name at the provider, whatever the address": async () => {
        at.provider.accounts.set("a-1", verified("bob@example.org"));
        await isIn(await come("a-1"), ada);
    },
    "nobody takes over somebody by their address": async () => {
        at.provider.accounts.set("a-2", verified("ada@example.org"));
        refused(await come("a-2"), /ada@example\.org/);
    },
    "an address that is not verified is nobody's": async () => {
        at.provider.accounts.set("b-1", { email: "bob@example.org", email_verified: false });
        refused(await come("b-1"), /Trial/);
        at.provider.accounts.set("b-2", { email: "bob@example.org" });
        refused(await come("b-2"), /Trial/);
    },
    "an address of nobody, or of two, lets nobody in and says whom to ask": async () => {
        at.provider.accounts.set("c-1", verified("cyd@example.org"));
        refused(await come("c-1"), /cyd@example\.org[^]*Ask whoever leads the assessment/);
        at.provider.accounts.set("t-1", verified("twin@example.org"));
        refused(await come("t-1"), /twin@example\.org/);
    },
    "what comes back from a provider is text, never markup": async () => {
        at.provider.accounts.set("x-1", verified("<b>x</b>@example.org"));
        const came = await come("x-1");
        refused(came, /&lt;b&gt;|&#60;b&#62;/);
        assert.doesNotMatch(came.text, /<b>/);
    },
    "a person who was erased does not come back": async () => {
        at.provider.accounts.set("e-1", verified("eve@example.org"));
        const came = await come("e-1");
        await isIn(came, /Eve Ott/);
        run("person", "erase", "eve", "--yes", "--as", "lead");
        assert.equal((await came.browser.ask(`${at.site}/me`)).status, 303, "not in the session that was open");
        refused(await come("e-1"), /eve@example\.org/);
    },
    "a session in the browser is never taken over, and ends on the way out": async () => {
        const browser = new Browser();
        browser.of(at.site).set("osmm_session", "planted");
        const came = await come("a-1", (url) => url, { browser });
        await isIn(came, ada);
        const kept = session(browser);
        assert.notEqual(kept, "planted");
        const out = await browser.send(`${at.site}/logout`);
        assert.deepEqual([out.status, out.headers.get("location"), session(browser)], [303, "/login", undefined]);
        browser.of(at.site).set("osmm_session", kept);
        assert.equal((await browser.ask(`${at.site}/me`)).status, 303, "not with the cookie of before");
        await isIn(await come("a-1", (url) => url, { browser }), ada);
    },
    "nobody is sent to another site after signing in": async () => {
        for (const next of ["//evil.example", "https://evil.example", "/\\evil.example"]) {
            const { reply } = await come("a-1", (url) => url, { next });
            assert.deepEqual([reply.status, reply.headers.get("location")], [303, "/"], next);
        }
    },
    "the browser is sent with state, nonce and challenge, and without any secret": async () => {
        const begun = await new Browser().ask(`${at.site}/login/provider?next=%2F`);
        const asked = new URL(begun.headers.get("location"));
        const asks = (name) => asked.searchParams.get(name);
        assert.deepEqual([asks("response_type"), asks("code_challenge_method")], ["code", "S256"]);
        assert.deepEqual([asks("scope"), asks("redirect_uri")], ["openid email", at.back]);
        for (const name of ["state", "nonce", "code_challenge"]) assert.ok(asks(name).length >= 22, name);
        const cookie = begun.headers.get("set-cookie");
        assert.match(cookie, /^osmm_sign_in=[^;]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/);
        for (const hidden of ["secret", cookie.split("~")[2]]) assert.ok(!asked.href.includes(hidden), hidden);
        const other = await new Browser().ask(`${at.site}/login/provider?next=%2F`);
        assert.notEqual(new URL(other.headers.get("location")).searchParams.get("state"), asks("state"));
    },
    "behind a proxy that encrypts, what is remembered is for encrypted connections only": async () => {
        const back = "https://osmm.example/login/callback";
        const own = await provider({ back });
        own.accounts.set("a-1", verified("bob@example.org"));
        const site = await serve(0, own.issuer, { more: ["--public-url", "https://osmm.example"] });
        const browser = new Browser();
        const { reply } = await come("a-1", (url) => url.replace("https://osmm.example", site), { browser, site });
        assert.equal(reply.status, 303);
        const [kept, over] = reply.headers.getSetCookie().sort();
        assert.match(kept, /^__Host-osmm_session=.*; Secure$/);
        assert.match(over, /^__Host-osmm_sign_in=;.*Max-Age=0.*; Secure$/);
        await own.stop();
    },
    "a secret is shown as the provider wants it, and a client without one needs none": async () => {
        const ways = [["client_secret_post", "a secret of the trial"], ["none", ""]];
        for (const [way, secret] of ways) {
            const port = freePort();
            const back = `http://127.0.0.1:${port}/login/callback`;
            const client = { token_endpoint_auth_method: way, ...(secret ? {} : { client_secret: undefined }) };
            const own = await provider({ back, client, settings: { clientAuthMethods: [way] } });
            const site = await serve(port, own.issuer, { secret });
            own.accounts.set(`w-${way}`, verified("nobody-here@example.org"));
            refused(await come(`w-${way}`, (url) => url, { site }), /nobody-here@example\.org/);
            await own.stop();
        }
    },
};
