/**
 * Writes XML the way FreeSWITCH reads it. Its pre-processor works line by line, before any XML parser: it drops
 * whatever follows a directive on its line and expands directives inside comments too. So a directive always
 * stands alone on its line, and a comment can't contain one.
 */
export type XmlNode = XmlElement | XmlDirective | XmlComment;

export interface XmlElement {
  readonly kind: "element";
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly children: readonly XmlNode[];
}

export interface XmlDirective {
  readonly kind: "directive";
  readonly command: "set" | "env-set" | "include";
  readonly data: string;
}

export interface XmlComment {
  readonly kind: "comment";
  readonly text: string;
}

export function element(
  name: string,
  attributes: XmlElement["attributes"] = {},
  children: readonly XmlNode[] = [],
): XmlElement {
  return { kind: "element", name, attributes, children };
}

export function comment(text: string): XmlComment {
  return { kind: "comment", text };
}

/** Includes files by pattern, relative to the including file unless it starts with `/` or a variable. */
export function include(pattern: string): XmlDirective {
  return { kind: "directive", command: "include", data: pattern };
}

/** Defines `$${name}`. The pre-processor knows no escapes, so a quote or a line break in the value is refused. */
export function setVariable(name: string, value: string | number): XmlDirective {
  return { kind: "directive", command: "set", data: `${name}=${value}` };
}

/** Defines `$${name}` from the environment, if it is set there. */
export function setFromEnvironment(name: string, variable: string): XmlDirective {
  return { kind: "directive", command: "env-set", data: `${name}=$${variable}` };
}

/** `${name}`, looked up at each call; `$${name}` is filled in when the configuration is read. */
export function channelVariable(name: string): string {
  return `$\{${name}}`;
}

/** `<param name value/>`, FreeSWITCH's usual leaf. */
export function param(name: string, value: string | number | boolean): XmlElement {
  return element("param", { name, value });
}

export function params(values: Readonly<Record<string, string | number | boolean>>): readonly XmlElement[] {
  return Object.entries(values).map(([name, value]) => param(name, value));
}

/** A file: declaration and one root element. A root named `include` is dropped by FreeSWITCH when it reads the file. */
export function xmlFile(root: XmlElement): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>'];
  write(root, "", lines);
  return `${lines.join("\n")}\n`;
}

function write(node: XmlNode, indent: string, lines: string[]): void {
  switch (node.kind) {
    case "comment":
      lines.push(`${indent}<!-- ${commentText(node.text)} -->`);
      return;
    case "directive":
      lines.push(`${indent}<X-PRE-PROCESS cmd="${node.command}" data="${directiveData(node.data)}"/>`);
      return;
    case "element": {
      let attributes = "";
      for (const [name, value] of Object.entries(node.attributes))
        attributes += ` ${name}="${attributeText(String(value))}"`;
      if (node.children.length === 0) {
        lines.push(`${indent}<${node.name}${attributes}/>`);
        return;
      }
      lines.push(`${indent}<${node.name}${attributes}>`);
      for (const child of node.children) write(child, `${indent}  `, lines);
      lines.push(`${indent}</${node.name}>`);
    }
  }
}

function attributeText(value: string): string {
  // Nearly every value is plain; the rest pays.
  if (!/[&<>"\p{Cc}\p{Cs}\uFFFE\uFFFF]|x-pre-process/iu.test(value)) return value;
  refuseControls(value);
  return value
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll(/(x-pre)-(process)/gi, "$1&#45;$2");
}

function directiveData(data: string): string {
  refuseControls(data);
  if (/["<>&]/.test(data)) throw new Error(`a pre-processor directive can't carry ${JSON.stringify(data)}`);
  return data;
}

function commentText(text: string): string {
  refuseControls(text);
  return text
    .replaceAll(/[<>]/g, "")
    .replaceAll(/(x-pre)-(process)/gi, "$1 $2")
    .replaceAll("${", "$ {")
    .replaceAll(/-(?=-)/g, "- ")
    .replaceAll(/^#|-$/g, "");
}

/** A line break inside a value would let the line-based pre-processor read the rest as a line; the rest is no XML. */
function refuseControls(text: string): void {
  if (/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(text)) throw new Error(`control character in ${JSON.stringify(text)}`);
}
