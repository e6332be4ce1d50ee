/** Which screens there are: who looks at them, where they are, and what is opened on them first. */
import type { Page } from "@playwright/test";
import type { Language } from "../tests/people";
import {
  block,
  choose,
  decideHow,
  edit,
  filter,
  fromTable,
  leaver,
  merge,
  newest,
  ofTheFair,
  part,
  press,
  refused,
  sayWho,
  tool,
  unsent,
  upset,
} from "./open";

export interface Screen {
  name: string;
  /** A login of the demonstration; nobody, before one has signed in. */
  who: string;
  path: (page: Page) => Promise<string> | string;
  then?: (page: Page, language: Language) => Promise<void>;
}

const MINE = { field: "owner", op: "eq", value: { field: "actor" } };
const EFFECTIVE = { field: "effective_visits", op: "gte", value: 1 };
const SIGNED = { field: "signed_contracts", op: "gte", value: 1 };
const home = () => "/";
const at = (path: string) => () => path;

/** What changes something, or leaves the page in disorder, stands last of its person. */
export const SCHOOL: Screen[] = [
  { name: "sign_in", who: "", path: at("/sign-in") },

  { name: "reception", who: "bj_qiantai1", path: home },
  { name: "duplicate", who: "bj_qiantai1", path: home, then: sayWho("19900009002") },

  { name: "consulting", who: "bj_guwen1", path: home },
  { name: "pipeline", who: "bj_guwen1", path: home, then: block("prospects") },
  { name: "pool", who: "bj_guwen1", path: home, then: block("pool") },
  { name: "queue", who: "bj_guwen1", path: at("/queue") },
  { name: "record", who: "bj_guwen1", path: newest("lead", "visited", MINE, EFFECTIVE) },
  { name: "customer", who: "bj_guwen1", path: newest("customer", undefined, MINE, SIGNED) },
  { name: "list", who: "bj_guwen1", path: at("/records/lead") },
  { name: "filter", who: "bj_guwen1", path: at("/records/lead"), then: filter },
  { name: "columns", who: "bj_guwen1", path: at("/records/lead"), then: tool("columns") },
  { name: "board", who: "bj_guwen1", path: at("/records/opportunity?look=board") },
  { name: "empty", who: "bj_guwen1", path: at("/records/lead?q=zzzz") },
  { name: "no_permission", who: "bj_guwen1", path: at("/records/daily_closing") },
  { name: "missing", who: "bj_guwen1", path: at("/nowhere") },
  { name: "form", who: "bj_guwen1", path: at("/records/lead/new") },
  { name: "contracts", who: "bj_guwen1", path: at("/pages/contracts") },
  { name: "document", who: "bj_guwen1", path: at("/pages/contracts"), then: block("contract") },
  { name: "contract", who: "bj_guwen1", path: newest("contract", "active") },
  { name: "contract_draft", who: "bj_guwen1", path: newest("contract", "draft") },
  { name: "price", who: "bj_guwen1", path: newest("contract", "draft"), then: edit },
  { name: "calendar_people", who: "bj_guwen1", path: home, then: press(".calendar-block", "people") },
  { name: "inbox", who: "bj_guwen1", path: at("/inbox") },
  { name: "settings", who: "bj_guwen1", path: at("/settings") },
  { name: "delegation", who: "bj_guwen1", path: at("/settings"), then: part("away") },
  { name: "notifications", who: "bj_guwen1", path: at("/settings"), then: part("notifications") },
  { name: "help", who: "bj_guwen1", path: at("/queue"), then: (page) => page.keyboard.press("?") },
  { name: "palette", who: "bj_guwen1", path: at("/queue"), then: (page) => page.keyboard.press("Control+k") },
  { name: "error", who: "bj_guwen1", path: at("/settings"), then: upset("/records/lead") },
  { name: "offline", who: "bj_guwen1", path: at("/queue"), then: unsent },

  { name: "service", who: "bj_kefu1", path: home },
  { name: "complaint", who: "bj_kefu1", path: newest("complaint", "received") },
  { name: "refund_form", who: "bj_kefu1", path: at("/records/refund_request/new") },

  { name: "marketing", who: "bj_shichang1", path: home },
  { name: "campaign", who: "bj_shichang1", path: newest("campaign", "running") },
  { name: "import", who: "bj_shichang1", path: at("/imports/lead") },
  { name: "import_preview", who: "bj_shichang1", path: at("/imports/lead"), then: fromTable },
  { name: "bulk", who: "bj_shichang1", path: ofTheFair, then: choose(3) },
  { name: "bulk_result", who: "bj_shichang1", path: ofTheFair, then: refused },

  { name: "teaching", who: "bj_fudao1", path: home },
  { name: "scheduling", who: "bj_paike1", path: home },

  { name: "supervision", who: "bj_zhuguan1", path: home },
  { name: "approvals", who: "bj_zhuguan1", path: at("/approvals") },
  { name: "merge", who: "bj_zhuguan1", path: newest("lead", "contacting"), then: merge },

  { name: "principal", who: "bj_xiaozhang1", path: home },
  { name: "figures", who: "bj_xiaozhang1", path: home, then: block("cohorts") },
  { name: "behind", who: "bj_xiaozhang1", path: at("/figures/show_up_rate?from=2026-04-13&to=2026-04-19") },
  { name: "approval", who: "bj_xiaozhang1", path: at("/approvals"), then: decideHow },

  { name: "money", who: "bj_caiwu1", path: home },
  { name: "refund", who: "bj_caiwu1", path: newest("refund_request", "paying") },

  { name: "handover", who: "admin", path: at("/handovers") },
  { name: "handover_preview", who: "admin", path: at("/handovers"), then: leaver },
];

/** A pack without pages of its own. */
export const SHOP: Screen[] = [
  { name: "shop_desk", who: "desk1", path: home },
  { name: "shop_bench", who: "tech1", path: home },
  { name: "shop_board", who: "tech1", path: at("/records/repair?look=board") },
  { name: "shop_repair", who: "desk1", path: newest("repair", "ready") },
];

