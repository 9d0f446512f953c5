import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Findings of axe that are serious or critical. */
export async function serious(page: Page, where: string, only: readonly string[] = []): Promise<void> {
  await page.evaluate(axe.source);
  const findings = await page.evaluate(
    async (rules) => {
      const { violations } = await window.axe.run(
        document,
        rules.length === 0 ? {} : { runOnly: { type: "rule", values: rules } },
      );
      return violations.map(({ id, impact, nodes }) => ({
        id,
        impact,
        at: nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary ?? ""}`),
      }));
    },
    [...only],
  );
  expect(
    findings.filter(({ impact }) => impact === "serious" || impact === "critical"),
    where,
  ).toEqual([]);
}

/** As it runs in the page. */
declare const document: object;
declare const window: {
  readonly axe: {
    run(
      context: unknown,
      options: object,
    ): Promise<{
      readonly violations: readonly {
        readonly id: string;
        readonly impact: string;
        readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
      }[];
    }>;
  };
};
