import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { mediaNodes } from "../planning/media-nodes.ts";
import { ownerFirst } from "../planning/part-request.ts";
import { isRestoreTarget, type RestoreRequest } from "../planning/restore-request.ts";
import type { Finding } from "../provinces/finding.ts";
import type { Province } from "../provinces/province.ts";
import { UNASSIGNED } from "../provinces/schema/field.ts";
import { refuse } from "./refusal.ts";

const KEY = "hotline:restoreDatabase";

/** `pulumi config set --path` makes numbers of digits; a value set otherwise stays text. */
const Generation = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]);
/** The engine takes a time without quotes apart and prints it as Go does: `2026-11-24 09:00:00 +0800 +0800`. */
function asWritten(target: string): string {
  return target.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?) ([+-]\d\d)(\d\d) \S+$/, "$1T$2$3:$4");
}

const Restores = z.union([z.unknown().array(), z.unknown().transform((one) => [one])]).pipe(
  z.array(
    z.strictObject({
      generation: Generation,
      target: z.string().transform(asWritten),
      from: Generation.optional(),
      host: z.string().optional(),
    }),
  ),
);

/**
 * What the stack file's `hotline:restoreDatabase` asks for: one restore or, after a second one, a list, oldest first.
 * Refuses what no instance could begin from, before anything is stopped.
 */
export function databaseRestores(province: Province, siteName: string): readonly RestoreRequest[] {
  const told = new pulumi.Config("hotline").getObject<unknown>("restoreDatabase");
  if (told === undefined) return [];
  const read = Restores.safeParse(told);
  if (!read.success) refuse([unreadable(JSON.stringify(told))]);
  const findings = check(province, siteName, read.data);
  if (findings.length > 0) refuse(findings);
  return read.data;
}

function check(province: Province, siteName: string, restores: readonly RestoreRequest[]): readonly Finding[] {
  const site = province.sites[siteName];
  const { store = UNASSIGNED, endpoint = UNASSIGNED } = province.database?.backup ?? {};
  const findings: Finding[] = [];
  if (site?.platform.kind === "kubernetes" && (store === UNASSIGNED || endpoint === UNASSIGNED))
    findings.push({ code: "RESTORE_WITHOUT_STORE", where: {}, facts: { key: KEY } });
  const nodes = site?.platform.kind === "docker" ? ownerFirst(mediaNodes(site)) : [];
  const hosts = nodes.slice(0, province.database?.instances ?? nodes.length).map(({ name }) => name);
  const known = [1];
  for (const { generation, target, from, host } of restores) {
    const last = known.at(-1) ?? 1;
    if (generation <= last)
      findings.push({
        code: "RESTORE_GENERATION",
        where: {},
        facts: { key: KEY, found: generation, allowed: last + 1 },
      });
    if (!isRestoreTarget(target))
      findings.push({ code: "RESTORE_TARGET", where: {}, facts: { key: KEY, found: target } });
    if (from !== undefined && !known.includes(from))
      findings.push({ code: "RESTORE_FROM", where: {}, facts: { key: KEY, found: from, allowed: known.join(", ") } });
    if (host !== undefined && !hosts.includes(host))
      findings.push({
        code: "RESTORE_HOST",
        where: {},
        facts: { key: KEY, found: host, allowed: hosts.join(", ") || "-" },
      });
    known.push(generation);
  }
  return findings;
}

function unreadable(found: string): Finding {
  return { code: "RESTORE_UNREADABLE", where: {}, facts: { key: KEY, found } };
}
