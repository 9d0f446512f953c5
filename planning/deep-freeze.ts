/** Freezes a tree of plain data in place and returns it. Parts that are frozen already are not walked again. */
export function deepFreeze<T extends object>(value: T): T {
  if (Object.isFrozen(value)) return value;
  Object.freeze(value);
  const inner: readonly unknown[] = Object.values(value);
  for (const each of inner) if (typeof each === "object" && each !== null) deepFreeze(each);
  return value;
}
