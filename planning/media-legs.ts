import { MOST_LEGS } from "./media-ports.ts";

/** What decides how many call legs a media node has at once. Trunks and talk, never seats: see `legsBuiltFor`. */
export interface LegLoad {
  readonly channels: number;
  /** Telephones that ring together for each call of work mode hotline; 0 elsewhere. */
  readonly phones: number;
  readonly talkSeconds: number;
  readonly wrapUpSeconds: number;
}

/** Beside the calls: probes, consultations that overlap, calls that are just ending. */
const LEAST_SPARE_LEGS = 20;

/**
 * Channels for which a node is built: 30, 60, 120 and whole multiples of 120 (four E1s). What rolls the node follows
 * from these steps, so that one more E1 rolls it only when it leads into the next one.
 */
export function channelsBuiltFor(channels: number): number {
  return [30, 60].find((step) => channels <= step) ?? Math.ceil(channels / 120) * 120;
}

/** Telephones for which a node is built: 5, 10, 20 and whole multiples of 20. */
export function phonesBuiltFor(phones: number): number {
  if (phones === 0) return 0;
  return [5, 10].find((step) => phones <= step) ?? Math.ceil(phones / 20) * 20;
}

/** Legs beyond those of calls and seats. */
export function spareLegs(channels: number): number {
  return Math.max(LEAST_SPARE_LEGS, Math.ceil(channels / 5));
}

/**
 * Legs for which a node has RTP ports. A call has its own leg and one to whoever answers; each seat that all channels
 * talking keep busy may have one more (a consultation). Telephones that ring together have a leg each for every call.
 */
export function legsBuiltFor({ channels, phones, talkSeconds, wrapUpSeconds }: LegLoad): number {
  const built = channelsBuiltFor(channels);
  if (phones > 0) return built * (1 + phonesBuiltFor(phones)) + spareLegs(built);
  const busySeats = Math.ceil((built * (talkSeconds + wrapUpSeconds)) / talkSeconds);
  return 2 * built + busySeats + spareLegs(built);
}

/** Most channels, in whole steps, for which one node has RTP ports; 0 when not even the smallest step fits. */
export function mostChannels(load: Omit<LegLoad, "channels">): number {
  const fits = (channels: number) => legsBuiltFor({ ...load, channels }) <= MOST_LEGS;
  const small = [60, 30].find(fits) ?? 0;
  if (!fits(120)) return small;
  let steps = 1;
  while (fits(120 * (steps + 1))) steps++;
  return 120 * steps;
}
