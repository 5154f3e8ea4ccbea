// The pictures of the guides are those that the journeys made: run after them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Checks } from "./checks.mjs";
import { compare } from "./pictures.mjs";

const [work, , guides] = process.argv.slice(2);
const checks = new Checks("guides");
compare(checks, { work, guides }, [readFileSync(join(guides, "../../README.md"), "utf8")]);
checks.end();
