/** Which screens there are: who looks at them, where they are, and what is opened on them first. */
import type { Page } from "@playwright/test";
import { call } from "../tests/by_program";
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
    const asked = { ...filter, sort: ["-created_at"], limit: 1 };
    const { data } = await call(page, "POST", `records/${entity}/search`, asked);
    return `/records/${entity}/${data[0]?.id}`;
  };
}

const home = () => "/";

export const SCREENS: Screen[] = [
  { name: "sign_in", who: "", path: () => "/sign-in" },
  { name: "reception", who: "qiantai1", path: home },
  { name: "consulting", who: "guwen1", path: home },
  { name: "queue", who: "guwen1", path: () => "/queue" },
  { name: "record", who: "guwen1", path: newest("lead", "contacting") },
  { name: "list", who: "guwen1", path: () => "/records/lead" },
  { name: "form", who: "guwen1", path: () => "/records/lead/new" },
  { name: "contracts", who: "guwen1", path: () => "/pages/contracts" },
  { name: "contract", who: "guwen1", path: newest("contract") },
  { name: "inbox", who: "guwen1", path: () => "/inbox" },
  { name: "settings", who: "guwen1", path: () => "/settings" },
  { name: "help", who: "guwen1", path: () => "/queue", then: (page) => page.keyboard.press("?") },
  { name: "palette", who: "guwen1", path: () => "/queue", then: (page) => page.keyboard.press("Control+k") },
  { name: "service", who: "kefu1", path: home },
  { name: "marketing", who: "shichang1", path: home },
  { name: "import", who: "shichang1", path: () => "/imports/lead" },
  { name: "teaching", who: "fudao1", path: home },
  { name: "scheduling", who: "paike1", path: home },
  { name: "supervision", who: "zhuguan1", path: home },
  { name: "approvals", who: "zhuguan1", path: () => "/approvals" },
  { name: "principal", who: "xiaozhang1", path: home },
  { name: "money", who: "caiwu1", path: home },
  { name: "handover", who: "admin", path: () => "/handovers" },
];
