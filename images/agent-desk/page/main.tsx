import "./state/no-eval.ts";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/frame.css";
import "./styles/desk.css";
import "./styles/tables.css";
import "./styles/print.css";
import { render } from "preact";
import { begin } from "./state/store.ts";
import { App } from "./views/app.tsx";

const place = document.getElementById("page");
if (place !== null) render(<App />, place);
void begin();
