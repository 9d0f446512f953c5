/** `media-reload-host-a` on node host-a is `media-reload`: the same item, once a node. */
export function nodeless({ name, node }: { readonly name: string; readonly node?: string | undefined }): string {
  if (node === undefined) return name;
  return name.endsWith(`-${node}`) ? name.slice(0, -node.length - 1) : name.replace(`-${node}-`, "-");
}
