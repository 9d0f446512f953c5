import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:https";
import { getRequestListener } from "@hono/node-server";
import { controllerApi } from "./api.ts";
import { errorText } from "./error-text.ts";
import { MediaMetrics } from "./metrics.ts";
import { NodeController } from "./node-controller.ts";
import { type Caller, keyOf, serverOptions } from "./secure-channel.ts";
import { settingsFrom } from "./settings.ts";

/** After a stop signal: how long the switch may go on talking before its controller leaves it alone. */
const LOOK_AGAIN = 500;

const settings = settingsFrom(process.env);
const controller = new NodeController(settings);
const { ports } = controller.planned.value;

const known = new WeakMap<object, Caller>();
const keys = {
  peer: keyOf(settings.controlKey, "peer"),
  operator: keyOf(settings.controlKey, "operator"),
  ...(settings.deskKey === undefined ? {} : { desk: keyOf(settings.deskKey, "desk") }),
};
const app = controllerApi(controller, (request) => known.get(request.socket));
const listener = getRequestListener(app.fetch);
const server = createServer(serverOptions(keys, known), (request, response) => void listener(request, response));
// A stranger's failed greeting is no news.
server.on("tlsClientError", () => undefined);
server.listen(ports.controller, settings.address);

const metrics = new MediaMetrics(controller);
const exporter = createHttpServer((request, response) => {
  if (request.method !== "GET" || request.url !== "/metrics") {
    response.writeHead(404).end();
    return;
  }
  metrics.scrape().then(
    (text) => response.writeHead(200, { "content-type": metrics.contentType }).end(text),
    (error: unknown) => response.writeHead(500).end(errorText(error)),
  );
});
exporter.listen(ports.metrics, settings.address);

controller.start();
controller.say(`controller of ${settings.node} on ${settings.address}:${ports.controller}`);

/** A pod's containers are told to stop together: the switch needs its controller until it has ended. */
function leave(): void {
  if (controller.switch.connected) {
    setTimeout(leave, LOOK_AGAIN);
    return;
  }
  controller.stop();
  process.exit(0);
}
process.once("SIGTERM", leave);
