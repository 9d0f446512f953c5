// The desk under its agents: pages that listen, calls that ring and end, and a shift that begins all at once.
import { parseArgs } from "node:util";
import { found, startMigrated } from "../live/hotline-database.ts";
import { deskLoad, type Spread } from "../support/desk-load.ts";

const { values } = parseArgs({
  options: {
    agents: { type: "string", default: "400" },
    supervisors: { type: "string", default: "10" },
    // 400 agents with calls of two minutes and three events each make 10 events a second; this is five times as many.
    rate: { type: "string", default: "50" },
    seconds: { type: "string", default: "60" },
  },
});

if ("missing" in found) process.stdout.write(`desk: not measured, ${found.missing}\n`);
else {
  const server = await startMigrated();
  try {
    const figures = await deskLoad(server, {
      agents: Number(values.agents),
      supervisors: Number(values.supervisors),
      perSecond: Number(values.rate),
      seconds: Number(values.seconds),
    });
    const show = ({ median, p99, maximum }: Spread) =>
      `median ${median.toFixed(0)} ms, 99 of 100 within ${p99.toFixed(0)} ms, slowest ${maximum.toFixed(0)} ms`;
    process.stdout.write(
      [
        `desk, ${figures.agents} agents and ${figures.supervisors} supervisors on one instance`,
        `  ${figures.events.count} events at ${figures.events.perSecond.toFixed(0)}/s, controller to page: ${show(figures.events)}; ${figures.lost} lost`,
        `  all agents ready at once, request to page: ${show(figures.atOnce)}`,
        `  memory ${figures.residentMiB.toFixed(0)} MiB resident, ${figures.proportionalMiB.toFixed(0)} MiB proportional; ${(figures.cores * 100).toFixed(0)} % of a core`,
        "",
      ].join("\n"),
    );
  } finally {
    await server.dispose();
  }
}
