import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { giveEar, type Heard, hear } from "./browser-ear.ts";
import { writeKeyTones } from "./key-tones.ts";

/** A browser of its own, whose microphone hears keys being pressed; the certificate of the trial is taken, no other. */
export class TrialBrowser {
  readonly #folder: string;
  readonly #context: BrowserContext;

  private constructor(folder: string, context: BrowserContext) {
    this.#folder = folder;
    this.#context = context;
  }

  static async open(binary: string, of: { keys: string; pin: string }): Promise<TrialBrowser> {
    const folder = mkdtempSync(join(tmpdir(), "hotline-browser-"));
    const voice = join(folder, "voice.wav");
    writeKeyTones(voice, of.keys);
    const context = await chromium.launchPersistentContext(folder, {
      executablePath: binary,
      headless: true,
      permissions: ["microphone"],
      args: [
        "--no-sandbox",
        `--ignore-certificate-errors-spki-list=${of.pin}`,
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        `--use-file-for-fake-audio-capture=${voice}`,
        "--autoplay-policy=no-user-gesture-required",
      ],
    });
    return new TrialBrowser(folder, context);
  }

  async page(url: string): Promise<Page> {
    const page = await this.#context.newPage();
    await giveEar(page);
    await page.goto(url);
    return page;
  }

  async close(): Promise<void> {
    await this.#context.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

const SECONDS = 1000;

/** An agent before the desk's page, by keyboard and by what stands on the screen. */
export class DeskPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async signIn(login: string, password: string): Promise<void> {
    await this.page.getByLabel("账号").fill(login);
    await this.page.getByLabel("密码").fill(password);
    await this.page.keyboard.press("Enter");
    await this.page.getByRole("button", { name: "开始工作" }).click();
    await this.page.getByRole("button", { name: "就绪" }).first().waitFor();
  }

  async ready(): Promise<void> {
    await this.page.locator(".state-acts button:not([disabled])", { hasText: "就绪" }).first().waitFor();
    await this.page.keyboard.press("F8");
    await this.state("ready");
  }

  /** Waits until the agent is in this state; milliseconds that it took. */
  state(state: string, milliseconds = 30 * SECONDS): Promise<number> {
    return this.shows(`.state-bar.state-${state}`, milliseconds);
  }

  /** Waits until the telephone's call is in this phase. */
  phase(phase: "ringing" | "talking" | "none", milliseconds = 30 * SECONDS): Promise<number> {
    return this.shows(`.panel.call.call-${phase}`, milliseconds);
  }

  async shows(selector: string, milliseconds = 30 * SECONDS): Promise<number> {
    const began = performance.now();
    await this.page.locator(selector).first().waitFor({ timeout: milliseconds });
    return performance.now() - began;
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key);
  }

  hear(milliseconds?: number): Promise<Heard> {
    return hear(this.page, milliseconds);
  }

  /** Until one of these frequencies (Hz) is the strongest that is heard; milliseconds that it took, or a complaint. */
  async hears(hertz: readonly number[], milliseconds = 20 * SECONDS): Promise<number> {
    const began = performance.now();
    for (;;) {
      const heard = await this.hear(250);
      if (heard.decibels > -50 && hertz.some((each) => Math.abs(heard.hertz - each) < 12))
        return performance.now() - began;
      if (performance.now() - began > milliseconds)
        throw new Error(`${hertz.join(" or ")} Hz not heard in ${milliseconds} ms: ${JSON.stringify(heard)}`);
    }
  }
}
