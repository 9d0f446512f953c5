import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAllDocuments, stringify } from "yaml";
import { OPERATOR_IMAGE, PLUGIN_IMAGE, SIDECAR_IMAGE } from "./build.ts";
import { selfSigned } from "./certificates.ts";
import { kubectl } from "./control-plane.ts";
import type { Layout } from "./layout.ts";

const NAMESPACE = "cnpg-system";
const ROLL_OUT = "--timeout=180s";

/** CloudNativePG and its Barman Cloud plugin, from their releases' own manifests with our images. Waits until both run. */
export async function installDatabaseOperator(layout: Layout): Promise<void> {
  const operator = manifest(layout, "operator").replaceAll(
    /ghcr\.io\/cloudnative-pg\/cloudnative-pg:[\w.-]+/g,
    OPERATOR_IMAGE,
  );
  await apply(layout, operator.replaceAll("imagePullPolicy: Always", "imagePullPolicy: IfNotPresent"));
  await rolledOut(layout, "cnpg-controller-manager");
  await installPlugin(layout);
}

async function installPlugin(layout: Layout): Promise<void> {
  const documents = parseAllDocuments(
    manifest(layout, "plugin").replaceAll(
      /ghcr\.io\/cloudnative-pg\/plugin-barman-cloud(?:-testing)?:[\w.-]+/g,
      PLUGIN_IMAGE,
    ),
  ).map((document) => document.toJS() as unknown);
  // cert-manager is not here: its two certificates are made by hand.
  const kept = documents.filter((document) => !apiVersionOf(document).startsWith("cert-manager.io/"));
  await apply(layout, kept.map((document) => stringify(withSidecar(document))).join("---\n"));
  const folder = mkdtempSync(join(tmpdir(), "hotline-plugin-"));
  try {
    for (const subject of [
      { name: "barman-cloud-server", user: "barman-cloud", servesAs: ["DNS:barman-cloud"] },
      { name: "barman-cloud-client", user: "barman-cloud-client" },
    ]) {
      await selfSigned(folder, subject);
      await apply(
        layout,
        stringify({
          apiVersion: "v1",
          kind: "Secret",
          type: "kubernetes.io/tls",
          metadata: { name: `${subject.name}-tls`, namespace: NAMESPACE },
          stringData: {
            "tls.crt": readFileSync(join(folder, `${subject.name}.crt`), "utf8"),
            "tls.key": readFileSync(join(folder, `${subject.name}.key`), "utf8"),
          },
        }),
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  await rolledOut(layout, "barman-cloud");
}

/** The image of the container beside PostgreSQL stands, encoded, in a secret that the plugin reads. */
function withSidecar(document: unknown): unknown {
  if (!isRecord(document) || document["kind"] !== "Secret" || !isRecord(document["data"])) return document;
  if (!("SIDECAR_IMAGE" in document["data"])) return document;
  return { ...document, data: { SIDECAR_IMAGE: Buffer.from(SIDECAR_IMAGE).toString("base64") } };
}

function apiVersionOf(document: unknown): string {
  const version = isRecord(document) ? document["apiVersion"] : undefined;
  return typeof version === "string" ? version : "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function manifest({ programs }: Layout, name: string): string {
  return readFileSync(join(programs, "manifests", `${name}.yaml`), "utf8");
}

async function apply(layout: Layout, documents: string): Promise<void> {
  await kubectl(layout, ["apply", "--server-side", "--force-conflicts", "-f", "-"], documents);
}

async function rolledOut(layout: Layout, deployment: string): Promise<void> {
  await kubectl(layout, ["-n", NAMESPACE, "rollout", "status", `deployment/${deployment}`, ROLL_OUT]);
}
