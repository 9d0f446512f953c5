import { z } from "zod";
import { Right, Role } from "./right.ts";

export const Login = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/i);
export const Password = z.string().min(1).max(256);
export const SecondFactorCode = z.string().regex(/^\d{6}$/);

/** `POST session`. Answered with `second-factor` it is sent once more, with the code. */
export const SignIn = z.strictObject({ login: Login, password: Password, code: SecondFactorCode.optional() });
export type SignIn = z.infer<typeof SignIn>;

/** `GET session`. */
export const Session = z.object({
  stack: z.string(),
  province: z.string(),
  login: z.string(),
  displayName: z.string(),
  roles: z.array(Role),
  rights: z.array(Right),
  /** Telephone extension of four digits; null for whoever takes no calls. */
  agent: z.string().nullable(),
  identity: z.enum(["local", "oidc"]),
  secondFactor: z.boolean(),
  /** What comes before anything else; every other call is refused until then. */
  needs: z.enum(["nothing", "new-password", "second-factor"]),
  /** The session ends then, whatever is done; ISO 8601. */
  expiresAt: z.iso.datetime(),
  /** It ends after so long without a request. An open event stream counts as one. */
  idleSeconds: z.number(),
});
export type Session = z.infer<typeof Session>;

/** Answer of `POST session`. */
export const SignInAnswer = z.discriminatedUnion("state", [
  z.object({ state: z.literal("signed-in"), session: Session }),
  z.object({ state: z.literal("second-factor") }),
]);
export type SignInAnswer = z.infer<typeof SignInAnswer>;

/** `GET sign-in`, without a session: what the first page offers. */
export const SignInOptions = z.object({
  province: z.string(),
  local: z.boolean(),
  /** Leads to `GET /api/oidc/start`; null where there is none. */
  oidc: z.object({ label: z.string() }).nullable(),
  demo: z.boolean(),
});
export type SignInOptions = z.infer<typeof SignInOptions>;

/** `PUT password`. Least length 12. */
export const PasswordChange = z.strictObject({ current: Password, next: Password });
export type PasswordChange = z.infer<typeof PasswordChange>;

/** `POST second-factor`, step one: `{ password }`; answer SecondFactorSecret. Step two: `{ password, code }`; answer Session. */
export const SecondFactorEnrolment = z.strictObject({ password: Password, code: SecondFactorCode.optional() });
export type SecondFactorEnrolment = z.infer<typeof SecondFactorEnrolment>;
export const SecondFactorSecret = z.object({ secret: z.string(), uri: z.string() });
export type SecondFactorSecret = z.infer<typeof SecondFactorSecret>;
