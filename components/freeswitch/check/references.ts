import { compiled, type Step, stepsOf } from "./dialplan.ts";
import type { Report } from "./report.ts";
import { all, child, configurationOf, paramOf, paramsOf, type Tag } from "./tree.ts";

/** Access lists that FreeSWITCH makes itself. */
const LISTS =
  "any_v4.auto any_v6.auto localnet.auto loopback.auto nat.auto rfc1918.auto rfc6598.auto wan.auto wan_v4.auto wan_v6.auto".split(
    " ",
  );

/** Names that stand for something else: it must exist, and once. `sounds` are the announcements that the image has. */
export function checkReferences(root: Tag, sounds: ReadonlySet<string>, report: Report): void {
  checkDuplicates(root, report);
  checkLists(root, report);
  checkContexts(root, report);
  const steps = stepsOf(root);
  checkTransfers(root, steps, report);
  checkTargets(root, steps, report);
  checkSounds(root, sounds, report);
}

const nameOf = (tag: Tag) => tag.attributes["name"] ?? tag.attributes["id"] ?? "";
const namesOf = (tags: readonly Tag[]) => new Set(tags.map(nameOf));
/** Filled in when the call arrives. */
const isOpen = (text: string) => /\$\{|\$\d/.test(text);

/** Of two with the same name FreeSWITCH takes one and says nothing. Gateways share one space over all profiles. */
function checkDuplicates(root: Tag, report: Report): void {
  const once = (what: string, tags: readonly Tag[]) => {
    const seen = new Map<string, Tag>();
    for (const tag of tags) {
      const first = seen.get(nameOf(tag));
      if (first === undefined) seen.set(nameOf(tag), tag);
      else report("duplicate", tag, `${what} ${nameOf(tag)} stands already in ${first.file}:${first.line}`);
    }
  };
  for (const what of ["configuration", "context", "profile", "gateway", "queue", "menu", "list", "agent"])
    once(what, what === "profile" ? all(configurationOf(root, "sofia") ?? root, what) : all(root, what));
  for (const domain of all(root, "domain").filter((tag) => tag.children.length > 0)) once("user", all(domain, "user"));
  for (const context of all(root, "context"))
    once(
      "extension",
      context.children.filter(({ name }) => name === "extension"),
    );
  for (const modules of all(root, "modules")) {
    const seen = new Set<string>();
    for (const load of modules.children) {
      const module = load.attributes["module"] ?? "";
      if (seen.has(module)) report("duplicate", load, `${module} is loaded twice`);
      seen.add(module);
    }
  }
  for (const menu of all(root, "menu")) {
    const digits = menu.children.map((entry) => entry.attributes["digits"] ?? "");
    for (const [index, digit] of digits.entries())
      if (digits.indexOf(digit) < index)
        report("duplicate", menu, `digit ${digit} stands twice in menu ${nameOf(menu)}`);
  }
  const owners = ["settings", "gateway", "queue", "global_settings", "directory"].flatMap((name) => all(root, name));
  for (const owner of owners) {
    const seen = new Set<string>();
    for (const { name, tag } of paramsOf(owner)) {
      if (seen.has(name)) report("duplicate", tag, `${name} stands twice in one ${owner.name}`);
      seen.add(name);
    }
  }
}

function checkLists(root: Tag, report: Report): void {
  const lists = new Set([...namesOf(all(root, "list")), ...LISTS]);
  for (const { name, value, tag } of all(root, "settings").flatMap(paramsOf)) {
    if (!/^(?:apply-[a-z-]*acl|local-network-acl|gw-auth-acl)$/.test(name)) continue;
    if (!lists.has(value)) report("reference", tag, `${name}: no access list ${JSON.stringify(value)}`);
  }
  for (const list of all(root, "list"))
    for (const node of all(list, "node"))
      if (!/^\d{1,3}(?:\.\d{1,3}){3}\/\d{1,2}$/.test(node.attributes["cidr"] ?? node.attributes["domain"] ?? ""))
        report("value", node, `${JSON.stringify(node.attributes["cidr"])} is no network`);
}

function checkContexts(root: Tag, report: Report): void {
  const contexts = namesOf(all(root, "context"));
  const used = [
    ...[...all(root, "settings"), ...all(root, "gateway")].flatMap(paramsOf).filter(({ name }) => name === "context"),
    ...all(root, "variable")
      .filter((tag) => nameOf(tag) === "user_context")
      .map((tag) => ({ value: tag.attributes["value"] ?? "", tag })),
  ];
  for (const { value, tag } of used)
    if (!contexts.has(value)) report("reference", tag, `no context ${JSON.stringify(value)}`);
}

/** A transfer goes to an extension of an existing context, and not to the refusal at its end. */
function checkTransfers(root: Tag, steps: readonly Step[], report: Report): void {
  const contexts = new Map(all(root, "context").map((context) => [nameOf(context), context]));
  for (const step of steps) {
    if (step.application !== "transfer" && step.application !== "execute_extension") continue;
    const [target = "", dialplan = "XML", name = ""] = step.data.replace(/^-(?:a?b?leg|both) /, "").split(" ");
    const context = contexts.get(name);
    if (dialplan !== "XML") report("reference", step.tag, `no dialplan ${JSON.stringify(dialplan)}`);
    if (context === undefined) report("reference", step.tag, `transfer to no context ${JSON.stringify(name)}`);
    else
      for (const extension of spelledOut(target, step.captures))
        if (!isOpen(extension) && !answers(context, extension))
          report("reference", step.tag, `nothing in context ${name} takes ${JSON.stringify(extension)}`);
  }
}

/** The targets that `$1` may stand for, when its group is a choice of plain words. */
function spelledOut(target: string, captures: readonly string[]): readonly string[] {
  const words = captures.flatMap((expression) => /(?<!\\)\(([\w|-]+)\)/.exec(expression)?.[1]?.split("|") ?? []);
  return target.includes("$1") && words.length > 0 ? words.map((word) => target.replaceAll("$1", word)) : [target];
}

/** An extension after which the search goes on takes no call. */
function answers(context: Tag, extension: string): boolean {
  const takers = all(context, "extension").filter(({ attributes }) => attributes["continue"] !== "true");
  return takers
    .flatMap((taker) => all(taker, "condition"))
    .some(
      ({ attributes }) =>
        attributes["field"] === "destination_number" &&
        compiled(attributes["expression"] ?? "")?.test(extension) === true,
    );
}

/** Queues, gateways, users, menus, hold music. */
function checkTargets(root: Tag, steps: readonly Step[], report: Report): void {
  const queues = namesOf(all(root, "queue"));
  const menus = namesOf(all(root, "menu"));
  const macros = namesOf(all(root, "macro"));
  const gateways = namesOf(all(root, "gateway"));
  const profiles = namesOf(all(configurationOf(root, "sofia") ?? root, "profile"));
  const domains = new Map(all(child(root, "section") ?? root, "domain").map((tag) => [nameOf(tag), tag]));
  for (const section of all(root, "section").filter((tag) => nameOf(tag) === "directory"))
    for (const domain of all(section, "domain")) domains.set(nameOf(domain), domain);
  const missing = (tag: Tag, what: string, name: string) =>
    report("reference", tag, `no ${what} ${JSON.stringify(name)}`);
  for (const { application, data, tag } of steps) {
    if (application === "callcenter" && !isOpen(data) && !queues.has(data)) missing(tag, "queue", data);
    if (application === "ivr" && !isOpen(data) && !menus.has(data)) missing(tag, "menu", data);
    if (application === "phrase") {
      const [phrase = ""] = data.split(",");
      if (!isOpen(phrase) && !macros.has(phrase)) missing(tag, "phrase", phrase);
    }
    if (application !== "bridge") continue;
    for (const [, name = ""] of data.matchAll(/sofia\/gateway\/([^/,|]*)/g))
      if (!isOpen(name) && !gateways.has(name)) missing(tag, "gateway", name);
    for (const [, name = ""] of data.matchAll(/sofia\/(?!gateway\/)([^/,|]*)\//g))
      if (!isOpen(name) && !profiles.has(name)) missing(tag, "profile", name);
    for (const [, user = "", domain = ""] of data.matchAll(/user\/([^@,|]*)@([^,|]*)/g)) {
      const place = domains.get(domain);
      if (place === undefined) missing(tag, "domain", domain);
      else if (!isOpen(user) && !namesOf(all(place, "user")).has(user)) missing(tag, "user", user);
    }
  }
  for (const tier of all(root, "tier")) {
    const { agent = "", queue = "" } = tier.attributes;
    if (!queues.has(queue)) missing(tier, "queue", queue);
    if (!namesOf(all(root, "agent")).has(agent)) missing(tier, "agent", agent);
  }
  const streams = namesOf(all(configurationOf(root, "local_stream") ?? child(root, "no-such") ?? root, "directory"));
  const music = all(root, "param").filter((tag) => ["moh-sound", "hold-music"].includes(nameOf(tag)));
  for (const tag of music) {
    const [, stream] = /^local_stream:\/\/(.*)$/.exec(tag.attributes["value"] ?? "") ?? [];
    if (stream !== undefined && !streams.has(stream)) missing(tag, "local stream", stream);
  }
}

/** Announcements that are played exist in the inventory from which the image's sounds are made. */
function checkSounds(root: Tag, sounds: ReadonlySet<string>, report: Report): void {
  const visit = (tag: Tag) => {
    for (const text of Object.values(tag.attributes))
      for (const [, name = ""] of text.matchAll(/\$\$\{sounds_dir\}\/hotline\/([^!,|"\s]*)/g))
        if (!isOpen(name) && name.includes(".") && !sounds.has(name))
          report("reference", tag, `no announcement ${name}`);
    for (const inner of tag.children) visit(inner);
  };
  visit(root);
}

/** For other rules: value of a setting of a configuration. */
export function setting(root: Tag, configuration: string, name: string): string | undefined {
  const settings = child(configurationOf(root, configuration), "settings");
  return settings === undefined ? undefined : paramOf(settings, name);
}
