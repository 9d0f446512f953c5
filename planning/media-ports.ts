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
  /** The node's controller: the other node's, the desk and operators, by key. */
  controller: 7480,
  /** Figures for Prometheus. */
  metrics: 7481,
} as const;

/** RTP and RTCP of a leg take two neighboring ports, the lower one even. */
export const RTP_PORTS = { first: 16_384, last: 65_533 } as const;

/** Legs for which one node has RTP ports. */
export const MOST_LEGS = (RTP_PORTS.last - RTP_PORTS.first + 1) / 2;
