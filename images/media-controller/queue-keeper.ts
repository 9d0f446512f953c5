import type { MediaSwitch } from "./media-switch.ts";
import type { ControllerFile } from "./settings.ts";

/** What unloading queues needs of its node. */
export interface QueueNode {
  readonly planned: { readonly value: ControllerFile };
  readonly switch: MediaSwitch;
  say(text: string): void;
}

/** Queues that the plan no longer has go when their last caller is served: unloading earlier strands who waits. */
export async function unloadEmptyQueues(node: QueueNode): Promise<void> {
  const { planned, switch: control } = node;
  const { queues, domain } = planned.value;
  const wanted = new Set(queues.map(({ name }) => `${name}@${domain}`));
  const serving = new Set<string>();
  for (const queue of await control.queues()) {
    if (wanted.has(queue)) continue;
    if ((await control.members(queue)).some(({ state }) => state !== "Abandoned")) {
      serving.add(queue);
      continue;
    }
    await control.expect(`callcenter_config queue unload ${queue}`, "+OK");
    node.say(`queue ${queue} is gone from the plan, served to its last caller, and unloaded`);
  }
  for (const { queue, agent } of await control.tiers())
    if (!wanted.has(queue) && !serving.has(queue))
      await control.expect(`callcenter_config tier del ${queue} ${agent}`, "+OK");
}
