import { allPages, type Comment, callForge, commentIn, type Forge } from "./forge.ts";

export interface GitHubPlace {
  /** `https://api.github.com`, or that of an own server. */
  readonly api: string;
  /** `owner/name` */
  readonly repository: string;
  readonly number: string;
  readonly token: string;
}

const PAGE = 100;

/** Comments of a pull request by GitHub's REST interface; Gitea and Forgejo answer it too, at /api/v1. */
export function github({ api, repository, number, token }: GitHubPlace): Forge {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const base = `${api.replace(/\/$/, "")}/repos/${repository}/issues`;
  const one = (answer: unknown): Comment | undefined => commentIn(answer)[0];
  return {
    list: () =>
      allPages(
        (page) =>
          callForge({ method: "GET", url: `${base}/${number}/comments?per_page=${PAGE}&page=${page}`, headers }),
        PAGE,
      ),
    create: async (body) =>
      one(await callForge({ method: "POST", url: `${base}/${number}/comments`, headers, body: { body } })) ?? {
        id: 0,
        body,
      },
    update: async (id, body) =>
      one(
        await callForge({
          method: "PATCH",
          url: `${base}/comments/${id}`,
          headers,
          body: { body },
          tolerated: [403, 404],
        }),
      ),
  };
}
