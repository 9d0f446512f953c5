import { execFileSync } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** An authority of its own and a certificate of it for these names and addresses: `tls.crt`, `tls.key`, `authority.pem`. */
export function issueCertificate(
  folder: string,
  of: { readonly names: readonly string[]; readonly addresses: readonly string[] },
): void {
  mkdirSync(folder, { recursive: true });
  const openssl = (...words: readonly string[]) => execFileSync("openssl", words, { cwd: folder, stdio: "pipe" });
  const key = ["-newkey", "rsa:2048", "-nodes"];
  openssl("req", "-x509", ...key, "-days", "2", "-subj", "/CN=Trial", "-keyout", "ca.key", "-out", "authority.pem");
  openssl("req", "-new", ...key, "-subj", `/CN=${of.names[0] ?? "desk"}`, "-keyout", "tls.key", "-out", "request");
  const names = [...of.names.map((name) => `DNS:${name}`), ...of.addresses.map((address) => `IP:${address}`)];
  writeFileSync(join(folder, "names"), `subjectAltName=${names.join(",")}\n`);
  const signed = ["-CA", "authority.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "names"];
  openssl("x509", "-req", "-in", "request", ...signed, "-out", "tls.crt");
}

/** By which Chromium is told to take exactly this certificate, and no other that it does not know. */
export function pinOf(folder: string): string {
  const { publicKey } = new X509Certificate(readFileSync(join(folder, "tls.crt")));
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("base64");
}
