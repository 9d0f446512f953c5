import { isList, isProperties, isSecret, type Properties, secret, type Value } from "../../../engine/offline/value.ts";

export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

type Step = string | number;

/** One edit of an object: a new value at a path, or none. Short, for thousands of them are kept. */
export type Edit = readonly [path: readonly Step[], value?: Value];

/** Small, seeded, and the same everywhere (mulberry32). */
export class Randomness {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  below(limit: number): number {
    this.#state = (this.#state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }
}

/** Fields that the objects of today lack, for a day will come. */
const EXTRAS: Readonly<Record<string, readonly Edit[]>> = {
  "docker:index/container:Container": [
    [["memory"], 512],
    [["memorySwap"], 1024],
    [["cpuShares"], 512],
    [["cpus"], "1.5"],
    [["hostname"], "other"],
    [["user"], ""],
    [["user"], "1000"],
    [["workingDir"], "/srv"],
    [["privileged"], true],
    [["publishAllPorts"], false],
    [["init"], true],
    [["shmSize"], 128],
    [["stopSignal"], "SIGINT"],
    [["stopTimeout"], 30],
    [["logDriver"], "local"],
    [["command"], ["a", "b"]],
    [["dns"], ["223.5.5.5", "114.114.114.114"]],
    [["groupAdds"], ["audio"]],
    [["sysctls"], { "net.core.somaxconn": "1024" }],
    [["hosts"], [{ host: "a", ip: "10.0.0.1" }]],
    [["ulimits"], [{ name: "nofile", soft: 1024, hard: 2048 }]],
    [["devices"], [{ hostPath: "/dev/snd" }]],
    [["volumes"], [{ containerPath: "/a", hostPath: "/b", readOnly: true }]],
    [["ports"], [{ internal: 80 }, { internal: 81, external: 8081, ip: "127.0.0.1" }]],
    [["securityOpts"], ["no-new-privileges"]],
    [["mustRun"], false],
    [["maxRetryCount"], 3],
    [["restart"], "always"],
    [["rm"], true],
    [["pidMode"], "host"],
    [["healthcheck"], { tests: ["CMD", "true"], interval: "5s", retries: 3 }],
  ],
  "docker:index/network:Network": [
    [["internal"], true],
    [["attachable"], true],
    [["ipv6"], true],
    [["driver"], "macvlan"],
    [["options"], { "com.docker.network.driver.mtu": "1400" }],
    [["ipamConfigs"], [{ subnet: "10.9.0.0/24" }, { subnet: "10.8.0.0/24", gateway: "10.8.0.1" }]],
  ],
  "docker:index/volume:Volume": [
    [["driver"], "local"],
    [["driver"], "nfs"],
    [["driverOpts"], { type: "nfs", o: "addr=10.0.0.1" }],
  ],
  "docker:index/remoteImage:RemoteImage": [
    [["keepLocally"], true],
    [["keepLocally"], false],
    [["forceRemove"], true],
    [["platform"], "linux/arm64"],
    [["pullTriggers"], ["a"]],
    [["triggers"], { a: "b" }],
  ],
};

const KUBERNETES_EXTRAS: readonly Edit[] = [
  [["metadata", "name"], "another"],
  [["metadata", "name"]],
  [["metadata", "namespace"], "another"],
  [["metadata", "namespace"], "default"],
  [["metadata", "namespace"]],
  [["metadata", "annotations"], {}],
  [["metadata", "annotations"], { "example.org/a.b": "1" }],
  [["metadata", "labels", "app.kubernetes.io/managed-by"], "pulumi"],
  [["metadata", "finalizers"], []],
  [["metadata", "generation"], 3],
  [["immutable"], true],
  [["immutable"], false],
  [["spec", "revisionHistoryLimit"], 3],
  [["spec", "minReadySeconds"], 0],
  [["spec", "minReadySeconds"], 5],
  [["spec", "paused"], false],
  [["spec", "suspend"], true],
  [["spec", "selector", "matchLabels", "extra"], "x"],
  [["spec", "clusterIP"], "None"],
  [["spec", "clusterIP"], "10.0.0.1"],
  [["spec", "publishNotReadyAddresses"], false],
  [["spec", "storageClassName"], "another"],
  [["spec", "resources", "requests", "storage"], "1Ti"],
  [["spec", "template", "spec", "hostNetwork"], false],
  [["spec", "template", "spec", "hostPID"], true],
  [["spec", "template", "spec", "volumes"], []],
  [["spec", "template", "spec", "initContainers"], []],
  [["spec", "template", "spec", "terminationGracePeriodSeconds"], 0],
  [["spec", "template", "metadata", "annotations"], {}],
  [["status"], { ready: true }],
  [["stringData"], { a: "text", b: UNKNOWN }],
  [["stringData"], { a: "text" }],
  [["data"], {}],
];

/** So many different edits of an object, each one or two at once. */
export function editsOf(type: string, object: Properties, { seed, count }: { seed: number; count: number }): Edit[][] {
  const randomness = new Randomness(seed);
  const places = [...placesOf(object, [])];
  const extras = EXTRAS[type] ?? KUBERNETES_EXTRAS;
  const found = new Map<string, Edit[]>();
  for (let attempt = 0; found.size < count && attempt < count * 5; attempt++) {
    const one = (): Edit =>
      randomness.below(5) === 0 ? randomness.pick(extras) : editAt(randomness.pick(places), randomness);
    const edits = randomness.below(6) === 0 ? [one(), one()] : [one()];
    found.set(JSON.stringify(edits), edits);
  }
  return [...found.values()];
}

interface PlaceFound {
  readonly path: readonly Step[];
  readonly value: Value;
}

function* placesOf(value: Value, path: readonly Step[]): Generator<PlaceFound> {
  const [last] = path.slice(-1);
  // What an object is, is not edited.
  if (path.length === 1 && (last === "kind" || last === "apiVersion")) return;
  if (path.length > 0) yield { path, value };
  if (isSecret(value)) {
    for (const place of placesOf(value["value"] ?? null, [...path, "value"])) {
      // An envelope without anything in it is none.
      if (place.path.length > path.length + 1) yield place;
    }
  } else if (isList(value)) {
    for (const [index, element] of value.entries()) yield* placesOf(element, [...path, index]);
  } else if (isProperties(value)) {
    for (const [key, inner] of Object.entries(value)) yield* placesOf(inner, [...path, key]);
  }
}

function editAt({ path, value }: PlaceFound, randomness: Randomness): Edit {
  switch (randomness.below(8)) {
    case 0:
      return typeof path.at(-1) === "number" ? [path, changed(value, randomness)] : [path];
    case 1:
      return [path, randomness.pick<Value>([null, UNKNOWN, secret(value)])];
    case 2:
      return [path, emptied(value)];
    default:
      return [path, changed(value, randomness)];
  }
}

function emptied(value: Value): Value {
  if (isSecret(value)) return null;
  if (isList(value)) return [];
  if (isProperties(value)) return {};
  return typeof value === "string" ? "" : typeof value === "number" ? 0 : typeof value === "boolean" ? false : null;
}

function changed(value: Value, randomness: Randomness): Value {
  if (isSecret(value)) return value["value"] ?? null;
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return randomness.pick<Value>([value + 1, value - 1, String(value)]);
  if (typeof value === "string") return changedText(value, randomness);
  if (isList(value)) return changedList(value, randomness);
  if (isProperties(value)) return { ...(value as Properties), [randomness.pick(["added", "zz.added/x"])]: "new" };
  return "something";
}

/** Quantities are written another way, or become others. */
function changedText(text: string, randomness: Randomness): Value {
  const quantity = /^(\d+)(m|Mi|Gi|)$/.exec(text);
  if (quantity === null) return randomness.pick([`${text}x`, `${text} 座席`, text.toUpperCase()]);
  const [, digits = "0", suffix = ""] = quantity;
  const amount = Number(digits);
  if (suffix === "Gi") return randomness.pick([`${amount * 1024}Mi`, `${amount + 1}Gi`, `${amount}.5Gi`]);
  if (suffix === "Mi") return randomness.pick([`${amount * 1024}Ki`, `${amount}M`, `${amount + 1}Mi`]);
  if (suffix === "m") return randomness.pick([`${amount / 1000}`, `${amount}000u`, `${amount + 1}m`]);
  return randomness.pick([`${amount}000m`, `${amount + 1}`, `${amount}e0`]);
}

function changedList(list: readonly Value[], randomness: Randomness): Value {
  switch (randomness.below(4)) {
    case 0:
      return list.slice(0, -1);
    case 1:
      return list.toReversed();
    case 2:
      return list.length === 0 ? ["added"] : [...list, randomness.pick(list)];
    default:
      return list.length === 0 ? ["added"] : [...list, changed(randomness.pick(list), randomness)];
  }
}

/** The object with edits made. An edit whose place is gone makes it anew. */
export function edited(object: Properties, edits: readonly Edit[]): Properties {
  return edits.reduce<Properties>((done, [path, value]) => {
    const next = placed(done, path, value);
    return isProperties(next) ? next : done;
  }, object);
}

function placed(value: Value | undefined, path: readonly Step[], next: Value | undefined): Value | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return next;
  if (typeof step === "number") {
    const list = isList(value) ? value : [];
    return list.flatMap((element, index) => (index === step ? (placed(element, rest, next) ?? []) : [element]));
  }
  const object = isProperties(value) ? value : {};
  const inner = placed(object[step], rest, next);
  const others = Object.fromEntries(Object.entries(object).filter(([key]) => key !== step));
  return inner === undefined ? others : { ...others, [step]: inner };
}
