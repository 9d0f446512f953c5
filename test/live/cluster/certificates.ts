import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { API_PORT, API_SERVICE_ADDRESS, addresses, certificateFolder, kubeconfigOf, type Layout } from "./layout.ts";
import { execute } from "./processes.ts";

const DAYS = "3650";
const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];

interface Subject {
  /** File name without ending. */
  readonly name: string;
  readonly user: string;
  readonly group?: string;
  /** DNS names and addresses a server is met under, as in a subjectAltName. */
  readonly servesAs?: readonly string[];
}

/** The cluster's certificate authority, its servers' and users' certificates; kept over a restart. */
export async function makeCertificates(layout: Layout): Promise<void> {
  const folder = certificateFolder(layout);
  if (existsSync(join(folder, "sa.key"))) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await selfSigned(folder, { name: "ca", user: "hotline-test-cluster" });
  const api = addresses(layout).api;
  await issue(layout, {
    name: "apiserver",
    user: "kube-apiserver",
    group: "system:masters",
    servesAs: [
      ...["kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"].map(
        (name) => `DNS:${name}`,
      ),
      ...[API_SERVICE_ADDRESS, api, "127.0.0.1"].map((address) => `IP:${address}`),
    ],
  });
  for (const subject of [
    { name: "admin", user: "admin", group: "system:masters" },
    { name: "controller-manager", user: "system:kube-controller-manager" },
    { name: "scheduler", user: "system:kube-scheduler" },
    { name: "proxy", user: "system:kube-proxy" },
  ])
    await issueUser(layout, subject);
  const accounts = join(folder, "sa.key");
  await execute(["openssl", "pkey", "-in", await newKey(folder), "-pubout", "-out", join(folder, "sa.pub")]);
  renameSync(join(folder, "sa.new"), accounts);
}

/** Of service accounts' tokens; the API server takes the two halves apart. */
async function newKey(folder: string): Promise<string> {
  const path = join(folder, "sa.new");
  await execute(["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", path]);
  return path;
}

/** A certificate and a kubeconfig in which it stands. */
export async function issueUser(layout: Layout, subject: Subject): Promise<string> {
  const path = kubeconfigOf(layout, subject.name);
  if (existsSync(path)) return path;
  await issue(layout, subject);
  const folder = certificateFolder(layout);
  const read = (file: string) => readFileSync(join(folder, file)).toString("base64");
  writeFileSync(
    path,
    stringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        {
          name: layout.name,
          cluster: {
            server: `https://${addresses(layout).api}:${API_PORT}`,
            "certificate-authority-data": read("ca.crt"),
          },
        },
      ],
      users: [
        {
          name: subject.name,
          user: {
            "client-certificate-data": read(`${subject.name}.crt`),
            "client-key-data": read(`${subject.name}.key`),
          },
        },
      ],
      contexts: [{ name: layout.name, context: { cluster: layout.name, user: subject.name } }],
      "current-context": layout.name,
    }),
    { mode: 0o600 },
  );
  return path;
}

async function issue(layout: Layout, subject: Subject): Promise<void> {
  const folder = certificateFolder(layout);
  await request(folder, subject, ["-CA", join(folder, "ca.crt"), "-CAkey", join(folder, "ca.key")]);
}

/** For pairs that trust one another and nobody else. */
export async function selfSigned(folder: string, subject: Subject): Promise<void> {
  await request(folder, subject, []);
}

async function request(folder: string, subject: Subject, signer: readonly string[]): Promise<void> {
  const group = subject.group === undefined ? "" : `/O=${subject.group}`;
  await execute([
    ...(["openssl", "req", "-x509", "-days", DAYS] as const),
    ...KEY,
    ...signer,
    ...["-subj", `${group}/CN=${subject.user}`],
    ...(subject.servesAs === undefined ? [] : ["-addext", `subjectAltName=${subject.servesAs.join(",")}`]),
    ...(signer.length === 0 ? [] : ["-addext", "basicConstraints=critical,CA:FALSE"]),
    ...["-keyout", join(folder, `${subject.name}.key`), "-out", join(folder, `${subject.name}.crt`)],
  ]);
}
