// Repositories of a made-up organisation, for scans: a folder for each unit that has any. Deterministic.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";

const SOUND = {
  LICENSE: "mit.txt", "README.md": "readme.md", "SECURITY.md": "security.md", "CONTRIBUTING.md": "contributing.md",
  ".github/dependabot.yml": "dependabot.yml", ".github/workflows/ci.yml": "workflow.yml", "docs/policy.md": "policy.md",
};
const SOME = { LICENSE: "mit.txt", "README.md": "readme.md", ".github/workflows/ci.yml": "workflow.yml" };
const REPOSITORIES = {
  "payments/ledger": SOUND, "payments/gateway": SOUND, "payments/fraud-rules": SOME, "payments/statement-printer": { "README.md": "readme.md" },
  "platform/build-images": SOUND, "platform/service-mesh": SOME, "lending/scoring": SOME,
};

/** Makes them below `org`; `files` has what they are made of. */
export function organisation(org, files) {
  const date = "2026-11-18T09:00:00Z";
  const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date, GIT_CONFIG_GLOBAL: "/dev/null" };
  for (const [name, contents] of Object.entries(REPOSITORIES)) {
    const at = join(org, name);
    mkdirSync(at, { recursive: true });
    const git = (...args) => execFileSync("git", ["-C", at, "-c", "user.name=A", "-c", "user.email=a@example.org", ...args], { env });
    git("init", "--quiet", "--initial-branch=main");
    for (const [path, source] of Object.entries(contents)) {
      mkdirSync(dirname(join(at, path)), { recursive: true });
      cpSync(join(files, source), join(at, path));
    }
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message=Begin");
  }
  return org;
}
