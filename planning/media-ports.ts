/** Fixed ports of a media node. */
export const MEDIA_PORTS = {
  /** Gateways and carriers' session border controllers. */
  trunk: 5060,
  /** SIP of agents and telephones. */
  agents: 5070,
  /** Provider and 12345. */
  peers: 5080,
  /** Agents' browsers. */
  wss: 7443,
  /** Control, on loopback only. */
  eventSocket: 8021,
} as const;
