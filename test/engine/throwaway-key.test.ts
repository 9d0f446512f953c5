import { createDecipheriv } from "node:crypto";
import { expect, it } from "vitest";
import { ThrowawayKey } from "../../engine/throwaway-key.ts";

async function asked(token: string | undefined, name = "throwaway"): Promise<Response> {
  const { variables } = await ThrowawayKey.own();
  return fetch(`${variables["VAULT_SERVER_URL"] ?? ""}/v1/transit/decrypt/${name}`, {
    method: "PUT",
    headers: token === undefined ? {} : { "x-vault-token": token },
  });
}

it("hands its key to the engine's token alone", async () => {
  const { variables } = await ThrowawayKey.own();
  expect((await asked(undefined)).status).toBe(403);
  expect((await asked("other")).status).toBe(403);
  expect((await asked(variables["VAULT_SERVER_TOKEN"], "other")).status).toBe(403);
  expect((await asked(variables["VAULT_SERVER_TOKEN"])).status).toBe(200);
});

it("encrypts as the engine decrypts: AES-256-GCM, nonce before the text, tag after it", async () => {
  const key = await ThrowawayKey.own();
  const answer = (await (await asked(key.variables["VAULT_SERVER_TOKEN"])).json()) as { data: { plaintext: string } };
  const [version, nonce = "", sealed = ""] = key.encrypt("指纹").split(":");
  expect(version).toBe("v1");
  const bytes = Buffer.from(sealed, "base64");
  const decipher = createDecipheriv(
    "aes-256-gcm",
    Buffer.from(answer.data.plaintext, "base64"),
    Buffer.from(nonce, "base64"),
  ).setAuthTag(bytes.subarray(-16));
  expect(Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString("utf8")).toBe("指纹");
});

it("is one a process, never twice the same for a text", async () => {
  const key = await ThrowawayKey.own();
  expect(await ThrowawayKey.own()).toBe(key);
  expect(key.encrypt("a")).not.toBe(key.encrypt("a"));
});
