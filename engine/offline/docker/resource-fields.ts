import type { Fields } from "./field.ts";

export const LABELS: Fields = {
  label: { type: "string", required: true, replaces: true },
  value: { type: "string", required: true, replaces: true },
};

/** terraform-provider-docker v4.5.0, resource_docker_network.go. */
export const NETWORK: Fields = {
  attachable: { type: "bool", replaces: true },
  driver: { type: "string", replaces: true, computed: true },
  ingress: { type: "bool", replaces: true },
  internal: { type: "bool", replaces: true, computed: true },
  ipam_config: {
    type: "set",
    as: "ipamConfigs",
    replaces: true,
    computed: true,
    fields: {
      aux_address: { type: "map", replaces: true },
      gateway: { type: "string", replaces: true },
      ip_range: { type: "string", replaces: true },
      subnet: { type: "string", replaces: true },
    },
  },
  ipam_driver: { type: "string", replaces: true, byDefault: "default" },
  ipam_options: { type: "map", replaces: true },
  ipv6: { type: "bool", replaces: true },
  labels: { type: "set", replaces: true, fields: LABELS },
  name: { type: "string", required: true, replaces: true },
  options: { type: "map", replaces: true, computed: true },
  scope: { type: "string", output: true, computed: true },
};

/** resource_docker_volume.go; cluster volumes are not planned. */
export const VOLUME: Fields = {
  driver: { type: "string", replaces: true, computed: true },
  driver_opts: { type: "map", replaces: true },
  labels: { type: "set", replaces: true, fields: LABELS },
  mountpoint: { type: "string", output: true, computed: true },
  name: { type: "string", replaces: true, computed: true },
};

/** resource_docker_image.go; images are not built by it. */
export const IMAGE: Fields = {
  force_remove: { type: "bool" },
  image_id: { type: "string", output: true, computed: true },
  keep_locally: { type: "bool" },
  name: { type: "string", required: true, replaces: true },
  platform: { type: "string", replaces: true, byDefault: "" },
  pull_triggers: { type: "set", replaces: true },
  repo_digest: { type: "string", output: true, computed: true },
  triggers: { type: "map", replaces: true },
};
