import { writePath } from "../../property-path.ts";
import { at, isList, isUnknown, type Properties, same, textOf } from "../value.ts";
import { portRejections } from "./pods.ts";
import { REASONS } from "./reasons.ts";
import { type Rejection, rejection } from "./rejection.ts";

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

/** Updated in place by resourceDockerContainerUpdate (terraform-provider-docker v4.5.0). */
const CARRIED_OUT: ReadonlySet<string> = new Set([
  "restart",
  "maxRetryCount",
  "cpuShares",
  "memory",
  "memoryReservation",
  "cpuSet",
  "memorySwap",
  "deviceReadBps",
  "deviceReadIops",
  "deviceWriteBps",
  "deviceWriteIops",
]);

/** Only read by the plugin itself, so that recording them is all there is to do. */
const READ_BY_PLUGIN: ReadonlySet<string> = new Set([
  "attach",
  "containerReadRefreshTimeoutMilliseconds",
  "destroyGraceSeconds",
  "logs",
  "mustRun",
  "removeVolumes",
  "rm",
  "start",
  "wait",
  "waitTimeout",
]);

/** What a daemon refuses, and what an update in place leaves undone. */
export function dockerRejections(type: string, next: Properties, old: Properties | undefined): Rejection[] {
  const { name } = next;
  const isNamed = typeof name === "string" && (isUnknown(name) || NAME.test(name));
  const isImage = type.endsWith(":RemoteImage");
  return [
    ...(isNamed || isImage ? [] : [rejection("name", ["name"], REASONS.name("name", textOf(name)))]),
    ...(type.endsWith(":Container") ? containerRejections(next, old) : []),
  ];
}

function containerRejections(next: Properties, old: Properties | undefined): Rejection[] {
  const { ports, mounts } = next;
  const published = (isList(ports) ? ports : []).flatMap((port, index) => [
    ...portRejections(port, "internal", ["ports", index]),
    ...(at(port, "external") === undefined ? [] : portRejections(port, "external", ["ports", index])),
  ]);
  const relative = (isList(mounts) ? mounts : []).flatMap((mount, index) => {
    const target = at(mount, "target");
    const path = ["mounts", index, "target"];
    return typeof target !== "string" || isUnknown(target) || target.startsWith("/")
      ? []
      : [rejection("name", path, REASONS.name(writePath(path), target))];
  });
  return [...published, ...relative, ...(old === undefined ? [] : undone(old, next))];
}

/** For an update in place; a property that forces a new container is none. */
function undone(old: Properties, next: Properties): Rejection[] {
  return [...new Set([...Object.keys(old), ...Object.keys(next)])]
    .filter((key) => !key.startsWith("__") && !CARRIED_OUT.has(key) && !READ_BY_PLUGIN.has(key))
    .filter((key) => !isUnknown(next[key]) && !same(old[key], next[key]))
    .map((key) => rejection("not-carried-out", [key], REASONS.notCarriedOut(key)));
}
