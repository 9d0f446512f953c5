import { hash } from "node:crypto";
import type { PlannedChange } from "../planned-change.ts";

/** A preview as an approval binds it. `resources`: what the program wants of each, secrets hidden. */
export interface ApprovablePreview {
  readonly stack: string;
  readonly changes: readonly PlannedChange[];
  readonly resources?:
    | readonly { readonly type: string; readonly name: string; readonly inputs: Readonly<Record<string, unknown>> }[]
    | undefined;
}

/** One resource of a normal form: what happens to it, in words that compare. */
export interface NormalChange {
  /** `kubernetes:core/v1:ConfigMap anhui-media-reload` */
  readonly resource: string;
  readonly operation: string;
  /** `spec.replicas: "1" => "2"`, sorted. */
  readonly details: readonly string[];
}

/** What is approved: stack and changes, in an order of their own. Who made the preview, when, and how is left out. */
export interface NormalPreview {
  readonly stack: string;
  readonly changes: readonly NormalChange[];
}

/**
 * The same for the offline and the official engine, whatever the order of their events. Components and providers are
 * told as well: they are what the reviewer reads. A created resource is bound by what the program wants of it.
 */
export function normalForm({ stack, changes, resources = [] }: ApprovablePreview): NormalPreview {
  const inputs = new Map(resources.map(({ type, name, inputs: wanted }) => [`${type} ${name}`, canonical(wanted)]));
  return {
    stack,
    changes: changes
      .filter(({ operation }) => operation !== "same")
      .map(({ type, name, operation, deleteBeforeReplace, paths }) => {
        const resource = `${type} ${name}`;
        const wanted = operation === "delete" ? undefined : inputs.get(resource);
        return {
          resource,
          operation: deleteBeforeReplace === true ? `${operation}, deleted first` : operation,
          details: [
            ...paths.map(pathText).sort(),
            ...(wanted === undefined ? [] : [`wanted: sha256:${hash("sha256", wanted, "hex")}`]),
          ],
        };
      })
      .sort((a, b) => (a.resource < b.resource ? -1 : a.resource > b.resource ? 1 : 0)),
  };
}

function pathText({ path, kind, replaces, old, new: next, lines }: PlannedChange["paths"][number]): string {
  const values = lines === undefined ? `${quoted(old)} => ${quoted(next)}` : lines.join(" | ");
  return `${path} ${kind}${replaces ? ", replaces" : ""}: ${values}`;
}

function quoted(value: string | undefined): string {
  return value === undefined ? "?" : JSON.stringify(value);
}

/** JSON with sorted keys: equal data give equal text. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === undefined) return "null";
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(",")}}`;
}

/** 64 hexadecimal digits. */
export function digestOf(preview: NormalPreview): string {
  return hash("sha256", canonical(preview), "hex");
}

/** Of several stacks: one digest for all of them. */
export function digestOfAll(digests: readonly { readonly stack: string; readonly digest: string }[]): string {
  return hash(
    "sha256",
    digests
      .map(({ stack, digest }) => `${stack} ${digest}\n`)
      .sort()
      .join(""),
    "hex",
  );
}
