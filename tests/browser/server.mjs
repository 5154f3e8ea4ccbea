// A server of the program over a record, on a free port of this machine unless the arguments name one.
import { spawn } from "node:child_process";

export async function serve(osmm, database, args = [], env = {}) {
  const listen = args.includes("--listen") ? [] : ["--listen", "127.0.0.1:0"];
  const child = spawn(osmm, ["serve", ...listen, "--database", database, ...args], {
    env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"],
  });
  // A suite that breaks off leaves nothing running.
  process.on("exit", () => child.kill());
  let said = "";
  const url = await new Promise((resolve, reject) => {
    const heard = (chunk) => {
      said += chunk;
      const found = said.match(/http:\/\/\S+?\/(?=\s)/);
      if (found) resolve(found[0].replace(/\/$/, ""));
    };
    child.stdout.on("data", heard);
    child.stderr.on("data", heard);
    child.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
  child.removeAllListeners("exit");
  const ended = new Promise((resolve) => child.on("exit", resolve));
  return {
    url,
    said: () => said,
    stop: async (signal = "SIGTERM") => { child.kill(signal); await ended; },
  };
}
