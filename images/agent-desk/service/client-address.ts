import { isIP } from "node:net";
import type { DeskContext } from "./context.ts";

/**
 * From where somebody asks. Each proxy in front appends the address that it saw, so of `proxies` of them the outermost
 * one's word counts; what the browser itself wrote before stands further left and is not believed.
 */
export function clientAddress(c: DeskContext, proxies: number): string | null {
  const seen = c.env.incoming.socket.remoteAddress ?? "";
  const said = proxies === 0 ? undefined : c.req.header("x-forwarded-for")?.split(",").at(-proxies)?.trim();
  const address = (said ?? seen).replace(/^::ffff:/, "");
  return isIP(address) === 0 ? null : address;
}
