import type * as z from "zod";

/** What the editor shows on hover: the Chinese term, the explanation, and what happens when the field is left out. */
export interface FieldDoc {
  readonly zh: string;
  readonly en: string;
  /** Literal default, or the rule by which it is calculated. Required fields leave it out. */
  readonly byDefault?: string | undefined;
  readonly examples?: readonly unknown[];
}

/** Attaches documentation to a schema; the JSON Schema, `hotline schema` and the reference are made from it. */
export function field<S extends z.ZodType>(schema: S, doc: FieldDoc): S {
  const description = doc.byDefault === undefined ? doc.en : `${doc.en} Default: ${doc.byDefault}.`;
  return schema.meta({
    title: doc.zh,
    description,
    ...(doc.examples === undefined ? {} : { examples: [...doc.examples] }),
  });
}

/** Stands where a fact is not known yet; plans, renders and rehearses, never deploys. */
export const UNASSIGNED = "unassigned";
