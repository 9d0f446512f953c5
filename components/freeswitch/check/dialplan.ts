import { APPLICATIONS, CALLER_FIELDS, CAUSES, FUNCTIONS } from "./registered-names.ts";
import type { Report } from "./report.ts";
import { all, type Tag } from "./tree.ts";

/** One application with its data, wherever it stands: in an action, under a menu's digit, behind a limit. */
export interface Step {
  readonly application: string;
  readonly data: string;
  readonly tag: Tag;
  /** Expressions whose groups `$1` and so on may stand for. */
  readonly captures: readonly string[];
}

/** Channel variables that FreeSWITCH fills by itself, beside the fields of the caller's profile. */
const CHANNEL_VARIABLES = new Set(
  `answer_epoch answer_stamp billsec bridge_hangup_cause call_uuid cc_agent cc_cancel_reason cc_cause cc_member_uuid
  cc_queue cc_queue_answered_epoch cc_queue_canceled_epoch cc_queue_joined_epoch cc_queue_terminated_epoch
  cc_record_filename cc_side dialed_domain dialed_user direction domain_name duration effective_caller_id_number
  end_stamp hangup_cause ivr_menu_status last_bridge_hangup_cause limit_rate limit_usage originate_disposition
  originate_failed_cause originator playback_ms progress_stamp record_ms rtp_use_codec_name sip_auth_username
  sip_from_host sip_from_user
  sip_gateway_name sip_h_Diversion sip_network_ip sip_received_ip sip_req_host sip_req_user sip_term_status sip_to_host
  sip_to_user sip_user_agent start_stamp user_context user_name uuid`.split(/\s+/),
);

const DATE_TIME_FIELDS =
  "date-time dst hour mday minute minute-of-day mon mweek time-of-day tz-offset wday week yday year".split(" ");

/** All steps of the dialplan and of the menus. */
export function stepsOf(root: Tag): readonly Step[] {
  const dialplan = all(root, "extension").flatMap((extension) => {
    const captures: string[] = [];
    return all(extension, "condition").flatMap((condition) => {
      const expression = condition.attributes["expression"];
      if (expression !== undefined) captures.push(expression);
      return condition.children
        .filter(({ name }) => name === "action" || name === "anti-action")
        .flatMap((tag) => nested({ ...applicationOf(tag), tag, captures: [...captures] }));
    });
  });
  const menus = all(root, "menu").flatMap((menu) => [
    ...menu.children
      .filter(({ attributes }) => attributes["action"] === "menu-exec-app")
      .flatMap((tag) => nested({ ...split(tag.attributes["param"] ?? ""), tag, captures: [] })),
    ...["exec-on-max-failures", "exec-on-max-timeouts"].flatMap((name) => {
      const text = menu.attributes[name];
      return text === undefined ? [] : nested({ ...split(text), tag: menu, captures: [] });
    }),
  ]);
  return [...dialplan, ...menus];
}

function applicationOf({ attributes }: Tag): { application: string; data: string } {
  return { application: attributes["application"] ?? "", data: attributes["data"] ?? "" };
}

function split(text: string): { application: string; data: string } {
  const [, application = "", data = ""] = /^(\S*) ?(.*)$/s.exec(text) ?? [];
  return { application, data };
}

/** A step and the ones inside it: what a limit guards, where it sends a call beyond, what a variable makes run later. */
function nested(step: Step): readonly Step[] {
  const inner = (application: string, data: string) => nested({ ...step, application, data });
  const { application, data } = step;
  if (application === "limit_execute" || application === "limit_hash_execute") {
    const [, guarded = "", rest = ""] = /^(?:hash |db )?\S+ \S+ \S+ (\S+) ?(.*)$/s.exec(data) ?? [];
    return [step, ...inner(guarded, rest)];
  }
  if (application === "limit") {
    const [, beyond = ""] = /^\S+ \S+ \S+ \S+ (.*)$/s.exec(data) ?? [];
    return [
      step,
      ...(beyond === "" ? [] : beyond.startsWith("!") ? inner("hangup", beyond.slice(1)) : inner("transfer", beyond)),
    ];
  }
  const later = /^(?:nolocal:)?(?:execute_on_\w+)=(.*)$/s.exec(
    application === "set" || application === "export" ? data : "",
  )?.[1];
  if (later === undefined) return [step];
  const { application: runs, data: given } = split(later.replace(/^(\w+)::/, "$1 "));
  return [step, ...inner(runs, given)];
}

/** Applications, causes, expressions, captures and `${...}`: what would fail or be filled in only when a call arrives. */
export function checkDialplan(root: Tag, report: Report): void {
  const steps = stepsOf(root);
  const applications = new Set(Object.values(APPLICATIONS).flatMap((set) => [...set]));
  for (const { application, data, tag, captures } of steps) {
    if (!applications.has(application)) report("reference", tag, `no application ${JSON.stringify(application)}`);
    if (application === "hangup" && data !== "" && !data.includes("${") && !CAUSES.has(data))
      report("value", tag, `no hang-up cause ${JSON.stringify(data)}`);
    if (application === "play_and_get_digits") {
      const digits = data.split(" ")[8];
      if (digits === undefined || compiled(digits) === undefined)
        report("expression", tag, `play_and_get_digits takes nine words, the last an expression: ${data}`);
    }
    const groups = Math.max(0, ...captures.map(groupsIn));
    for (const [, number] of data.matchAll(/(?<!\\)\$(\d)/g))
      if (Number(number) > groups) report("expression", tag, `$${number} with ${groups} groups in the conditions`);
  }
  for (const condition of all(root, "condition")) checkCondition(condition, report);
  for (const context of all(root, "context")) checkEnd(context, report);
  checkVariables(root, steps, report);
}

