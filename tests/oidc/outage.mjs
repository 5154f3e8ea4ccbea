// A provider that is away, comes back, has other keys, or was never the one that was meant.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { Browser, at, come, freePort, isIn, refused, serve, silent } from "./trial.mjs";
import { provider } from "./provider.mjs";

const heard = () => Object.values(at.provider.asked).reduce((a, b) => a + b, 0);
const ada = { email: "ada@example.org", email_verified: true };
async function tried(site) {
    const browser = new Browser();
    const reply = await browser.ask(`${site}/login/provider?next=%2F`);
    return { browser, reply, text: await reply.text(), site };
}

export const outages = {
    "a provider that calls itself otherwise is not asked any further": async () => {
        const [site, before] = [await serve(0, at.provider.issuer.replace("127.0.0.1", "localhost")), heard()];
        refused(await tried(site), silent, 503);
        assert.equal(heard(), before + 1, "only for what it says of itself");
    },
    "a provider that is reached over a readable connection is not asked": async () => {
        // Only the usual names of this machine are excused from encryption, and this is none.
        let heard = 0;
        const readable = createServer((_, reply) => (heard++, reply.end("{}")));
        await new Promise((listening) => readable.listen(0, "127.0.0.2", listening));
        const { port } = readable.address();
        assert.equal((await fetch(`http://127.0.0.2:${port}/`)).status, 200);
        refused(await tried(await serve(0, `http://127.0.0.2:${port}`)), silent, 503);
        assert.equal(heard, 1, "by this check alone");
        readable.close();
    },
    "a provider that is away at the start keeps nobody else out, and is asked again": async () => {
        const [port, own] = [freePort(), freePort()];
        const back = `http://127.0.0.1:${own}/login/callback`;
        const site = await serve(own, `http://127.0.0.1:${port}`);
        const form = await (await new Browser().ask(`${site}/login`)).text();
        assert.match(form, /name="password"[^]*href="\/login\/provider/, "both ways in are shown");
        refused(await tried(site), silent, 503);
        const late = await provider({ back, port });
        late.accounts.set("d-1", { email: "nobody-here@example.org", email_verified: true });
        refused(await come("d-1", (url) => url, { site }), /nobody-here@example\.org/);
        await late.stop();
    },
    "a provider that goes away meanwhile lets nobody in, and everybody once it is back, with other keys": async () => {
        const port = Number(new URL(at.provider.issuer).port);
        const away = async (url) => (await at.provider.stop(), url);
        refused(await come("a-1", away), silent, 503);
        at.provider = await provider({ back: at.back, port });
        at.provider.accounts.set("a-1", ada);
        await isIn(await come("a-1"), /Ada Vogt/);
    },
    "a secret that the provider does not know is said to be nobody's fault who signs in": async () => {
        const port = freePort();
        const own = await provider({ back: `http://127.0.0.1:${port}/login/callback` });
        own.accounts.set("a-1", ada);
        const site = await serve(port, own.issuer, { secret: "another" });
        refused(await come("a-1", (url) => url, { site }), silent, 503);
        await own.stop();
    },
};
