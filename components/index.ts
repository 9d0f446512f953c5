// What another project may use; everything else is inside.
export { AgentStack } from "./agents/component.ts";
export { type CallCenterArgs, OutsourcedCallCenter, SelfBuiltCallCenter } from "./call-center/component.ts";
export { planCallCenter } from "./call-center/plan.ts";
export { DatabaseStack } from "./database/component.ts";
export { FreeSwitchStack } from "./freeswitch/component.ts";
export { BuiltResources, type PartArgs } from "./part.ts";
export type { Platform, SecretSource } from "./platform.ts";
