// Pages of the door and of an empty record: signing in, accounts as several people see them, and what empty pages teach.
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Q4, env, submit } from "./scenes.mjs";
import { serve } from "./server.mjs";

const WORDS = "correct horse battery";

/** A server where people sign in, as several of them see it. */
export async function signed(osmm, { at, org, local }, open) {
  const database = join(at, "signed.db");
  for (const who of ["lead", "ada", "bob"]) {
    execFileSync(osmm, ["person", "password", who], { input: `${WORDS}\n`, env: { ...process.env, ...env, OSMM_DATABASE: database, OSMM_AS: "lead" } });
  }
  const silent = ["--oidc-issuer", "https://127.0.0.1:9", "--oidc-client", "osmm", "--oidc-name", "Example ID"];
  const server = await serve(osmm, database, ["--login", "--repositories", org, ...silent], env);
  const on = (path) => server.url + path;
  const enters = async (who) => {
    const { page, context } = await open({});
    await page.goto(on("/login"));
    await page.fill("#handle", who);
    await page.fill("#password", WORDS);
    await submit(page);
    const state = await context.storageState();
    return { page, context, state };
  };
  const [lead, ada, bob] = [await enters("lead"), await enters("ada"), await enters("bob")];
  const links = await secrets(lead.page, on);
  for (const who of [lead, ada, bob]) await who.context.close();
  const by = (who, name, path, more = {}) => ({ name, url: on(path), storageState: who.state, ...more });
  const list = [
    { name: "sign in", url: on("/login") },
    { name: "sign in wrong", url: on("/login"), here: async (page) => {
      await page.fill("#handle", "ada");
      await page.fill("#password", "not my password");
      await submit(page);
    } },
    { name: "sign in by provider", url: on("/login/provider?next=/"), status: 503 },
    { name: "invitation", url: links.invitation },
    { name: "invitation over", url: on("/invitation/none"), status: 404 },
    { name: "visit", url: links.visit },
    { name: "visit over", url: on("/visit/none"), status: 404 },
    by(lead, "access", "/access"),
    by(lead, "access with a link", "/access", { here: (page) => submit(page, "table.door button") }),
    by(lead, "access log", "/access/log"),
    by(lead, "me", "/me"),
    by(lead, "me with a token", "/me", { here: async (page) => {
      await page.fill("#token-name", "nightly scan in CI");
      await submit(page, "form[action='/me/tokens'] button");
    } }),
    by(ada, "respondent home", "/"),
    by(ada, "respondent tasks", `${Q4}/todo`),
    by(bob, "respondent lock", `${Q4}/unit/payments/lock`),
    by(ada, "respondent locked", `${Q4}/unit/payments/answer/${local[5]}`),
    by(ada, "respondent next", `${Q4}/unit/payments/answer`),
    by(ada, "respondent item", `${Q4}/unit/payments/item/${local[5]}`),
    by(ada, "respondent refused", "/access", { status: 403 }),
    by(ada, "respondent me", "/me"),
  ];
  return { server, list };
}

/** An invitation that nobody has used, and a link for an auditor. */
async function secrets(page, on) {
  await page.goto(on("/access"));
  await submit(page, "tr:has-text('Rui Evora') button");
  const invitation = (await page.locator(".secret").innerText()).trim();
  await page.goto(on("/access"));
  await page.fill("#link-name", "Ken Ito, Example Audit");
  await page.fill("#link-until", "2026-12-24");
  await submit(page, "form[action='/access/links'] button");
  const visit = (await page.locator(".secret").innerText()).trim();
  return { invitation, visit };
}

/** A record in which nothing has happened yet: what empty pages teach. */
export async function fresh(osmm, at, open) {
  mkdirSync(at, { recursive: true });
  const begun = await serve(osmm, join(at, "begun.db"), [], env);
  const empty = await serve(osmm, join(at, "empty.db"), [], env);
  const { page, context } = await open({});
  await page.goto(begun.url);
  await page.fill("#name", "Example Group");
  await submit(page);
  await context.close();
  const on = (path) => begun.url + path;
  const unit = `${Q4}/unit/organisation`;
  const list = [
    { name: "start", url: `${empty.url}/start` },
    { name: "start without a name", url: `${empty.url}/start`, here: async (looker) => {
      await looker.evaluate(() => { document.querySelector("form:has(#name)").noValidate = true; });
      await submit(looker);
    } },
    ...[
      ["sort", `${unit}/sort`], ["first question", `${unit}/answer`], ["done", `${unit}/done`], ["dashboard", "/"], ["unit", unit],
      ["tasks", `${Q4}/todo`], ["evidence", `${unit}/evidence`], ["proposals", `${unit}/proposals`], ["scans", `${unit}/scans`],
      ["all scans", "/scans"], ["review", `${Q4}/review`], ["verify", `${Q4}/verify`], ["delta", `${Q4}/delta`], ["goals", "/goals"],
      ["people", "/people"], ["units", "/units"], ["audit", "/audit"], ["access", "/access"], ["workshop", "/workshop"],
      ["assign", `${Q4}/assign`], ["stage", `${Q4}/stage`], ["lenses", `${unit}/lenses`],
    ].map(([name, path]) => ({ name: `fresh ${name}`, url: on(path) })),
  ];
  return { servers: [begun, empty], list };
}
