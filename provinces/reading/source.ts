import { isUtf8 } from "node:buffer";
import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import type { Finding } from "../finding.ts";

const MOST_BYTES = 1024 * 1024;

/** The text of a province file, or what keeps it from being read. Positions are those of the first bad character. */
export type Source =
  | { readonly text: string; readonly fault?: undefined }
  | { readonly text?: undefined; readonly fault: Finding };

/** Reads `path`, which findings call `file`. Nothing over 1 MiB is read; only UTF-8 without BOM is text. */
export function readSource(path: string, file: string): Source {
  const fault = (code: Finding["code"], facts: Finding["facts"] = {}, place = { line: 1, column: 1 }): Source => ({
    fault: { code, where: { file, ...place }, facts },
  });
  let bytes: Buffer;
  try {
    const status = statSync(path);
    if (status.isDirectory()) return fault("FILE_IS_DIRECTORY");
    if (!status.isFile()) return fault("FILE_UNREADABLE", REASONS.special);
    if (status.size > MOST_BYTES) return fault("FILE_TOO_LARGE", { mib: (status.size / MOST_BYTES).toFixed(1) });
    bytes = readFileSync(path);
  } catch (error) {
    return fault("FILE_UNREADABLE", reasonOf(error));
  }
  const name = basename(file);
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return fault("FILE_BOM");
  if (isUtf16(bytes)) return fault("FILE_UTF16", { name });
  const text = bytes.toString("utf8");
  const zero = text.indexOf("\0");
  if (zero >= 0) return fault("FILE_NOT_UTF8", { offset: bytes.indexOf(0) + 1 }, placeIn(text, zero));
  if (isUtf8(bytes)) return { text };
  const bad = text.indexOf("\ufffd");
  const place = placeIn(text, bad);
  if (isGb18030(bytes)) return fault("FILE_GB18030", { name }, place);
  return fault("FILE_NOT_UTF8", { offset: Buffer.byteLength(text.slice(0, bad)) + 1 }, place);
}

function placeIn(text: string, index: number): { line: number; column: number } {
  const lines = text.slice(0, index).split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

function isUtf16(bytes: Buffer): boolean {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return true;
  // Without a mark, ASCII keys still make every other byte zero.
  const head = bytes.subarray(0, 512);
  return head.filter((byte) => byte === 0).length * 3 > head.length;
}

function isGb18030(bytes: Buffer): boolean {
  try {
    return /\p{Script=Han}/u.test(new TextDecoder("gb18030", { fatal: true }).decode(bytes));
  } catch {
    return false;
  }
}

const REASONS = {
  special: { "reason.zh": "不是普通文件", "reason.en": "it is not a plain file" },
  missing: { "reason.zh": "文件或链接目标不存在", "reason.en": "the file, or what its link points to, does not exist" },
  loop: { "reason.zh": "链接指向自身", "reason.en": "its link points to itself" },
  denied: { "reason.zh": "没有读取权限", "reason.en": "reading it is not permitted" },
} as const;

function reasonOf(error: unknown): Finding["facts"] {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  switch (code) {
    case "ENOENT":
      return REASONS.missing;
    case "ELOOP":
      return REASONS.loop;
    case "EACCES":
    case "EPERM":
      return REASONS.denied;
    default:
      return { "reason.zh": `系统错误 ${code}`, "reason.en": `system error ${code}` };
  }
}
