import type { Properties } from "../offline/value.ts";

/** A resource as the program asks for it. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  /** URN; empty for the stack itself. */
  readonly parent: string;
  readonly custom: boolean;
  readonly inputs: Properties;
  /** `urn::id` of its provider; empty for one without. */
  readonly provider: string;
  /** Of the provider's package, as the SDK asks for it. */
  readonly version: string;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deleteBeforeReplace: boolean | undefined;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly aliases: readonly Alias[];
}

/** A former identity: a URN, or what of it was other. Empty parts are as now. */
export type Alias =
  | { readonly urn: string }
  | { readonly name: string; readonly type: string; readonly parent: string; readonly noParent: boolean };

export interface Place {
  readonly stack: string;
  readonly project: string;
}

const STACK_TYPE = "pulumi:pulumi:Stack";

/** Types of all ancestors but the stack stand in a URN, joined by dollar signs. */
export function urnOf(
  { stack, project }: Place,
  parent: string,
  { type, name }: { type: string; name: string },
): string {
  const parentType = parent === "" ? "" : (parent.split("::")[2] ?? "");
  const qualified = parentType === "" || parentType === STACK_TYPE ? type : `${parentType}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
}

/** URNs that the resource may have had in the recorded state. */
export function formerUrns(place: Place, { aliases, type, name, parent }: Registration): readonly string[] {
  return aliases.map((alias) =>
    "urn" in alias
      ? alias.urn
      : urnOf(place, alias.noParent ? "" : alias.parent || parent, {
          type: alias.type || type,
          name: alias.name || name,
        }),
  );
}
