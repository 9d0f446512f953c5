import { useState } from "preact/hooks";
import { type ClassImport, ClassImportAnswer } from "../../contract/administration.ts";
import { Button } from "../components/button.tsx";
import { Field } from "../components/field.tsx";
import { ask } from "../state/api.ts";
import { t } from "../state/language.ts";
import { attempt, notify } from "../state/notices.ts";
import { desk, readDesk } from "../state/store.ts";
import { readClasses } from "./class-file.ts";

const SHOWN = 8;

export function ClassesTab() {
  const [classes, setClasses] = useState<ClassImport["classes"]>([]);
  const [trouble, setTrouble] = useState<string | undefined>(undefined);
  const read = async (file: File) => {
    const found = readClasses(await file.arrayBuffer());
    setClasses("classes" in found ? found.classes : []);
    setTrouble("classes" in found ? undefined : t("classBad", found));
  };
  const send = () =>
    attempt(async () => {
      const answer = await ask("POST", "administration/classes", {
        body: { classes },
        answer: ClassImportAnswer,
        seconds: 60,
      });
      notify("good", t("classImported", answer));
      setClasses([]);
      await readDesk();
    });
  return (
    <div class="classes">
      <h2>{t("classImport")}</h2>
      <p class="hint">{t("classImportHint")}</p>
      <p>{t("classNow", { n: desk.value?.classes.length ?? 0 })}</p>
      <Field label={t("classFile")} error={trouble}>
        {({ id, describedBy }) => (
          <input
            id={id}
            type="file"
            accept=".csv,.txt,text/csv,text/plain"
            aria-describedby={describedBy}
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.[0];
              if (file !== undefined) void read(file);
            }}
          />
        )}
      </Field>
      {classes.length === 0 ? null : (
        <>
          <p role="status">{t("classRead", { n: classes.length })}</p>
          <ul class="class-preview">
            {classes.slice(0, SHOWN).map(({ code, title }) => (
              <li key={code}>
                <code>{code}</code> {title}
              </li>
            ))}
            {classes.length > SHOWN ? <li>…</li> : null}
          </ul>
          <Button kind="main" onPress={() => void send()}>
            {t("classDo")}
          </Button>
        </>
      )}
    </div>
  );
}
