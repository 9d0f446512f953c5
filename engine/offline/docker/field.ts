import type { Value } from "../value.ts";

/**
 * One input or output of a Docker resource, as the Terraform provider below the official plugin declares it: what a
 * change of it means follows from these traits alone.
 */
export interface Field {
  readonly type: "string" | "bool" | "int" | "list" | "set" | "map";
  /** Name in Pulumi where it isn't the camel case of the key: plurals. */
  readonly as?: string;
  readonly required?: true;
  /** A change is a new object (ForceNew). */
  readonly replaces?: true;
  /** Decided by the daemon when left out (Computed). */
  readonly computed?: true;
  /** An output only. */
  readonly output?: true;
  /** Of what is left out. */
  readonly byDefault?: string | number | boolean;
  /** Elements of a list or set are objects of these; otherwise texts. */
  readonly fields?: Fields;
  /** A list or set of at most one element, which Pulumi shows as that element (MaxItems 1). */
  readonly single?: true;
  /** Texts that the provider takes. */
  readonly accepts?: RegExp;
  /** The smallest number that it takes. */
  readonly least?: number;
  /** A change from the first to the second means nothing (DiffSuppressFunc); `ports` compares the lists instead. */
  readonly ignores?: "emptied" | "ports";
}

export type Fields = Readonly<Record<string, Field>>;

export interface DockerType {
  readonly fields: Fields;
  /** Whether its old object is removed before a replacement is made. */
  readonly deleteBeforeReplace: "always" | "named" | "never";
  /** Gets a generated name where none is given. */
  readonly autonamed: boolean;
}

/** Name of a field in Pulumi. */
export function nameIn(key: string, field: Field): string {
  return field.as ?? key.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());
}

/** Lists and sets of objects are blocks in Terraform: never null, at least empty. */
export function isBlock(field: Field): boolean {
  return field.fields !== undefined && field.output === undefined;
}

/** The zero of a scalar in Go. */
export function zeroOf(field: Field): Value {
  return field.type === "bool" ? false : field.type === "int" ? 0 : "";
}
