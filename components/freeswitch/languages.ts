import { promptPath } from "./prompts.ts";
import type { Switch } from "./switch.ts";
import { comment, element, type XmlNode, xmlFile } from "./xml.ts";

/** What a caller hears of the place in the queue. */
export const QUEUE_POSITION = "queue-position";
/** The menu: Chinese first, then each other language in its own words. */
export const MENU_PHRASE = "service-menu";

/**
 * The Chinese language: numbers by mod_say_zh out of `sound_prefix`, phrases out of several sounds. mod_say_zh plays
 * `digits/<n>.wav` for 0 to 9 and 10, 100, which is all that a place in a queue needs.
 */
export function languageFile(spec: Switch): string {
  const play = (data: string) => element("action", { function: "play-file", data });
  const input = (pattern: string, actions: readonly XmlNode[]) =>
    element("input", { pattern }, [element("match", {}, actions)]);
  const macros = [
    ...(spec.queues.length === 0
      ? []
      : [
          element("macro", { name: QUEUE_POSITION }, [
            input("^([1-9]\\d{0,2})$", [
              play(promptPath("queue-position-before")),
              element("action", { function: "say", data: "$1", method: "pronounced", type: "number" }),
              play(promptPath("queue-position-after")),
            ]),
            comment("Nobody before the caller: nothing is said."),
            input("^0?$", []),
          ]),
        ]),
    ...(spec.queues.length > 1
      ? [
          element("macro", { name: MENU_PHRASE }, [
            input("^(.*)$", [
              play(promptPath("menu")),
              ...spec.languages.map(({ code }) => play(promptPath("language-option", code))),
            ]),
          ]),
        ]
      : []),
  ];
  return xmlFile(
    element("include", {}, [
      element("language", { name: "zh", "say-module": "zh", "sound-prefix": "$${sound_prefix}" }, [
        element("phrases", {}, [element("macros", {}, macros.length === 0 ? [comment("None.")] : macros)]),
      ]),
    ]),
  );
}
