import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** Results go to out, progress and findings to err; color only for meaning and never into a pipe. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Overwrites the line before on a terminal; a line of its own elsewhere, at most every ten seconds. */
  readonly progress: (text: string) => void;
  readonly style: (style: Style, text: string) => string;
  readonly columns: number;
}

const PROGRESS_EVERY_MS = 10_000;

export function processTerminal(): Terminal {
  // A reader that closes the pipe early (head, less) is no error of ours.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    process.stderr.write(`hotline: standard output: ${error.message}\n`);
    process.exit(1);
  });
  let transient = false;
  let reported = 0;
  const clear = () => {
    if (transient) process.stderr.write("\r\u001b[2K");
    transient = false;
  };
  return {
    out: (text) => {
      clear();
      process.stdout.write(`${text}\n`);
    },
    err: (text) => {
      clear();
      process.stderr.write(`${text}\n`);
    },
    progress: (text) => {
      if (process.stderr.isTTY) {
        clear();
        process.stderr.write(text);
        transient = true;
      } else if (Date.now() - reported >= PROGRESS_EVERY_MS) {
        reported = Date.now();
        process.stderr.write(`${text}\n`);
      }
    },
    style: (style, text) => styleText(style, text, { stream: process.stdout }),
    columns: process.stdout.columns || 120,
  };
}
