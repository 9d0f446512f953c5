import { delimiter, dirname } from "node:path";

/**
 * Environment for the engine's process: the caller's without any PULUMI_ variable, so that nothing inherited from a CI
 * job or a shell decides what is planned, and with the engine's folder first on PATH, so that its own plugins are taken.
 */
export function engineEnvironment(command: string, own: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("PULUMI_"));
  return {
    ...Object.fromEntries(inherited),
    PATH: [dirname(command), process.env["PATH"] ?? ""].join(delimiter),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_AUTOMATION_API: "true",
    ...own,
  };
}
