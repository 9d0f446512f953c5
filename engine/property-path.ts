export type PathStep = string | number;

/** `spec.containers[0].image`, `data["sofia.conf.xml"]`: the engine's notation. */
export function writePath(steps: readonly PathStep[]): string {
  return steps.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    if (/[."[\]]/.test(step)) return `${text}["${step.replaceAll('"', '\\"')}"]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}

/** Inverse of writePath; text that is no path gives the steps that could be read. */
export function readPath(path: string): PathStep[] {
  const step = /\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|\.?([^.[\]]+)/gy;
  return [...path.matchAll(step)].map(([, quoted, index, plain]) =>
    quoted !== undefined ? quoted.replaceAll('\\"', '"') : index !== undefined ? Number(index) : (plain ?? ""),
  );
}
