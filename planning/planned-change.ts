/** What a preview tells of a resource, as far as rules and approvals read it. Values are redacted. */
export interface PlannedChange {
  readonly type: string;
  readonly name: string;
  readonly operation: "create" | "update" | "replace" | "delete" | "same";
  readonly deleteBeforeReplace?: boolean | undefined;
  readonly paths: readonly {
    readonly path: string;
    readonly kind: "add" | "update" | "delete";
    readonly replaces: boolean;
    readonly old?: string | undefined;
    readonly new?: string | undefined;
    readonly lines?: readonly string[] | undefined;
  }[];
}
