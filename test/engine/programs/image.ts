import * as docker from "@pulumi/docker";

/** A container of a pulled image, on a Docker host that isn't there. */
export default function program(): Promise<void> {
  const provider = new docker.Provider("host", { host: "ssh://nobody@192.0.2.1" });
  const image = new docker.RemoteImage("image", { name: process.env["IMAGE"] ?? "example/desk:1" }, { provider });
  const volume = new docker.Volume("records", { name: "records" }, { provider, protect: true });
  new docker.Container(
    "desk",
    {
      name: "desk",
      image: image.imageId,
      memory: Number(process.env["MEMORY"] ?? "256"),
      volumes: [{ volumeName: volume.name, containerPath: "/records" }],
    },
    { provider, deleteBeforeReplace: true },
  );
  return Promise.resolve();
}
