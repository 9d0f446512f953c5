import { buildCluster, findCluster } from "./build.ts";
import { TestCluster } from "./cluster.ts";

const USAGE = `node test/live/cluster/main.ts build | up [--nodes N] [image.tar ...] | stop | remove

build   programs and images, into a cache outside the checkout
up      starts the cluster "trial", with CloudNativePG and an object store, and prints its kubeconfig
stop    ends its processes, keeps its state
remove  ends it and takes everything of it away
`;
const NAME = "trial";
const NETWORK = 50;

async function main([command = "", ...rest]: readonly string[]): Promise<void> {
  switch (command) {
    case "build":
      process.stdout.write(`${await buildCluster((line) => process.stderr.write(`${line}\n`))}\n`);
      return;
    case "up": {
      const found = findCluster();
      if ("missing" in found) throw new Error(found.missing);
      const count = rest[0] === "--nodes" ? Number(rest[1]) : 1;
      const archives = rest[0] === "--nodes" ? rest.slice(2) : rest;
      const cluster = await TestCluster.start({ ...found, name: NAME, network: NETWORK, nodes: count, archives });
      await cluster.startObjectStore();
      await cluster.installDatabaseOperator();
      process.stdout.write(`export KUBECONFIG=${cluster.kubeconfig}\n`);
      return;
    }
    case "stop":
      await TestCluster.at(NAME)?.stop();
      return;
    case "remove":
      await TestCluster.at(NAME)?.remove();
      return;
    default:
      process.stderr.write(USAGE);
      process.exitCode = 1;
  }
}

await main(process.argv.slice(2));
