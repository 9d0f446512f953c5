import { useState } from "preact/hooks";
import { AccountForm, type AccountRow, AccountRows, FreshPassword, NewAccount } from "../../contract/administration.ts";
import { APART, ROLES, type Role } from "../../contract/right.ts";
import { Button } from "../components/button.tsx";
import { Dialog } from "../components/dialog.tsx";
import { CheckBox, SelectField, TextField } from "../components/field.tsx";
import { Shown, useResource } from "../components/resource.tsx";
import type { MessageKey } from "../messages.ts";
import { ask } from "../state/api.ts";
import { dayAndTime } from "../state/clock.ts";
import { t } from "../state/language.ts";
import { attempt, notify } from "../state/notices.ts";

const ROLE_WORDS: Readonly<Record<Role, MessageKey>> = {
  agent: "roleAgent",
  supervisor: "roleSupervisor",
  quality: "roleQuality",
  administrator: "roleAdministrator",
  auditor: "roleAuditor",
};

interface Fresh extends FreshPassword {
  readonly login: string;
}

export function AccountsTab() {
  const rows = useResource("accounts", () => ask("GET", "administration/accounts", { answer: AccountRows }));
  const [query, setQuery] = useState("");
  const [edited, setEdited] = useState<AccountRow | "new" | null>(null);
  const [fresh, setFresh] = useState<Fresh | null>(null);
  return (
    <>
      <div class="filters">
        <TextField label={t("search")} type="search" value={query} onChange={setQuery} />
        <Button kind="main" onPress={() => setEdited("new")}>
          {t("newAccount")}
        </Button>
      </div>
      <Shown of={rows}>
        {({ accounts }) => (
          <table>
            <thead>
              <tr>
                <th scope="col">{t("login")}</th>
                <th scope="col">{t("displayName")}</th>
                <th scope="col">{t("roles")}</th>
                <th scope="col">{t("agentOfAccount")}</th>
                <th scope="col">{t("identity")}</th>
                <th scope="col">{t("lastSignedIn")}</th>
                <th scope="col">{t("status")}</th>
                <th scope="col">{t("actions")}</th>
              </tr>
            </thead>
            <tbody>
              {accounts
                .filter(({ login, displayName }) => `${login} ${displayName}`.includes(query.trim()))
                .map((row) => (
                  <Row key={row.login} row={row} again={rows.read} onEdit={setEdited} onFresh={setFresh} />
                ))}
            </tbody>
          </table>
        )}
      </Shown>
      {edited === null ? null : (
        <AccountDialog
          of={edited === "new" ? undefined : edited}
          onClose={() => setEdited(null)}
          saved={(password) => {
            setEdited(null);
            setFresh(password);
            void rows.read();
          }}
        />
      )}
      {fresh === null ? null : <FreshDialog fresh={fresh} onClose={() => setFresh(null)} />}
    </>
  );
}

function Row(props: {
  readonly row: AccountRow;
  readonly again: () => Promise<void>;
  readonly onEdit: (row: AccountRow) => void;
  readonly onFresh: (fresh: Fresh) => void;
}) {
  const { row, again } = props;
  const { login } = row;
  const path = `administration/accounts/${encodeURIComponent(login)}`;
  const then = async (send: () => Promise<unknown>, said: MessageKey) => {
    if (await attempt(send)) notify("good", t(said, { login }));
    await again();
  };
  return (
    <tr class={row.disabled ? "dim" : ""}>
      <th scope="row">{login}</th>
      <td>{row.displayName}</td>
      <td>{row.roles.map((role) => t(ROLE_WORDS[role])).join("、")}</td>
      <td class="number-start">{row.agent ?? "–"}</td>
      <td>{t(row.identity === "local" ? "identityLocal" : "identityOidc")}</td>
      <td class="number-start">{row.lastSignedInAt === null ? t("never") : dayAndTime(row.lastSignedInAt)}</td>
      <td>
        <ul class="tag-list">
          {row.disabled ? <li class="tag-bad">{t("disabled")}</li> : null}
          {row.lockedUntil === null ? null : (
            <li class="tag-bad">{t("locked", { time: dayAndTime(row.lockedUntil) })}</li>
          )}
          {row.mustChangePassword ? <li>{t("mustChange")}</li> : null}
          {row.secondFactor ? <li>{t("withSecondFactor")}</li> : null}
        </ul>
      </td>
      <td>
        <span class="row-acts">
          <Button size="small" label={`${t("edit")} ${login}`} onPress={() => props.onEdit(row)}>
            {t("edit")}
          </Button>
          {row.identity === "local" ? (
            <Button
              size="small"
              label={`${t("resetPassword")} ${login}`}
              onPress={() =>
                void attempt(async () => {
                  const { password } = await ask("POST", `${path}/password`, { answer: FreshPassword });
                  props.onFresh({ login, password });
                  await again();
                })
              }
            >
              {t("resetPassword")}
            </Button>
          ) : null}
          {row.lockedUntil === null ? null : (
            <Button size="small" kind="main" onPress={() => void then(() => ask("POST", `${path}/unlock`), "unlocked")}>
              {t("unlock")}
            </Button>
          )}
          {row.secondFactor ? (
            <Button
              size="small"
              onPress={() => void then(() => ask("DELETE", `${path}/second-factor`), "secondFactorRemoved")}
            >
              {t("removeSecondFactor")}
            </Button>
          ) : null}
        </span>
      </td>
    </tr>
  );
}

