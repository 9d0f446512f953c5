import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { connect } from "node:tls";
import { MEDIA_PORTS } from "../../planning/media-ports.ts";

const ANSWER_MILLISECONDS = 2_000;

/** The first certificate of a PEM file; undefined when there is none that can be read. */
export function certificateIn(path: string): X509Certificate | undefined {
  try {
    return new X509Certificate(readFileSync(path));
  } catch {
    return undefined;
  }
}

/** What a browser is shown by the switch at this address; undefined when nothing answers. */
export function servedCertificate(address: string): Promise<X509Certificate | undefined> {
  return new Promise((resolve) => {
    // Whether it can be trusted is the browser's question; here it is only looked at.
    const socket = connect({ host: address, port: MEDIA_PORTS.wss, rejectUnauthorized: false });
    const end = (certificate: X509Certificate | undefined) => {
      socket.destroy();
      resolve(certificate);
    };
    socket.setTimeout(ANSWER_MILLISECONDS, () => end(undefined));
    socket.once("error", () => end(undefined));
    socket.once("secureConnect", () => end(socket.getPeerX509Certificate()));
  });
}
