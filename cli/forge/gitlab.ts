import { allPages, type Comment, callForge, commentIn, type Forge } from "./forge.ts";

export interface GitLabPlace {
  /** `https://gitlab.example/api/v4` */
  readonly api: string;
  /** Number of the project, or its path. */
  readonly project: string;
  /** Number of the merge request within the project. */
  readonly number: string;
  /** Of a project or group, with the scope api; a job's own token may not write notes. */
  readonly token: string;
}

const PAGE = 100;

/** Notes of a merge request. */
export function gitlab({ api, project, number, token }: GitLabPlace): Forge {
  const headers = { "private-token": token, "content-type": "application/json" };
  const base = `${api.replace(/\/$/, "")}/projects/${encodeURIComponent(project)}/merge_requests/${number}/notes`;
  const one = (answer: unknown): Comment | undefined => commentIn(answer)[0];
  return {
    list: () =>
      allPages(
        (page) =>
          callForge({
            method: "GET",
            url: `${base}?per_page=${PAGE}&page=${page}&sort=asc&order_by=created_at`,
            headers,
          }),
        PAGE,
      ),
    create: async (body) =>
      one(await callForge({ method: "POST", url: base, headers, body: { body } })) ?? { id: 0, body },
    update: async (id, body) =>
      one(await callForge({ method: "PUT", url: `${base}/${id}`, headers, body: { body }, tolerated: [403, 404] })),
  };
}
