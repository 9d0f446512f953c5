import type { Gibibytes } from "../provinces/units.ts";
import type { Meter, Resources } from "./plan.ts";

/** Compute of containers, `count` times. */
export function computeMeters(resources: readonly Resources[], count: number): readonly Meter[] {
  const cpu = resources.reduce((sum, each) => sum + each.cpu, 0);
  const memory = resources.reduce((sum, each) => sum + each.memory, 0);
  return [
    { name: "vCPU", unit: "vCPU", quantity: (cpu * count) / 1000 },
    { name: "memory", unit: "GiB", quantity: (memory * count) / 1024 },
  ];
}

export function storageMeter(size: Gibibytes, count = 1): Meter {
  return { name: "storage", unit: "GiB", quantity: size * count };
}

/** A countable thing; left out when there is none. */
export function countMeter(name: string, unit: string, quantity: number): readonly Meter[] {
  return quantity > 0 ? [{ name, unit, quantity }] : [];
}
