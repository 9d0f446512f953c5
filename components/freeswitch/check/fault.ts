/** Where in the generated files, and what FreeSWITCH would pass over in silence or stumble on at run time. */
export interface ConfigFault {
  readonly rule: ConfigRule;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** One rule a thing that FreeSWITCH itself does not check. */
export type ConfigRule =
  | "strict-xml"
  | "directive"
  | "include"
  | "unreached-file"
  | "variable"
  | "duplicate"
  | "reference"
  | "expression"
  | "parameter"
  | "value"
  | "database"
  | "port"
  | "sessions"
  | "module"
  | "access"
  | "injection";
