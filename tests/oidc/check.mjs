// Signing in through a real provider, and everything that must be refused.
import { coming } from "./coming.mjs";
import { forgeries } from "./forged.mjs";
import { outages } from "./outage.mjs";
import { provider } from "./provider.mjs";
import { misused } from "./refused.mjs";
import { at, end, found, freePort, serve } from "./trial.mjs";

let passed = 0, failed = 0;
try {
    found();
    // The provider has to know where to send browsers back to, so the port of the server is chosen before.
    const port = freePort();
    at.back = `http://127.0.0.1:${port}/login/callback`;
    at.provider = await provider({ back: at.back, codes: 2 });
    at.site = await serve(port, at.provider.issuer);
    for (const [name, check] of [coming, misused, forgeries, outages].flatMap(Object.entries)) {
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
    end();
    await at.provider?.stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