function AccountDialog(props: {
  readonly of: AccountRow | undefined;
  readonly onClose: () => void;
  readonly saved: (fresh: Fresh | null) => void;
}) {
  const { of } = props;
  const [login, setLogin] = useState(of?.login ?? "");
  const [identity, setIdentity] = useState<NewAccount["identity"]>(of?.identity ?? "local");
  const [form, setForm] = useState<AccountForm>({
    displayName: of?.displayName ?? "",
    roles: of?.roles ?? ["agent"],
    agent: of?.agent ?? null,
    listenIn: of?.listenIn ?? false,
    disabled: of?.disabled ?? false,
  });
  const change = (part: Partial<AccountForm>) => setForm({ ...form, ...part });
  // Two roles that nobody may have together can't be chosen together.
  const apart = (role: Role) =>
    APART.some(([a, b]) => (a === role && form.roles.includes(b)) || (b === role && form.roles.includes(a)));
  // Whoever takes calls needs a number to be reached at.
  const reachable = form.agent !== null || !form.roles.includes("agent");
  const valid =
    of === undefined ? NewAccount.safeParse({ ...form, login, identity }).success : AccountForm.safeParse(form).success;
  const good = reachable && valid;
  const save = () =>
    attempt(async () => {
      if (of === undefined) {
        const body = NewAccount.parse({ ...form, login, identity });
        const { password } = await ask("POST", "administration/accounts", { body, answer: FreshPassword });
        props.saved({ login, password });
      } else {
        await ask("PUT", `administration/accounts/${encodeURIComponent(of.login)}`, { body: AccountForm.parse(form) });
        notify("good", t("saved"));
        props.saved(null);
      }
    });
  return (
    <Dialog title={of === undefined ? t("newAccount") : `${t("edit")} ${of.login}`} onClose={props.onClose} wide={true}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (good) void save();
        }}
      >
        <div class="form-grid">
          <TextField
            label={t("login")}
            value={login}
            onChange={setLogin}
            required={true}
            disabled={of !== undefined}
            autofocus={of === undefined}
          />
          <TextField
            label={t("displayName")}
            value={form.displayName}
            onChange={(displayName) => change({ displayName })}
            required={true}
          />
          <SelectField
            label={t("identity")}
            value={identity}
            onChange={setIdentity}
            disabled={of !== undefined}
            options={[
              { value: "local", label: t("identityLocal") },
              { value: "oidc", label: t("identityOidc") },
            ]}
          />
          <TextField
            label={t("agentOfAccount")}
            hint={t("agentOfAccountHint")}
            value={form.agent ?? ""}
            onChange={(agent) => change({ agent: agent === "" ? null : agent })}
            inputMode="numeric"
            pattern="[0-9]{4}"
          />
        </div>
        <fieldset class="group">
          <legend>{t("roles")}</legend>
          <div class="checks">
            {ROLES.map((role) =>
              apart(role) ? null : (
                <CheckBox
                  key={role}
                  label={t(ROLE_WORDS[role])}
                  checked={form.roles.includes(role)}
                  onChange={(on) =>
                    change({ roles: on ? [...form.roles, role] : form.roles.filter((each) => each !== role) })
                  }
                />
              ),
            )}
          </div>
        </fieldset>
        <div class="checks">
          <CheckBox
            label={t("listenInAllowed")}
            checked={form.listenIn}
            onChange={(listenIn) => change({ listenIn })}
          />
          <CheckBox label={t("disabled")} checked={form.disabled} onChange={(disabled) => change({ disabled })} />
        </div>
        <div class="dialog-foot">
          <Button onPress={props.onClose}>{t("cancel")}</Button>
          <Button kind="main" submit={true} disabled={!good}>
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function FreshDialog({ fresh, onClose }: { readonly fresh: Fresh; readonly onClose: () => void }) {
  const { login, password } = fresh;
  return (
    <Dialog title={t("freshPassword", { login })} onClose={onClose}>
      {password === null ? (
        <p class="dialog-text">{t("freshNone")}</p>
      ) : (
        <>
          <div class="secret">
            <code>{password}</code>
            <Button
              size="small"
              onPress={() => void navigator.clipboard.writeText(password).then(() => notify("good", t("copied")))}
            >
              {t("copy")}
            </Button>
          </div>
          <p class="dialog-text">{t("freshPasswordHint")}</p>
        </>
      )}
      <div class="dialog-foot">
        <Button kind="main" onPress={onClose}>
          {t("confirm")}
        </Button>
      </div>
    </Dialog>
  );
}
