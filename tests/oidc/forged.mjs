// Proofs that come from the provider's address and are none. The provider is the real one; what it answers is changed on
// the way, by whoever holds its key where the key is not what is wrong.
import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { again, at, come, isIn, refused, silent } from "./trial.mjs";
import { forged, newKey } from "./provider.mjs";

// Comes back while an answer of the provider is another one.
async function told(route, change) {
    at.provider.answers[route] = change;
    try {
        return await come("a-1");
    } finally {
        delete at.provider.answers[route];
    }
}
const proof = (change) =>
    told("token", async (body) => {
        const other = typeof change === "function" ? await change() : change;
        return { ...body, id_token: await forged(body.id_token, { key: at.provider.key, ...other }) };
    });
const claims = (changed) => proof({ claims: changed });
const seconds = (ahead) => Math.floor(Date.now() / 1000) + ahead;

export const forgeries = {
    "a proof that was made again by the provider's own key is taken": async () => {
        await isIn(await proof({}), /Ada Vogt/);
    },
    "a proof that has expired is refused": async () => refused(await claims({ exp: seconds(-1) }), again),
    "a proof for another is refused": async () => {
        refused(await claims({ aud: "other" }), again);
        refused(await claims({ aud: ["other", "another"] }), again);
        refused(await claims({ aud: ["osmm", "other"] }), again);
    },
    "a proof of another issuer is refused": async () => refused(await claims({ iss: "https://evil.example" }), again),
    "a proof without a nonce, or with that of another, is refused": async () => {
        refused(await claims({ nonce: undefined }), again);
        refused(await claims({ nonce: "other" }), again);
    },
    "a proof of another access is refused": async () => refused(await claims({ at_hash: "LDktKdoQak3Pk0cnXxCltA" }), again),
    "a proof that is not signed is refused": async () => refused(await proof({ head: { alg: "none" } }), again),
    "a proof that was changed after it was signed is refused": async () => {
        const changed = await told("token", (body) => {
            const [head, , signature] = body.id_token.split(".");
            const payload = JSON.parse(Buffer.from(body.id_token.split(".")[1], "base64url"));
            const other = Buffer.from(JSON.stringify({ ...payload, sub: "a-2" })).toString("base64url");
            return { ...body, id_token: [head, other, signature].join(".") };
        });
        refused(changed, again);
    },
    "a proof by a key that is not the provider's is refused": async () => {
        refused(await proof(async () => ({ key: await newKey() })), again);
        refused(await proof({ head: { kid: "unknown" } }), again);
    },
    "a proof signed with what everybody knows, or with our own secret, is refused": async () => {
        const [pem, ours] = [createPublicKey({ key: at.provider.key, format: "jwk" }), "a secret of the trial"];
        const text = pem.export({ type: "spki", format: "pem" });
        for (const key of [text, ours].map((secret) => new TextEncoder().encode(secret))) {
            refused(await proof({ key, head: { alg: "HS256", kid: undefined } }), again);
        }
    },
    "an answer without a proof is refused": async () => {
        refused(await told("token", ({ id_token, ...rest }) => rest), silent, 503);
    },
    "an answer that is none is refused": async () => {
        refused(await told("token", () => "<html>"), silent, 503);
        refused(await told("token", () => ({ access_token: "x".repeat(2_000_000), token_type: "bearer" })), silent, 503);
    },
    "what is told of another is refused": async () => {
        refused(await told("userinfo", (body) => ({ ...body, sub: "a-2" })), again);
    },
    "an address in the proof itself counts as one that is asked for": async () => {
        const bob = (email_verified) => ({ sub: "b-9", email: "bob@example.org", email_verified });
        const before = at.provider.asked.userinfo;
        refused(await claims(bob(false)), /Trial knows you by –/);
        // Bob has another name at another provider by now, so nobody takes his place here.
        refused(await claims({ ...bob(true), email: "cyd@example.org" }), /cyd@example\.org/);
        assert.equal(at.provider.asked.userinfo, before, "it was not asked for");
    },
};
