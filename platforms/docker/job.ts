import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { Job } from "../../planning/plan.ts";
import { hardened, withSecrets } from "./container.ts";
import { type Place, placesOf } from "./hosts.ts";
import { networksOf } from "./network.ts";
import { SCHEDULE_HEALTH, scheduleScript } from "./schedule.ts";
import { childName, labelsOf, options, physicalName, type Target } from "./target.ts";

const STOP_SECONDS = 30;
const MARGIN_SECONDS = 120;

export function realizeJob(job: Job, target: Target): readonly pulumi.Resource[] {
  return placesOf(job, target.placement.plan, target.hosts).map((place) => {
    const { schedule } = job;
    return schedule === undefined ? runOnce(job, target, place) : runOnSchedule({ ...job, schedule }, target, place);
  });
}

function runOnce(job: Job, target: Target, place: Place): docker.Container {
  const container = new docker.Container(
    childName(target, job, [place.suffix]),
    {
      ...common(job, target, place),
      entrypoints: withSecrets(job.environment, ["timeout", String(job.deadlineSeconds), ...job.command]),
      mustRun: false,
      attach: true,
      restart: "no",
    },
    lifecycle(job, target, place),
  );
  // The provider waits for the end and takes any for good. Unknown in a preview, so this runs in a deployment only.
  container.exitCode.apply((code: number | undefined) => {
    if (code !== undefined && code !== 0)
      throw new pulumi.RunError(
        `job ${job.name} ended with exit code ${code}: docker logs ${physicalName(job, place)}`,
      );
  });
  return container;
}

function runOnSchedule(job: Job & { readonly schedule: string }, target: Target, place: Place): docker.Container {
  const args = common(job, target, place);
  return new docker.Container(
    childName(target, job, [place.suffix]),
    {
      ...args,
      entrypoints: withSecrets(job.environment, [
        "/bin/sh",
        "-c",
        scheduleScript(job.schedule, job.deadlineSeconds),
        "schedule",
        ...job.command,
      ]),
      tmpfs: { "/tmp": `rw,size=16m,mode=0700,uid=${job.user.uid},gid=${job.user.gid}`, ...args.tmpfs },
      healthcheck: { tests: SCHEDULE_HEALTH, interval: "1m0s", timeout: "5s", retries: 1, startPeriod: "10s" },
      restart: "unless-stopped",
      stopTimeout: STOP_SECONDS,
      destroyGraceSeconds: STOP_SECONDS,
    },
    lifecycle(job, target, place),
  );
}

function common(job: Job, target: Target, place: Place) {
  return {
    name: physicalName(job, place),
    ...hardened(target, job, place.host),
    networksAdvanced: networksOf(target, job.zone).map((name) => ({ name })),
    labels: labelsOf(target, job),
  };
}

function lifecycle(job: Job, target: Target, { host }: Place): pulumi.CustomResourceOptions {
  return options(target, {
    host,
    container: true,
    timeouts: { rollOut: job.deadlineSeconds + MARGIN_SECONDS, remove: MARGIN_SECONDS },
  });
}
