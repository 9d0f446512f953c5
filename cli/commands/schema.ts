import { UserError } from "../../provinces/finding.ts";
import type { ExitCode, Invocation } from "../command.ts";
import { generatedFiles, schemaText, writeGenerated } from "../generated-files.ts";
import { say } from "../messages.ts";

export function run(invocation: Invocation): ExitCode {
  const { language, terminal } = invocation;
  const stale = generatedFiles().filter((file) => file.found !== file.expected);
  if (invocation.has("check")) {
    if (stale.length > 0)
      throw new UserError(
        stale.map((file) => ({ code: "GENERATED_STALE", where: { file: file.path }, facts: { path: file.path } })),
      );
  } else if (invocation.has("write"))
    for (const file of stale) {
      writeGenerated(file);
      terminal.out(say(language, "written", { path: file.path }));
    }
  else terminal.out(schemaText().trimEnd());
  return 0;
}
