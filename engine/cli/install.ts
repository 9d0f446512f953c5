import { PulumiCommand } from "@pulumi/pulumi/automation/index.js";
import { SemVer } from "semver";
import { ENGINE_VERSION } from "./engine.ts";

// A process of its own, because the vendor's installer has no time limit: download.ts ends it.
const [root] = process.argv.slice(2);
if (root === undefined) throw new Error("usage: install.ts DIRECTORY");
await PulumiCommand.install({ root, version: new SemVer(ENGINE_VERSION) });
