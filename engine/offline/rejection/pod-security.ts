import { type PathStep, writePath } from "../../property-path.ts";
import { at, isList, isProperties, type Properties, textOf, type Value } from "../value.ts";
import { podTemplateOf } from "./pods.ts";
import { REASONS } from "./reasons.ts";
import { type Rejection, rejection } from "./rejection.ts";

/** Volumes that a restricted pod can have (pod-security-admission, check_restrictedVolumes). */
const RESTRICTED_VOLUMES = new Set([
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "image",
  "persistentVolumeClaim",
  "projected",
  "secret",
]);
const BASELINE_CAPABILITIES = new Set([
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
]);

/**
 * What the Pod Security Standards at a namespace's level (`restricted`, `baseline`) don't allow of an object's pods.
 * The API server takes the object all the same; it is its pods that don't come to be.
 */
export function podSecurityRejections(token: string, object: Properties, level: string | undefined): Rejection[] {
  const found = podTemplateOf(token, object);
  if (found === undefined || (level !== "restricted" && level !== "baseline")) return [];
  const spec: readonly PathStep[] = [...found.path, "spec"];
  const paths = [...baseline(found.pod), ...(level === "restricted" ? restricted(found.pod) : [])];
  return paths.map((path) => {
    const whole = [...spec, ...path];
    return rejection("pod-security", whole, REASONS.podSecurity(writePath(whole), level));
  });
}

type Path = readonly PathStep[];

function baseline(pod: Properties): Path[] {
  const hosts = ["hostNetwork", "hostPID", "hostIPC"].filter((key) => pod[key] === true).map((key): Path => [key]);
  const volumes = elements(pod["volumes"]).flatMap(([index, volume]): Path[] =>
    at(volume, "hostPath") === undefined ? [] : [["volumes", index, "hostPath"]],
  );
  return [...hosts, ...volumes, ...containers(pod).flatMap(([path, container]) => baselineContainer(path, container))];
}

function baselineContainer(path: Path, container: Value): Path[] {
  const security = [...path, "securityContext"];
  const added = at(container, "securityContext", "capabilities", "add");
  return [
    ...(at(container, "securityContext", "privileged") === true ? [[...security, "privileged"]] : []),
    ...elements(added).flatMap(([index, capability]) =>
      BASELINE_CAPABILITIES.has(textOf(capability)) ? [] : [[...security, "capabilities", "add", index]],
    ),
    ...elements(at(container, "ports")).flatMap(([index, port]) =>
      isHostPort(at(port, "hostPort")) ? [[...path, "ports", index, "hostPort"]] : [],
    ),
  ];
}

function isHostPort(port: Value | undefined): boolean {
  return port !== undefined && port !== null && port !== 0;
}

function restricted(pod: Properties): Path[] {
  const own = isProperties(pod["securityContext"]) ? pod["securityContext"] : {};
  const volumes = elements(pod["volumes"]).flatMap(([index, volume]): Path[] =>
    Object.keys(isProperties(volume) ? volume : {})
      .filter((key) => key !== "name" && key !== "hostPath" && !RESTRICTED_VOLUMES.has(key))
      .map((key) => ["volumes", index, key]),
  );
  return [
    ...volumes,
    ...(own["runAsUser"] === 0 ? [["securityContext", "runAsUser"]] : []),
    ...containers(pod).flatMap(([path, container]) => restrictedContainer(path, container, own)),
  ];
}

function restrictedContainer(path: Path, container: Value, pod: Properties): Path[] {
  const security = at(container, "securityContext");
  const where = (...steps: readonly PathStep[]): Path => [...path, "securityContext", ...steps];
  const dropped = elements(at(security, "capabilities", "drop")).some(([, capability]) => capability === "ALL");
  const added = elements(at(security, "capabilities", "add")).filter(([, each]) => each !== "NET_BIND_SERVICE");
  const profile = at(security, "seccompProfile", "type") ?? at(pod["seccompProfile"], "type");
  const nonRoot = at(security, "runAsNonRoot") ?? pod["runAsNonRoot"];
  return [
    ...(at(security, "allowPrivilegeEscalation") === false ? [] : [where("allowPrivilegeEscalation")]),
    ...(dropped ? [] : [where("capabilities", "drop")]),
    ...added.map(([index]) => where("capabilities", "add", index)),
    ...(nonRoot === true ? [] : [where("runAsNonRoot")]),
    ...(at(security, "runAsUser") === 0 ? [where("runAsUser")] : []),
    ...(profile === "RuntimeDefault" || profile === "Localhost" ? [] : [where("seccompProfile")]),
  ];
}

function containers(pod: Properties): [Path, Value][] {
  return ["initContainers", "containers"].flatMap((name) =>
    elements(pod[name]).map(([index, container]): [Path, Value] => [[name, index], container]),
  );
}

function elements(list: Value | undefined): [number, Value][] {
  return isList(list) ? [...list.entries()] : [];
}
