import { createServer, request, type Server } from "node:https";
import { Provider } from "oidc-provider";
import { certificateFor } from "./adapter-server.ts";

interface Reply {
  readonly status: number;
  readonly location: string;
  readonly text: string;
}

/** A real OpenID provider over TLS, with its own login and consent pages; whoever signs in is who they say. */
export class IdentityProvider {
  readonly #server: Server;
  readonly authority: string;
  readonly issuer: string;

  private constructor(server: Server, of: { authority: string; issuer: string }) {
    this.#server = server;
    this.authority = of.authority;
    this.issuer = of.issuer;
  }

  /** `names`: login that the provider gives for who signs in, by the name typed there. */
  static async start(of: {
    port: number;
    clientId: string;
    clientSecret: string;
    callback: string;
    names: (account: string) => string;
  }): Promise<IdentityProvider> {
    const { certificate, key } = certificateFor("127.0.0.1");
    const issuer = `https://127.0.0.1:${of.port}`;
    const provider = new Provider(issuer, {
      clients: [
        {
          client_id: of.clientId,
          client_secret: of.clientSecret,
          redirect_uris: [of.callback],
          token_endpoint_auth_method: "client_secret_post",
        },
      ],
      claims: { openid: ["sub"], profile: ["preferred_username"] },
      // What the desk reads stands in the identity token itself.
      conformIdTokenClaims: false,
      pkce: { required: () => true },
      cookies: { keys: ["a key of this run"] },
      features: { devInteractions: { enabled: true } },
      findAccount: (_context, sub) => ({
        accountId: sub,
        claims: () => ({ sub, preferred_username: of.names(sub) }),
      }),
    });
    const listener = provider.callback();
    const server = createServer({ cert: certificate, key }, (incoming, outgoing) => void listener(incoming, outgoing));
    await new Promise<void>((resolve) => server.listen(of.port, "127.0.0.1", resolve));
    return new IdentityProvider(server, { authority: certificate, issuer });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** What a person does there: opens the address, types a name, agrees. Gives the address that leads back. */
  async signIn(location: string, account: string): Promise<string> {
    const cookies = new Map<string, string>();
    let reply = await this.#ask(cookies, "GET", location);
    for (let steps = 0; steps < 12; steps++) {
      if (reply.location !== "") {
        if (!reply.location.startsWith(this.issuer) && !reply.location.startsWith("/")) return reply.location;
        reply = await this.#ask(cookies, "GET", new URL(reply.location, this.issuer).href);
        continue;
      }
      const action = /action="([^"]+)"/.exec(reply.text)?.[1];
      if (action === undefined) throw new Error(`the provider says ${reply.status}: ${reply.text.slice(0, 500)}`);
      const form = reply.text.includes('value="login"') ? `prompt=login&login=${account}&password=x` : "prompt=consent";
      reply = await this.#ask(cookies, "POST", new URL(action, this.issuer).href, form);
    }
    throw new Error("the provider leads nowhere");
  }

  #ask(cookies: Map<string, string>, ...[method, url, form]: [string, string, string?]): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        url,
        {
          method,
          ca: this.authority,
          headers: {
            cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
            ...(form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
          },
        },
        (response) => {
          for (const cookie of response.headers["set-cookie"] ?? []) {
            const [name = "", value = ""] = (cookie.split(";", 1)[0] ?? "").split(/=(.*)/s);
            cookies.set(name, value);
          }
          let text = "";
          response.setEncoding("utf8").on("data", (part: string) => {
            text += part;
          });
          response.once("end", () =>
            resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? "", text }),
          );
        },
      );
      outgoing.once("error", reject);
      outgoing.end(form);
    });
  }
}
