import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";

export interface SipAddress {
  readonly host: string;
  readonly port: number;
}

/** Status of the answer to one OPTIONS from `from`, over UDP; undefined when none came in time. */
export function askOptions(from: string, to: SipAddress, milliseconds: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    const finish = (status: number | undefined) => {
      clearTimeout(timer);
      socket.close();
      resolve(status);
    };
    const timer = setTimeout(() => finish(undefined), milliseconds);
    socket.once("error", () => finish(undefined));
    socket.on("message", (data) => {
      const status = Number(/^SIP\/2\.0 (\d{3})/.exec(data.toString("latin1"))?.[1] ?? 0);
      if (status >= 200) finish(status);
    });
    socket.bind(0, from, () => {
      // Connected, so that an unreachable port is an error at once and no stranger's answer counts.
      socket.connect(to.port, to.host, () => {
        const tag = randomBytes(8).toString("hex");
        const own = `${from}:${socket.address().port}`;
        socket.send(
          [
            `OPTIONS sip:ping@${to.host}:${to.port} SIP/2.0`,
            `Via: SIP/2.0/UDP ${own};rport;branch=z9hG4bK${tag}`,
            "Max-Forwards: 1",
            `From: <sip:hotline@${from}>;tag=${tag}`,
            `To: <sip:ping@${to.host}>`,
            `Call-ID: ${tag}@${from}`,
            "CSeq: 1 OPTIONS",
            `Contact: <sip:hotline@${own}>`,
            "User-Agent: hotline",
            "Content-Length: 0",
            "",
            "",
          ].join("\r\n"),
        );
      });
    });
  });
}