function checkCondition(condition: Tag, report: Report): void {
  const { field, expression } = condition.attributes;
  if (expression !== undefined && compiled(expression) === undefined)
    report("expression", condition, `${JSON.stringify(expression)} is no regular expression`);
  if ((field === undefined) !== (expression === undefined))
    report("expression", condition, "a field without an expression, or the other way about, is always true");
  if (field !== undefined && !field.includes("${") && !CALLER_FIELDS.has(field))
    report("reference", condition, `no field ${JSON.stringify(field)} of the caller's profile`);
  for (const name of Object.keys(condition.attributes))
    if (!["field", "expression", "break", "regex", "require-nested", ...DATE_TIME_FIELDS].includes(name))
      report("parameter", condition, `a condition has no attribute ${name}`);
  const stop = condition.attributes["break"];
  if (stop !== undefined && !["on-true", "on-false", "always", "never"].includes(stop))
    report("value", condition, `break=${JSON.stringify(stop)}`);
}

/** A call that nothing matched must be told so by name, not fall out of the context. */
function checkEnd(context: Tag, report: Report): void {
  const last = context.children.at(-1);
  const condition = last?.children[0];
  const [step] = condition?.children ?? [];
  if (
    condition?.attributes["field"] !== undefined ||
    step?.attributes["application"] !== "hangup" ||
    (step.attributes["data"] ?? "") === ""
  )
    report("reference", last ?? context, `context ${context.attributes["name"]} does not end by refusing the call`);
}

/** Every `${name}` and `${function(...)}` of the whole tree is one that somebody meant. */
function checkVariables(root: Tag, steps: readonly Step[], report: Report): void {
  const set = new Set<string>();
  for (const { application, data } of steps) {
    // The eighth word names the variable that takes the digits.
    if (application === "play_and_get_digits") set.add(data.split(" ")[7] ?? "");
    if (!["set", "export", "bridge_export", "multiset", "set_global"].includes(application)) continue;
    for (const [, name = ""] of data.matchAll(/(?:^|\^\^.|[:;,|])(?:nolocal:)?([A-Za-z0-9_-]+)=/g)) set.add(name);
  }
  for (const { data } of steps) for (const [, name = ""] of data.matchAll(/[{[,]([A-Za-z0-9_]+)=/g)) set.add(name);
  const functions = new Set(Object.values(FUNCTIONS).flatMap((names) => [...names]));
  const known = (name: string) => set.has(name) || CHANNEL_VARIABLES.has(name) || CALLER_FIELDS.has(name);
  const globals = new Set(["emergency", "emergency_channels", "emergency_dial", "emergency_prompt"]);
  const visit = (tag: Tag) => {
    for (const text of Object.values(tag.attributes)) {
      for (const reference of references(text)) {
        const [, name = "", call] = /^([^(:}]*)([(]?)/.exec(reference) ?? [];
        if (call === "(" ? !functions.has(name) : !known(name) && !globals.has(name))
          report("injection", tag, `\${${reference}} is neither a known variable nor a known function`);
        if (call === "(" && RUNS_PROGRAMS.has(name)) report("injection", tag, `\${${name}(...)} runs a program`);
      }
    }
    for (const child of tag.children) visit(child);
  };
  visit(root);
  for (const { application, tag } of steps)
    if (RUNS_PROGRAMS.has(application)) report("injection", tag, `${application} runs a program`);
}

const RUNS_PROGRAMS = new Set([
  "system",
  "bgsystem",
  "bg_system",
  "spawn",
  "bg_spawn",
  "spawn_stream",
  "lua",
  "socket",
]);

/** Insides of `${...}` (and of what FreeSWITCH left of `$${...}`), innermost last. */
function references(text: string): readonly string[] {
  const found: string[] = [];
  for (let at = text.indexOf("${"); at !== -1; at = text.indexOf("${", at + 2)) {
    // $${name} was filled in or reported by the reader of the tree.
    if (text[at - 1] === "$") continue;
    let depth = 0;
    let end = at + 1;
    do {
      if (text[end] === "{") depth++;
      if (text[end] === "}") depth--;
      end++;
    } while (depth > 0 && end < text.length);
    found.push(text.slice(at + 2, end - 1));
  }
  return found;
}

/** FreeSWITCH uses PCRE, not anchored; what is used here both dialects read alike. */
export function compiled(expression: string): RegExp | undefined {
  // Escapes that PCRE does not know or reads otherwise.
  if (/\\[ucpP]|\(\?<?[a-z]+\)/.test(expression)) return undefined;
  try {
    return new RegExp(expression.replaceAll(/\$\{[^}]*\}/g, "0"));
  } catch {
    return undefined;
  }
}

function groupsIn(expression: string): number {
  return (new RegExp(`${compiled(expression)?.source ?? ""}|`).exec("")?.length ?? 1) - 1;
}
