import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Job } from "../../planning/plan.ts";
import { allowOutside } from "./network-policy.ts";
import { containerOf, podSpec } from "./pod.ts";
import { childName, metadata, options, selectorLabels, type Target } from "./target.ts";

/** How late a missed run may still start, after which it waits for its next time. */
const LATE_START_SECONDS = 3600;
const SCHEDULING_MARGIN_SECONDS = 300;

/** A Job, or a CronJob by Shanghai's clock, and leave to connect to the servers outside that it names. */
export function realizeJob(job: Job, target: Target): readonly pulumi.Resource[] {
  const { schedule } = job;
  const runner = schedule === undefined ? runOnce(job, target) : runOnSchedule(job, target, schedule);
  return [...allowOutside(target, job, job.reaches), runner];
}

function runOnce(job: Job, target: Target): pulumi.Resource {
  const timeouts = { rollOut: job.deadlineSeconds + SCHEDULING_MARGIN_SECONDS, remove: SCHEDULING_MARGIN_SECONDS };
  return new k8s.batch.v1.Job(
    childName(target, job),
    { metadata: metadata(target, job), spec: specOf(job, target) },
    options(target, { timeouts }),
  );
}

function runOnSchedule(job: Job, target: Target, schedule: string): pulumi.Resource {
  return new k8s.batch.v1.CronJob(
    childName(target, job),
    {
      metadata: metadata(target, job),
      spec: {
        schedule,
        timeZone: "Asia/Shanghai",
        concurrencyPolicy: "Forbid",
        startingDeadlineSeconds: LATE_START_SECONDS,
        successfulJobsHistoryLimit: 3,
        failedJobsHistoryLimit: 3,
        jobTemplate: { spec: specOf(job, target) },
      },
    },
    options(target),
  );
}

function specOf(job: Job, target: Target): k8s.types.input.batch.v1.JobSpec {
  return {
    activeDeadlineSeconds: job.deadlineSeconds,
    backoffLimit: 2,
    template: {
      metadata: { labels: selectorLabels(target, job) },
      spec: {
        ...podSpec(target, { user: job.user, node: job.node, sources: [job] }),
        restartPolicy: "Never",
        containers: [containerOf(target, job)],
      },
    },
  };
}
