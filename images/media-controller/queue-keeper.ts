import type { MediaSwitch } from "./media-switch.ts";
import type { ControllerFile } from "./settings.ts";

/** What unloading queues needs of its node. */
export interface QueueNode {
  readonly planned: { readonly value: ControllerFile };
  readonly switch: MediaSwitch;
  readonly say: (text: string) => void;
}

/** Queues that the plan no longer has go when their last caller is served: unloading earlier strands who waits. */
export async function unloadEmptyQueues({ planned, switch: control, say }: QueueNode): Promise<void> {
  const { queues, domain } = planned.value;
  const wanted = new Set(queues.map(({ name }) => `${name}@${domain}`));
  for (const queue of await control.queues()) {
    if (wanted.has(queue)) continue;
    const members = await control.members(queue);
    if (members.some(({ state }) => state !== "Abandoned")) continue;
    for (const tier of (await control.tiers()).filter((each) => each.queue === queue))
      await control.expect(`callcenter_config tier del ${tier.queue} ${tier.agent}`, "+OK");
    await control.expect(`callcenter_config queue unload ${queue}`, "+OK");
    say(`queue ${queue} is gone from the plan, served to its last caller, and unloaded`);
  }
}
