// A provider of identities: the npm package oidc-provider, on a port of this machine. Whoever types a name at its login
// page is that account; what is known of accounts can be changed while it runs, and so can what it answers, for it has to
// be seen that not everything is believed which comes from its address.
import { createServer } from "node:http";
import { SignJWT, decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, importJWK } from "jose";
import Provider from "oidc-provider";

let keys = 0;
async function newKey() {
    const { privateKey } = await generateKeyPair("RS256", { extractable: true });
    return { ...(await exportJWK(privateKey)), alg: "RS256", use: "sig", kid: `key-${++keys}` };
}

// `client` changes how we are registered there, `settings` how the provider is set up.
export async function provider({ back, port = 0, codes = 60, client = {}, settings = {} }) {
    const server = createServer();
    await new Promise((listening) => server.listen(port, "127.0.0.1", listening));
    const issuer = `http://127.0.0.1:${server.address().port}`;
    const [accounts, key] = [new Map(), await newKey()];
    const known = { client_id: "osmm", client_secret: "a secret of the trial", redirect_uris: [back], ...client };
    const oidc = new Provider(issuer, {
        clients: [known],
        claims: { openid: ["sub"], email: ["email", "email_verified"] },
        cookies: { keys: ["for the trial"] },
        jwks: { keys: [key] },
        pkce: { required: () => true },
        ttl: { AuthorizationCode: codes, AccessToken: 60, IdToken: 60, Interaction: 60, Session: 60, Grant: 60 },
        findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts.get(id) }) }),
        ...settings,
    });
    const it = { issuer, accounts, key, asked: {}, answers: {}, stop };
    oidc.use(async (context, next) => {
        await next();
        const route = context.oidc?.route;
        it.asked[route] = (it.asked[route] ?? 0) + 1;
        if (it.answers[route] && context.status === 200) context.body = await it.answers[route](context.body);
    });
    oidc.on("server_error", (_, error) => console.error("provider:", error));
    server.on("request", oidc.callback());
    function stop() {
        server.closeAllConnections();
        return new Promise((closed) => server.close(closed));
    }
    return it;
}

const encoded = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

// Another proof instead of the one that the provider made: other claims, another head, another key. An algorithm `none`
// leaves the signature out.
export async function forged(token, { claims = {}, head = {}, key }) {
    const [payload, header] = [{ ...decodeJwt(token), ...claims }, { ...decodeProtectedHeader(token), ...head }];
    if (header.alg === "none") return `${encoded(header)}.${encoded(payload)}.`;
    const secret = key instanceof Uint8Array ? key : await importJWK(key, header.alg);
    return new SignJWT(payload).setProtectedHeader(header).sign(secret);
}

export { newKey };
