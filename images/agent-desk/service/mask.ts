/** Enough to recognise a number that one has before one's eyes, too little to call it. */
export function maskedNumber(number: string): string {
  if (number.length <= 4) return "*".repeat(number.length);
  const shown = number.length >= 9 ? 3 : 0;
  return `${number.slice(0, shown)}${"*".repeat(number.length - shown - 4)}${number.slice(-4)}`;
}

export function maskedOrNull(number: string | null | undefined): string | null {
  return number === null || number === undefined || number === "" ? null : maskedNumber(number);
}
