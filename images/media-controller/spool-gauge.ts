import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

interface Counted {
  readonly bytes: number;
  readonly records: number;
  /** Unix milliseconds. */
  readonly since: number;
}

/**
 * How much lies in a spool; every record is one line. After days without a database there are thousands of files and
 * gigabytes: each byte is read once, in small parts, and never all at a time.
 */
export class SpoolGauge {
  readonly #counted = new Map<string, Counted>();

  async of(
    folder: string,
  ): Promise<{ readonly bytes: number; readonly records: number; readonly oldestSeconds: number }> {
    const files = await filesIn(folder);
    let [bytes, records, oldest] = [0, 0, Date.now()];
    for (const file of files) {
      const counted = await this.#count(file);
      if (counted === undefined || counted.bytes === 0) continue;
      bytes += counted.bytes;
      records += counted.records;
      oldest = Math.min(oldest, counted.since);
    }
    const there = new Set(files);
    for (const file of this.#counted.keys())
      if (file.startsWith(`${folder}/`) && !file.slice(folder.length + 1).includes("/") && !there.has(file))
        this.#counted.delete(file);
    return { bytes, records, oldestSeconds: (Date.now() - oldest) / 1000 };
  }

  async #count(file: string): Promise<Counted | undefined> {
    const before = this.#counted.get(file);
    try {
      const { size, birthtimeMs, mtimeMs } = await stat(file);
      const since = birthtimeMs === 0 ? mtimeMs : birthtimeMs;
      if (before?.bytes === size && before.since === since) return before;
      // The one that grows keeps its name when it is set aside and begins anew.
      const known = before !== undefined && before.since === since && before.bytes < size ? before : undefined;
      const lines = await linesFrom(file, known?.bytes ?? 0, size);
      const counted = { bytes: size, records: (known?.records ?? 0) + lines, since };
      this.#counted.set(file, counted);
      return counted;
    } catch {
      // The companion took it between the list and now.
      return undefined;
    }
  }
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isFile() ? [join(folder, entry.name)] : []));
  } catch {
    return [];
  }
}

async function linesFrom(file: string, start: number, end: number): Promise<number> {
  if (end <= start) return 0;
  let lines = 0;
  for await (const chunk of createReadStream(file, { start, end: end - 1 }))
    if (Buffer.isBuffer(chunk)) for (const byte of chunk) if (byte === 10) lines++;
  return lines;
}
