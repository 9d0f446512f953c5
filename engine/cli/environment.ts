import { delimiter, dirname } from "node:path";

const LOOPBACK = "127.0.0.1,localhost,::1";

/** The engine and its provider talk over loopback, which must not go through a proxy that the machine is set up with. */
export function withoutProxyToItself(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    ["no_proxy", "NO_PROXY", "no_grpc_proxy"].map((name) => {
      const given = process.env[name] ?? process.env["no_proxy"] ?? process.env["NO_PROXY"] ?? "";
      return [name, given === "" ? LOOPBACK : `${given},${LOOPBACK}`];
    }),
  );
}

/**
 * Environment for the engine's process: the caller's without any PULUMI_ variable, so that nothing inherited from a CI
 * job or a shell decides what is planned, and with the engine's folder first on PATH, so that its own plugins are taken.
 */
export function engineEnvironment(command: string, own: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  // A Vault of the machine's own must not be asked for the key that an offline run brings along.
  const foreign = "VAULT_SERVER_URL" in own ? /^(PULUMI|VAULT)_/ : /^PULUMI_/;
  const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return {
    ...Object.fromEntries(inherited),
    PATH: [dirname(command), process.env["PATH"] ?? ""].join(delimiter),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_AUTOMATION_API: "true",
    ...withoutProxyToItself(),
    ...own,
  };
}
