import { AccountAdministration } from "./account-administration.ts";
import { Accounts } from "./accounts.ts";
import { Administration } from "./administration.ts";
import { Boards } from "./board.ts";
import { CallBacks } from "./call-backs.ts";
import { Controllers } from "./controllers.ts";
import { DeskDatabase } from "./database.ts";
import { DeskAgents } from "./desk-agents.ts";
import { DeskKeys } from "./desk-keys.ts";
import { Exchange } from "./exchange.ts";
import { HandOvers } from "./hand-over.ts";
import { Histories } from "./history.ts";
import { Live } from "./live.ts";
import { OidcSignIn } from "./oidc.ts";
import { People } from "./people.ts";
import { errorText, Refusal } from "./refusal.ts";
import { Reports } from "./report.ts";
import { SecondFactor } from "./second-factor.ts";
import { SessionTokens } from "./session-token.ts";
import { Sessions } from "./sessions.ts";
import { type DeskFile, type Settings, WatchedFile } from "./settings.ts";
import { LocalSignIn } from "./sign-in.ts";
import { Streams } from "./streams.ts";
import { WorkOrders } from "./work-orders.ts";

/** Everything that the desk is made of, put together once; nothing in it runs before `DeskService` starts it. */
export function deskParts(settings: Settings, say: (text: string) => void) {
  const watched = new WatchedFile(settings.configPath, say);
  const file = (): DeskFile => watched.value;
  const keys = new DeskKeys(settings.sessionKey, file().stack);
  const database = new DeskDatabase(() => file().database, settings.databasePassword, say);
  const controllers = new Controllers(file, settings.deskKey, say);
  const sessions = new Sessions({ database, tokens: new SessionTokens(keys, file().stack), file });
  const accounts = new Accounts(database);
  const secondFactor = new SecondFactor(keys, accounts);
  const people = new People(database, file);
  const streams = new Streams();
  const live = new Live({ file, database, controllers, people, streams, complain: say });
  const orders = new WorkOrders(database, live);
  const callBacks = new CallBacks(database);
  const boards = new Boards({ file, database, live, callBacks, complain: say });
  return {
    settings,
    file,
    database,
    controllers,
    sessions,
    accounts,
    secondFactor,
    people,
    streams,
    live,
    orders,
    callBacks,
    boards,
    signIn: new LocalSignIn({ database, accounts, sessions, secondFactor }),
    oidc: new OidcSignIn({ file, clientSecret: settings.oidcClientSecret, keys, database, accounts, sessions, say }),
    agents: new DeskAgents({ file, database, controllers, people, live, streams, complain: say }),
    exchange: new Exchange(database, orders),
    handOvers: new HandOvers({ file, settings: settings.platform12345, database, orders, say }),
    histories: new Histories({ database, live, orders, controllers }),
    reports: new Reports({ file, database, people, boards, callBacks }),
    administration: new Administration({ database, people, file }),
    accountAdministration: new AccountAdministration({ database, accounts, sessions }),
    say,
  };
}
export type DeskParts = ReturnType<typeof deskParts>;

const BEAT_MILLISECONDS = 15_000;
const SESSIONS_MILLISECONDS = 30_000;
const BOARD_MILLISECONDS = 5_000;
/** Pages that lose their instance come back spread over so long. */
const SPREAD_MILLISECONDS = 3_000;

/** What the desk does by itself, from start to stop. */
export class DeskService {
  readonly parts: DeskParts;
  readonly #timers: NodeJS.Timeout[] = [];
  #openCallBacks: number | null = null;
  stopping = false;

  constructor(parts: DeskParts) {
    this.parts = parts;
  }

  async start(): Promise<void> {
    const { database, live, agents, streams, people, administration } = this.parts;
    database.onChange = (there) => {
      live.tellSurroundings();
      if (there) void this.#quietly(() => people.refresh(true));
    };
    await database.start();
    await people.refresh();
    if (this.parts.file().serves === "interface") return;
    await this.#quietly(() => administration.addPlannedSkills());
    live.onPoll = () => agents.reassert();
    live.start();
    this.#every(BEAT_MILLISECONDS, () => streams.beat());
    this.#every(SESSIONS_MILLISECONDS, () => this.#lookAtSessions());
    this.#every(BOARD_MILLISECONDS, () => this.#tellBoard());
  }

  /** Pages go to another instance; nobody is signed out, and calls run past the desk. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const timer of this.#timers) clearInterval(timer);
    const { live, controllers, streams, handOvers, database } = this.parts;
    live.stop();
    const count = Math.max(1, streams.size);
    streams.endAll((index) => ({
      kind: "reconnect",
      afterMilliseconds: Math.round((SPREAD_MILLISECONDS * index) / count),
    }));
    controllers.close();
    handOvers.close();
    await database.close();
  }

  #every(milliseconds: number, work: () => void | Promise<void>): void {
    const timer = setInterval(() => void this.#quietly(work), milliseconds);
    timer.unref();
    this.#timers.push(timer);
  }

  async #quietly(work: () => unknown): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Refusal)) this.parts.say(errorText(error));
    }
  }

  /** An open page is a sign of life; one whose session is over learns it here. */
  async #lookAtSessions(): Promise<void> {
    const { streams, sessions } = this.parts;
    const readers = new Map(streams.readers().map((reader) => [reader.sid, reader]));
    for (const { claims, ...reader } of readers.values()) {
      const state = await sessions.look(claims);
      if (state.kind === "over")
        streams.end(reader.sid, { kind: "session-over", why: state.why === "signed-out" ? "elsewhere" : state.why });
      else streams.renew(state.claims);
    }
  }

  async #tellBoard(): Promise<void> {
    const { streams, boards } = this.parts;
    if (!streams.someoneMay("see-board") && !streams.someoneMay("call-back")) return;
    const board = await boards.board();
    streams.tell({ kind: "board", board }, ({ rights }) => rights.includes("see-board"));
    if (board.openCallBacks !== null && board.openCallBacks !== this.#openCallBacks) {
      this.#openCallBacks = board.openCallBacks;
      streams.tell({ kind: "call-backs", open: board.openCallBacks }, ({ rights }) => rights.includes("call-back"));
    }
  }
}
