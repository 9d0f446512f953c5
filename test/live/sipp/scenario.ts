/** SIPp's own language; `[...]` is filled in by SIPp. */
const sdp = (port: string) => `
      v=0
      o=trial 1 1 IN IP4 [local_ip]
      s=-
      c=IN IP4 [media_ip]
      t=0 0
      m=audio ${port} RTP/AVP 8 101
      a=rtpmap:8 PCMA/8000
      a=rtpmap:101 telephone-event/8000
      a=fmtp:101 0-15
      a=ptime:20`;

const message = (text: string) => `<![CDATA[\n${text.replaceAll(/^ +/gm, "").trim()}\n\n]]>`;
const request = (method: string, body = "") =>
  message(`
      ${method} sip:[service]@[remote_ip]:[remote_port] SIP/2.0
      Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
      From: <sip:[field0]@[local_ip]>;tag=[pid]c[call_number]
      To: <sip:[service]@[remote_ip]>${method === "INVITE" ? "" : "[peer_tag_param]"}
      Call-ID: [call_id]
      CSeq: ${method === "BYE" ? 2 : 1} ${method}
      Contact: <sip:[field0]@[local_ip]:[local_port]>
      Max-Forwards: 70
      ${body === "" ? "" : "Content-Type: application/sdp\n"}Content-Length: ${body === "" ? "0" : "[len]"}
`).replace(/\n\n\]\]>$/, body === "" ? "\n\n]]>" : `\n\n${body.replaceAll(/^ +/gm, "").trim()}\n\n]]>`);
const echo = (status: string, more: { tag: boolean; body?: string }) =>
  message(`
      SIP/2.0 ${status}
      [last_Via:]
      [last_From:]
      [last_To:]${more.tag ? ";tag=[pid]a[call_number]" : ""}
      [last_Call-ID:]
      [last_CSeq:]
      Contact: <sip:agent@[local_ip]:[local_port]>
      ${more.body === undefined ? "" : "Content-Type: application/sdp\n"}Content-Length: ${more.body === undefined ? "0" : "[len]"}
`).replace(
    /\n\n\]\]>$/,
    more.body === undefined ? "\n\n]]>" : `\n\n${more.body.replaceAll(/^ +/gm, "").trim()}\n\n]]>`,
  );

const scenario = (name: string, steps: readonly string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<scenario name="${name}">\n${steps.join("\n")}\n</scenario>\n`;

/** What a call sends once it is answered. `stream`: one sound for as long as the call lasts, for load. */
export type Sound =
  | { readonly kind: "none" }
  | { readonly kind: "capture"; readonly file: string }
  | { readonly kind: "stream"; readonly file: string };

const mediaPort = (sound: Sound) => (sound.kind === "stream" ? "[rtpstream_audio_port]" : "[auto_media_port]");
const play = (sound: Sound): readonly string[] => {
  switch (sound.kind) {
    case "none":
      return [];
    case "capture":
      return [`<nop><action><exec play_pcap_audio="${sound.file}"/></action></nop>`];
    case "stream":
      return [`<nop><action><exec rtp_stream="${sound.file},-1,8"/></action></nop>`];
  }
};

/**
 * A caller: is answered, sounds (keys are part of a capture), and expects the switch to hang up within `patience` or hangs up
 * itself after `hold`, both in milliseconds. A call that ends otherwise is a failed one.
 */
export function caller(of: {
  sound: Sound;
  end: { by: "switch"; patience: number } | { by: "caller"; hold: number };
}): string {
  const ends =
    of.end.by === "switch"
      ? [`<recv request="BYE" timeout="${of.end.patience}"/>`, `<send>${echo("200 OK", { tag: false })}</send>`]
      : [
          `<pause milliseconds="${of.end.hold}"/>`,
          `<send retrans="500">${request("BYE")}</send>`,
          '<recv response="200" timeout="10000"/>',
        ];
  return scenario("caller", [
    `<send retrans="500">${request("INVITE", sdp(mediaPort(of.sound)))}</send>`,
    '<recv response="100" optional="true"/>',
    '<recv response="180" optional="true"/>',
    '<recv response="183" optional="true"/>',
    '<recv response="200" rtd="true" timeout="30000"/>',
    `<send>${request("ACK")}</send>`,
    ...play(of.sound),
    ...ends,
  ]);
}

/** A caller who is refused with exactly this status. */
export function refused(status: number): string {
  return scenario("refused", [
    `<send retrans="500">${request("INVITE", sdp("[auto_media_port]"))}</send>`,
    '<recv response="100" optional="true"/>',
    `<recv response="${status}" timeout="10000"/>`,
    `<send>${request("ACK")}</send>`,
  ]);
}

/** An agent's telephone: rings, answers, talks (milliseconds) and hangs up, or waits for the switch to do so. */
export function agent(of: { ring: number; talk: number; sound: Sound; end: "agent" | "switch" }): string {
  const bye = message(`
      BYE [next_url] SIP/2.0
      Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
      From: <sip:agent@[local_ip]>;tag=[pid]a[call_number]
      To: [$caller]
      Call-ID: [call_id]
      CSeq: 2 BYE
      Max-Forwards: 70
      Content-Length: 0
`);
  return scenario("agent", [
    `<recv request="INVITE" rrs="true"><action><ereg regexp="(.*)" search_in="hdr" header="From:" assign_to="whole,caller"/></action></recv>`,
    '<Reference variables="whole,caller"/>',
    `<send>${echo("180 Ringing", { tag: true })}</send>`,
    `<pause milliseconds="${of.ring}"/>`,
    `<send retrans="500">${echo("200 OK", { tag: true, body: sdp(mediaPort(of.sound)) })}</send>`,
    '<recv request="ACK"/>',
    ...play(of.sound),
    ...(of.end === "switch"
      ? ['<recv request="BYE"/>', `<send>${echo("200 OK", { tag: false })}</send>`]
      : [
          `<pause milliseconds="${of.talk}"/>`,
          `<send retrans="500">${bye}</send>`,
          '<recv response="200" timeout="10000"/>',
        ]),
  ]);
}
