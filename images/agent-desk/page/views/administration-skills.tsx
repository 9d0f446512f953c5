import { useState } from "preact/hooks";
import { SkillForm, SkillRows } from "../../contract/administration.ts";
import { Button } from "../components/button.tsx";
import { TextField } from "../components/field.tsx";
import { Shown, useResource } from "../components/resource.tsx";
import { ask } from "../state/api.ts";
import { t } from "../state/language.ts";
import { attempt, notify } from "../state/notices.ts";
import { desk } from "../state/store.ts";

const NAME = /^[a-z0-9][a-z0-9._-]{0,31}$/;

export function SkillsTab() {
  const rows = useResource("skills", () => ask("GET", "administration/skills", { answer: SkillRows }));
  const [name, setName] = useState("");
  const [label, setLabel] = useState("");
  const labels = new Map(desk.value?.queues.map((queue) => [queue.name, queue.label]));
  const good = NAME.test(name) && SkillForm.safeParse({ label }).success;
  const save = async () => {
    if (!(await attempt(() => ask("PUT", `administration/skills/${name}`, { body: SkillForm.parse({ label }) }))))
      return;
    notify("good", t("saved"));
    setName("");
    setLabel("");
    await rows.read();
  };
  return (
    <>
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          if (good) void save();
        }}
      >
        <TextField label={t("skillName")} value={name} onChange={setName} required={true} />
        <TextField label={t("skillLabel")} value={label} onChange={setLabel} required={true} />
        <Button kind="main" submit={true} disabled={!good}>
          {t("save")}
        </Button>
      </form>
      <Shown of={rows}>
        {({ skills }) => (
          <table>
            <thead>
              <tr>
                <th scope="col">{t("skillName")}</th>
                <th scope="col">{t("skillLabel")}</th>
                <th scope="col">{t("skillQueues")}</th>
                <th scope="col">{t("actions")}</th>
              </tr>
            </thead>
            <tbody>
              {skills.map((skill) => (
                <tr key={skill.name}>
                  <th scope="row">{skill.name}</th>
                  <td>{skill.label}</td>
                  <td>{skill.queues.map((queue) => labels.get(queue) ?? queue).join("、")}</td>
                  <td>
                    <Button
                      size="small"
                      label={`${t("edit")} ${skill.label}`}
                      onPress={() => {
                        setName(skill.name);
                        setLabel(skill.label);
                      }}
                    >
                      {t("edit")}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Shown>
    </>
  );
}
