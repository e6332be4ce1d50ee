/** Which screens there are: who looks at them, where they are, and what is opened on them first. */
import type { Page } from "@playwright/test";
import type { Language } from "../tests/people";

export interface Screen {
  name: string;
  /** A login of the demonstration; nobody, before one has signed in. */
  who: string;
  path: (page: Page) => Promise<string> | string;
  then?: (page: Page, language: Language) => Promise<void>;
}

/** The newest record of an entity that this person may see, in a state if one is named. */
function newest(entity: string, state?: string) {
  return async (page: Page): Promise<string> => {
    const filter = state ? { filter: { field: "state", op: "eq", value: state } } : {};
    const me = await page.context().request.get("/api/v1/me");
    const { csrf } = (await me.json()) as { csrf: string };
    const answer = await page.context().request.post(`/api/v1/records/${entity}/search`, {
      headers: { "X-CSRF-Token": csrf },
      data: { ...filter, sort: ["-created_at"], limit: 1 },
    });
    const { data } = (await answer.json()) as { data: { id: string }[] };
    return `/records/${entity}/${data[0]?.id}`;
  };
}

export const SCREENS: Screen[] = [
  { name: "sign_in", who: "", path: () => "/sign-in" },
  { name: "queue", who: "guwen1", path: () => "/queue" },
  { name: "record", who: "guwen1", path: newest("lead", "contacting") },
  { name: "list", who: "guwen1", path: () => "/records/lead" },
  { name: "form", who: "guwen1", path: () => "/records/lead/new" },
  { name: "inbox", who: "guwen1", path: () => "/inbox" },
  { name: "approvals", who: "zhuguan1", path: () => "/approvals" },
];
