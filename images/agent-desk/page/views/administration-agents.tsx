import { useState } from "preact/hooks";
import { AgentForm, type AgentRow, AgentRows, SkillRows } from "../../contract/administration.ts";
import { AgentId } from "../../contract/agent.ts";
import { Button } from "../components/button.tsx";
import { Dialog } from "../components/dialog.tsx";
import { SelectField, TextField } from "../components/field.tsx";
import { Shown, useResource } from "../components/resource.tsx";
import { ask } from "../state/api.ts";
import { today } from "../state/clock.ts";
import { t } from "../state/language.ts";
import { attempt, notify } from "../state/notices.ts";

export function AgentsTab() {
  const rows = useResource("agents", () => ask("GET", "administration/agents", { answer: AgentRows }));
  const skills = useResource("skills", () => ask("GET", "administration/skills", { answer: SkillRows }));
  const [query, setQuery] = useState("");
  const [edited, setEdited] = useState<AgentRow | "new" | null>(null);
  const labels = new Map(skills.value.value?.skills.map(({ name, label }) => [name, label]));
  return (
    <>
      <div class="filters">
        <TextField label={t("filterAgents")} type="search" value={query} onChange={setQuery} />
        <Button kind="main" onPress={() => setEdited("new")}>
          {t("newAgent")}
        </Button>
      </div>
      <Shown of={rows}>
        {({ agents }) => (
          <table>
            <thead>
              <tr>
                <th scope="col">{t("agentNumberShort")}</th>
                <th scope="col">{t("displayName")}</th>
                <th scope="col">{t("skills")}</th>
                <th scope="col">{t("employer")}</th>
                <th scope="col">{t("login")}</th>
                <th scope="col">{t("activeUntil")}</th>
                <th scope="col">{t("actions")}</th>
              </tr>
            </thead>
            <tbody>
              {agents
                .filter(({ agent, displayName }) => agent.includes(query.trim()) || displayName.includes(query.trim()))
                .map((row) => (
                  <tr key={row.agent}>
                    <th scope="row" class="number-start">
                      {row.agent}
                    </th>
                    <td>{row.displayName}</td>
                    <td>
                      <ul class="tag-list">
                        {row.skills.map(({ skill, level }) => (
                          <li key={skill}>
                            {labels.get(skill) ?? skill} {t("skillLevel", { n: level })}
                          </li>
                        ))}
                      </ul>
                    </td>
                    <td>{t(row.employer === "department" ? "employerDepartment" : "employerProvider")}</td>
                    <td>{row.login ?? "–"}</td>
                    <td class="number-start">{row.activeUntil ?? t("openEnd")}</td>
                    <td>
                      <Button size="small" label={`${t("edit")} ${row.displayName}`} onPress={() => setEdited(row)}>
                        {t("edit")}
                      </Button>
                    </td>
                  </tr>
                ))}
            </tbody>
          </table>
        )}
      </Shown>
      {edited === null ? null : (
        <AgentDialog
          of={edited === "new" ? undefined : edited}
          skills={skills.value.value?.skills ?? []}
          onClose={() => setEdited(null)}
          saved={() => void rows.read()}
        />
      )}
    </>
  );
}

interface DialogProps {
  readonly of: AgentRow | undefined;
  readonly skills: SkillRows["skills"];
  readonly onClose: () => void;
  readonly saved: () => void;
}

const LEVELS = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;

function AgentDialog({ of, skills, onClose, saved }: DialogProps) {
  const [number, setNumber] = useState(of?.agent ?? "");
  const [form, setForm] = useState<AgentForm>({
    displayName: of?.displayName ?? "",
    employer: of?.employer ?? "department",
    activeFrom: of?.activeFrom ?? today(),
    activeUntil: of?.activeUntil ?? null,
    skills: of?.skills ?? [],
  });
  const change = (part: Partial<AgentForm>) => setForm({ ...form, ...part });
  const levelOf = (skill: string) => String(form.skills.find((each) => each.skill === skill)?.level ?? 0);
  const setLevel = (skill: string, level: number) =>
    change({
      skills: [...form.skills.filter((each) => each.skill !== skill), ...(level === 0 ? [] : [{ skill, level }])],
    });
  const good = AgentId.safeParse(number).success && AgentForm.safeParse(form).success;
  const save = async () => {
    if (await attempt(() => ask("PUT", `administration/agents/${number}`, { body: AgentForm.parse(form) }))) {
      notify("good", t("saved"));
      saved();
      onClose();
    }
  };
  return (
    <Dialog title={of === undefined ? t("newAgent") : `${t("edit")} ${of.displayName}`} onClose={onClose} wide={true}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (good) void save();
        }}
      >
        <div class="form-grid">
          <TextField
            label={t("agentNumber")}
            value={number}
            onChange={setNumber}
            inputMode="numeric"
            pattern="[0-9]{4}"
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
            label={t("employer")}
            value={form.employer}
            onChange={(employer) => change({ employer })}
            options={[
              { value: "department", label: t("employerDepartment") },
              { value: "provider", label: t("employerProvider") },
            ]}
          />
          <TextField
            label={t("activeFrom")}
            type="date"
            value={form.activeFrom}
            onChange={(activeFrom) => change({ activeFrom })}
            required={true}
          />
          <TextField
            label={t("activeUntil")}
            type="date"
            value={form.activeUntil ?? ""}
            onChange={(day) => change({ activeUntil: day === "" ? null : day })}
          />
        </div>
        <fieldset class="group">
          <legend>{t("skillLevels")}</legend>
          <div class="form-grid">
            {skills.map(({ name, label }) => (
              <SelectField
                key={name}
                label={label}
                value={levelOf(name)}
                onChange={(level) => setLevel(name, Number(level))}
                options={LEVELS.map((level) => ({
                  value: level,
                  label: level === "0" ? t("notThis") : t("skillLevel", { n: level }),
                }))}
              />
            ))}
          </div>
        </fieldset>
        <div class="dialog-foot">
          <Button onPress={onClose}>{t("cancel")}</Button>
          <Button kind="main" submit={true} disabled={!good}>
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
