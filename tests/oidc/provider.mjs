// A provider of identities: the npm package oidc-provider, on a free port of this machine. Whoever types a name at its
// login page is that account; what is known of accounts can be changed while it runs.
import { createServer } from "node:http";
import Provider from "oidc-provider";

export async function provider({ back, codes = 60 }) {
    const server = createServer();
    await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
    const issuer = `http://127.0.0.1:${server.address().port}`;
    const accounts = new Map();
    const oidc = new Provider(issuer, {
        clients: [{ client_id: "osmm", client_secret: "a secret of the trial", redirect_uris: [back] }],
        claims: { openid: ["sub"], email: ["email", "email_verified"] },
        cookies: { keys: ["for the trial"] },
        pkce: { required: () => true },
        ttl: { AuthorizationCode: codes, AccessToken: 60, IdToken: 60, Interaction: 60, Session: 60, Grant: 60 },
        findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts.get(id) }) }),
    });
    oidc.on("server_error", (_, error) => console.error("provider:", error));
    server.on("request", oidc.callback());
    return { issuer, accounts, stop: () => server.close() };
}
