const BINARY = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
/** Decimal suffixes by their power of ten. */
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, "": 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const NANO = 9;

/**
 * A resource quantity in the API server's canonical form: `1000m` is `1`, `1024Mi` is `1Gi`, `0.5` is `500m`
 * (k8s.io/apimachinery/pkg/api/resource, CanonicalizeBytes). Text that is no quantity comes back unchanged.
 */
export function canonicalQuantity(text: string): string {
  const quantity = parsed(text);
  if (quantity === undefined) return text;
  const { negative, nanos, binary, exponent } = quantity;
  if (nanos === 0n) return "0";
  const minus = negative ? "-" : "";
  if (binary && nanos > 1024n * 10n ** 9n - 1n) return minus + binaryForm(roundedUp(nanos, 10n ** 9n));
  return minus + (exponent ? exponentForm(nanos) : decimalForm(nanos));
}

export function isQuantity(text: string): boolean {
  return parsed(text) !== undefined;
}

/** Below, equal or above zero as the first is smaller, equal or larger; zero also for what is no quantity. */
export function compareQuantities(left: string, right: string): number {
  const [a, b] = [parsed(left), parsed(right)];
  if (a === undefined || b === undefined) return 0;
  const [first, second] = [a.negative ? -a.nanos : a.nanos, b.negative ? -b.nanos : b.nanos];
  return first < second ? -1 : first > second ? 1 : 0;
}

interface Quantity {
  readonly negative: boolean;
  readonly nanos: bigint;
  /** Written with a binary suffix, or with an exponent: the canonical form keeps that. */
  readonly binary: boolean;
  readonly exponent: boolean;
}

function parsed(text: string): Quantity | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d+)?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, sign = "", whole = "", fraction = "", suffix = ""] = match;
  if (whole === "" && fraction === "") return undefined;
  const step = BINARY.indexOf(suffix);
  const exponent = /^[eE]([+-]?\d+)$/.exec(suffix)?.[1];
  const power = exponent === undefined ? (DECIMAL[suffix] ?? 0) : Number(exponent);
  const scale = step > 0 ? 1024n ** BigInt(step) : 1n;
  const shift = NANO + (step > 0 ? 0 : power) - fraction.length;
  const digits = BigInt(`${whole}${fraction}`) * scale;
  const nanos = shift >= 0 ? digits * 10n ** BigInt(shift) : roundedUp(digits, 10n ** BigInt(-shift));
  return { negative: sign === "-", nanos, binary: step > 0, exponent: exponent !== undefined };
}

function roundedUp(value: bigint, unit: bigint): bigint {
  return (value + unit - 1n) / unit;
}

function binaryForm(value: bigint): string {
  let [rest, step] = [value, 0];
  while (rest % 1024n === 0n && step < BINARY.length - 1) [rest, step] = [rest / 1024n, step + 1];
  return `${rest}${BINARY[step] ?? ""}`;
}

/** Largest power of a thousand that leaves no fraction. */
function thousands(nanos: bigint): { readonly mantissa: bigint; readonly power: number } {
  let [mantissa, power] = [nanos, -NANO];
  while (mantissa % 1000n === 0n && power < 18) [mantissa, power] = [mantissa / 1000n, power + 3];
  return { mantissa, power };
}

function decimalForm(nanos: bigint): string {
  const { mantissa, power } = thousands(nanos);
  const suffix = Object.entries(DECIMAL).find(([, exponent]) => exponent === power)?.[0] ?? "";
  return `${mantissa}${suffix}`;
}

function exponentForm(nanos: bigint): string {
  const { mantissa, power } = thousands(nanos);
  return power === 0 ? `${mantissa}` : `${mantissa}e${power}`;
}
