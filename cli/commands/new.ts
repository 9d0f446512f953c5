import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { UserError } from "../../provinces/finding.ts";
import { PROVINCE_IDS } from "../../provinces/reference/divisions.ts";
import { type ExitCode, type Invocation, provincesFlag } from "../command.ts";
import { draftProvince, OPTIONAL_SECTIONS } from "../draft-province.ts";
import { schemaText } from "../generated-files.ts";
import { say } from "../messages.ts";
import { writeFiles } from "../output-folder.ts";
import { provinceFileText } from "../province-file.ts";

const SCHEMA = "province.schema.json";

/** Writes a draft that validates at once: its trunks are sized for the default traffic. Never overwrites. */
export function run(invocation: Invocation): ExitCode {
  const { language, terminal, provinces } = invocation;
  const id = PROVINCE_IDS.find((known) => known === invocation.arguments[0]);
  if (id === undefined) return 1;
  const file = join(provinces, `${id}.yaml`);
  const taken = [file, join(provinces, `${id}.yml`)].find((path) => existsSync(path));
  if (taken !== undefined)
    throw new UserError([
      { code: "PROVINCE_FILE_EXISTS", where: { file: relative(process.cwd(), taken) }, facts: { province: id } },
    ]);
  const text = `${provinceFileText(
    draftProvince(id, {
      build: invocation.value("build") === "outsourced" ? "outsourced" : "self-built",
      platform: invocation.value("platform") === "kubernetes" ? "kubernetes" : "docker",
    }),
  )}${OPTIONAL_SECTIONS}`;
  const schema = existsSync(join(provinces, SCHEMA)) ? {} : { [SCHEMA]: schemaText() };
  writeFiles(provinces, { ...schema, [`${id}.yaml`]: text });
  terminal.out(say(language, "written", { path: relative(process.cwd(), file) }));
  const folder = provincesFlag(invocation);
  const next = [`validate ${id}${folder}`, `plan ${id}${folder}`, `preview ${id} --offline${folder}`];
  terminal.err(`${say(language, "nextTitle")}\n${next.map((command) => `  npx hotline ${command}`).join("\n")}`);
  return 0;
}
