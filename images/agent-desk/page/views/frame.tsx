import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../components/button.tsx";
import { Dialog } from "../components/dialog.tsx";
import { Icon } from "../components/icon.tsx";
import { Menu } from "../components/menu.tsx";
import type { MessageKey } from "../messages.ts";
import { clockTime, now } from "../state/clock.ts";
import { draftOpen, waitingCount } from "../state/drafts.ts";
import { highContrast, t, toggleLanguage } from "../state/language.ts";
import { notify } from "../state/notices.ts";
import { desk, inCall, may, openCallBacks, session, signOut, streamState, telephone } from "../state/store.ts";
import type { LineState } from "../telephone/node-line.ts";
import { Brand } from "./brand.tsx";
import { HeadsetSettings } from "./headset-check.tsx";
import { SHORTCUTS, useShortcuts } from "./shortcuts.ts";
import { VIEW_WORDS, type ViewName, viewsOf } from "./view-names.ts";

const ROLES: Readonly<Record<string, MessageKey>> = {
  agent: "roleAgent",
  supervisor: "roleSupervisor",
  quality: "roleQuality",
  administrator: "roleAdministrator",
  auditor: "roleAuditor",
};

/** Around every view: where one is, who one is, and whatever of the surroundings is not as it should be. */
export function Frame({ view, children }: { readonly view: ViewName; readonly children: ComponentChildren }) {
  const [dialog, setDialog] = useState<"none" | "shortcuts" | "headset">("none");
  useShortcuts({ help: () => setDialog("shortcuts") });
  const views = viewsOf(may);
  return (
    <div class="frame">
      <a class="skip" href="#main">
        {t("skip")}
      </a>
      <header class="bar">
        <Brand province={session.value?.province} />
        <nav class="views" aria-label={t("views")}>
          {views.map((name) => (
            <a key={name} href={`#/${name}`} aria-current={name === view ? "page" : undefined}>
              {t(VIEW_WORDS[name])}
              {name === "desk" && (openCallBacks.value ?? 0) > 0 ? (
                <span class="count" title={t("callBacksOpen", { n: openCallBacks.value ?? 0 })}>
                  {openCallBacks.value}
                </span>
              ) : null}
            </a>
          ))}
        </nav>
        <div class="bar-end">
          <Lines />
          <time class="bar-clock">{clockTime(now.value)}</time>
          <PersonMenu onDialog={setDialog} />
        </div>
      </header>
      <Alerts />
      <main class={`view view-${view}`} id="main" tabIndex={-1}>
        {children}
      </main>
      {dialog === "shortcuts" ? <ShortcutDialog onClose={() => setDialog("none")} /> : null}
      {dialog === "headset" ? (
        <Dialog title={t("headset")} onClose={() => setDialog("none")} wide={true}>
          <HeadsetSettings />
        </Dialog>
      ) : null}
    </div>
  );
}

const LINE_WORDS: Readonly<Record<LineState, MessageKey>> = {
  ready: "lineReady",
  connecting: "lineConnecting",
  registering: "lineConnecting",
  cut: "lineCut",
  refused: "lineRefused",
  closed: "lineCut",
};

/** One mark a media node: whether calls can reach this page over it. */
function Lines() {
  const lines = telephone.value?.lines.value ?? [];
  if (lines.length === 0) return null;
  return (
    <ul class="lines" aria-label={t("telephone")}>
      {lines.map((line) => {
        const state = line.state.value;
        const words = t(LINE_WORDS[state], { node: line.node });
        return (
          <li key={line.node} class={`line line-${state}`} title={words}>
            <Icon name={state === "ready" ? "phone" : "alert"} size={14} />
            <span aria-hidden="true">{line.node}</span>
            <span class="unseen">{words}</span>
          </li>
        );
      })}
    </ul>
  );
}

function PersonMenu({ onDialog }: { readonly onDialog: (dialog: "shortcuts" | "headset") => void }) {
  const who = session.value;
  const [open, setOpen] = useState(false);
  const choose = (dialog: "shortcuts" | "headset") => {
    setOpen(false);
    onDialog(dialog);
  };
  const leave = () => {
    if (inCall.value) notify("bad", t("signOutInCall"));
    else if (draftOpen.value) notify("bad", t("signOutDraft"));
    else void signOut();
  };
  return (
    <Menu
      kind="quiet"
      icon="user"
      open={open}
      onOpen={setOpen}
      button={
        <>
          {who?.displayName ?? ""} <span class="menu-number">{who?.agent ?? ""}</span>
        </>
      }
    >
      <p class="menu-roles">
        {who?.roles.map((role) => (
          <span key={role}>{t(ROLES[role] ?? "unknown")}</span>
        ))}
      </p>
      {who?.agent === null ? null : (
        <Button kind="quiet" icon="headset" onPress={() => choose("headset")}>
          {t("headset")}
        </Button>
      )}
      <Button kind="quiet" icon="keyboard" shortcut="F1" onPress={() => choose("shortcuts")}>
        {t("shortcuts")}
      </Button>
      <Button kind="quiet" icon="eye" pressed={highContrast.value} onPress={() => toggleContrast()}>
        {highContrast.value ? t("contrastOff") : t("contrast")}
      </Button>
      <Button kind="quiet" icon="info" onPress={toggleLanguage}>
        {t("language")}
      </Button>
      {waitingCount.value === 0 ? null : <p class="menu-note">{t("signOutPending", { n: waitingCount.value })}</p>}
      <Button kind="quiet" icon="signed-out" onPress={leave}>
        {t("signOut")}
      </Button>
    </Menu>
  );
}

function toggleContrast(): void {
  highContrast.value = !highContrast.value;
}

/** One line each, the gravest first. */
function Alerts() {
  const lines = alerts();
  return (
    <div class="alerts" role="status" aria-live="polite">
      {lines.map(({ kind, text }) => (
        <p key={text} class={`alert alert-${kind}`}>
          <Icon name={kind === "info" ? "info" : "alert"} size={16} />
          {text}
        </p>
      ))}
    </div>
  );
}

function alerts(): readonly { readonly kind: "bad" | "warning" | "info"; readonly text: string }[] {
  const now = desk.value;
  const phone = telephone.value;
  const { emergency } = now ?? { emergency: null };
  const found: { kind: "bad" | "warning" | "info"; text: string }[] = [];
  if (emergency !== null)
    found.push({
      kind: "bad",
      text: t(emergency.kind === "divert" ? "emergencyDivert" : "emergencyAnnouncement", emergency),
    });
  if (phone !== null) {
    if (phone.state.value === "elsewhere") found.push({ kind: "bad", text: t("telephoneElsewhere") });
    else if (phone.state.value === "no-credential") found.push({ kind: "bad", text: t("telephoneNoCredential") });
    else if (
      phone.state.value === "on" &&
      !phone.reachable.value &&
      phone.lines.value.some((line) => line.state.value === "cut")
    )
      found.push({ kind: "bad", text: t("telephoneUnreachable") });
  }
  if (streamState.value === "cut") found.push({ kind: "warning", text: t("streamCut") });
  if (now?.switch === "away") found.push({ kind: "warning", text: t("switchAway") });
  if (now?.database === "away") found.push({ kind: "warning", text: t("databaseAway") });
  if (waitingCount.value > 0) found.push({ kind: "info", text: t("outboxCount", { n: waitingCount.value }) });
  return found;
}

function ShortcutDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={t("shortcuts")} onClose={onClose}>
      <dl class="keys">
        {SHORTCUTS.map(({ keys, word }) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{t(word)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
