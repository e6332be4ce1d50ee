/** What is opened on a screen before its picture is taken. */
import { expect, type Page } from "@playwright/test";
import { call, workbook } from "../tests/by_program";
import type { Language } from "../tests/people";

type Then = (page: Page, language: Language) => Promise<void>;

const WORDS = {
  "zh-CN": {
    columns: "列设置",
    filter: "筛选",
    field: "字段",
    value: "值",
    source: "来源",
    fair: "教育展",
    change: "修改字段",
    note: "活动或来源说明",
    new_value: "新值",
    edit: "编辑",
    discount: "整单折扣",
    merge: "合并到另一条",
    stays: "保留的线索",
    leaves: "交接人",
    to: "全部轮流分给",
    people: "按人员",
    log: "记录跟进",
    said: "沟通内容",
    head: ["姓名", "手机", "来源"],
    handover: /^交接 \d+ 项$/,
  },
  en: {
    columns: "Columns",
    filter: "Filter",
    field: "Field",
    value: "Value",
    source: "Source",
    fair: "Education fair",
    change: "Change a field",
    note: "Campaign or detail of the source",
    new_value: "New value",
    edit: "Edit",
    discount: "Discount on the whole",
    merge: "Merge into another",
    stays: "The one that stays",
    leaves: "Who leaves",
    to: "Everything goes, in turn, to",
    people: "By person",
    log: "Log a contact",
    said: "What was said",
    head: ["Name", "Phone", "Source"],
    handover: /^Hand over \d+$/,
  },
};

/** The newest record of an entity that this person may see, in a state if one is named, and of which this is true. */
export function newest(entity: string, state?: string, ...all: object[]) {
  return async (page: Page): Promise<string> => {
    const filter = state ? [{ field: "state", op: "eq", value: state }, ...all] : all;
    const asked = { ...(filter[0] && { filter: { all: filter } }), sort: ["-created_at"], limit: 1 };
    const { data } = await call(page, "POST", `records/${entity}/search`, asked);
    if (!data[0]) throw new Error(`there is no ${entity} in ${state}`);
    return `/records/${entity}/${data[0].id}`;
  };
}

/** Only what the page shows is scrolled, as by a person. */
async function atTop(page: Page, place: string): Promise<void> {
  await page.locator(place).evaluate((one) => {
    const main = one.closest("main");
    if (main) main.scrollTop += one.getBoundingClientRect().top - main.getBoundingClientRect().top - 12;
  });
}

/** A block of the page, at the top of what is seen. */
export function block(id: string): Then {
  return (page) => atTop(page, `[data-block="${id}"]`);
}

/** A part of the settings. */
export function part(id: string): Then {
  return (page) => atTop(page, `#${id}`);
}

/** A button within a place. */
export function press(place: string, word: "people"): Then {
  return (page, language) =>
    page.locator(place).getByText(WORDS[language][word], { exact: true }).first().click();
}

/** What a list can be told to do. */
export function tool(word: "columns" | "filter"): Then {
  return (page, language) =>
    page.getByRole("button", { name: WORDS[language][word], exact: true }).click();
}

const isNarrow = (page: Page) => (page.viewportSize()?.width ?? 0) < 768;

async function pick(page: Page, box: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: box, exact: true }).click();
  await page.keyboard.type(option);
  await page.locator(".ant-select-dropdown:visible").getByText(option, { exact: true }).click();
}

export const filter: Then = async (page, language) => {
  const words = WORDS[language];
  await tool("filter")(page, language);
  await pick(page, words.field, words.source);
  await pick(page, words.value, words.fair);
  await page.locator(".ant-drawer-title").click();
};

/** So many rows of a list are chosen. */
export function choose(rows: number): Then {
  return async (page) => {
    const cards = page.locator(".record-cards .ant-checkbox-input");
    for (let at = 0; at < rows; at++)
      if (isNarrow(page)) await cards.nth(at).check();
      else for (const key of ["j", "x"]) await page.keyboard.press(key);
  };
}

/** Three of the fair, as whoever looks has written them down. */
export async function ofTheFair(page: Page): Promise<string> {
  const asked = { filter: { field: "name", op: "contains", value: "（春展）" }, limit: 1 };
  const { data } = await call(page, "POST", "records/lead/search", asked);
  for (const name of data[0] ? [] : ["何静宜", "于文远", "马子昂"])
    await call(page, "POST", "records/lead", { input: { name: `${name}（春展）`, source: "expo" } });
  return `/records/lead?q=${encodeURIComponent("春展")}`;
}

/** Three records are changed at once; one of them was changed by somebody else meanwhile. */
export const refused: Then = async (page, language) => {
  const words = WORDS[language];
  const asked = { filter: { field: "name", op: "contains", value: "（春展）" }, limit: 1 };
  await choose(3)(page, language);
  const { data } = await call(page, "POST", "records/lead/search", asked);
  const [late] = data;
  await call(page, "PATCH", `records/lead/${late.id}`, { input: { source_note: "A12" } }, late.version);
  await page.getByRole("button", { name: words.change }).click();
  await pick(page, words.field, words.note);
  await page.getByLabel(words.new_value).fill("春季教育展");
  await page.getByRole("dialog").locator("button[type=submit]").click();
};

/** A number is typed where somebody is registered: who has it already is found. */
export function sayWho(phone: string): Then {
  return async (page) => {
    await page.keyboard.press("v");
    await page.keyboard.type(phone);
    await expect(page.locator(".known li").first()).toBeVisible();
  };
}

/** A draft is edited, with a discount that is more than one may give. */
export const edit: Then = async (page, language) => {
  const words = WORDS[language];
  await page.getByRole("toolbar").getByRole("button", { name: words.edit }).click();
  await page.waitForTimeout(800); // the form has the focus where it begins
  const discount = page.getByRole("dialog").getByLabel(words.discount, { exact: true });
  await discount.fill("8");
  await page.waitForTimeout(1_500); // what would come of it is told
  await discount.evaluate((one) => one.scrollIntoView({ block: "center" }));
};

/** A small table with one row that is right, one that is there already, and one that is wrong. */
export const fromTable: Then = async (page, language) => {
  const { head, fair } = WORDS[language];
  const rows = [
    [...head, "Stand"],
    ["赵小满", "19900400001", fair, "A12"],
    ["钱立秋", "19900400002", fair, "A12"],
    ["严晓冬", "19900009001", fair, "A14"],
    ["孙白露", "1.39E+10", fair, "A14"],
  ];
  await page.locator("input[type=file]").setInputFiles(workbook("fair.xlsx", rows));
  await expect(page.locator(".import-table")).toBeVisible();
};

export const merge: Then = async (page, language) => {
  const words = WORDS[language];
  await page.getByRole("button", { name: words.merge }).first().click();
  const box = page.getByRole("dialog").getByRole("combobox", { name: words.stays });
  await box.fill("温书桐2");
  await page.locator(".ant-select-dropdown:visible").getByText("温书桐2", { exact: true }).click();
  await expect(page.locator(".merging")).toBeVisible();
};

/** Somebody leaves; what they hold goes to two others. */
export const leaver: Then = async (page, language) => {
  const words = WORDS[language];
  await page.getByRole("combobox", { name: words.leaves }).click();
  await page.keyboard.type("bj_guwen3");
  await page.keyboard.press("Enter");
  await expect(page.locator(".handover-table").first()).toBeVisible();
  await page.getByRole("combobox", { name: words.to }).click();
  for (const name of ["江晓燕", "孟立新"]) {
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
  }
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: words.handover })).toBeEnabled({ timeout: 30_000 });
  await atTop(page, ".handover-part >> nth=1");
};

/** Of what waits for a decision a price is opened. */
export const decideHow: Then = async (page) => {
  await page
    .locator(".approvals .short")
    .filter({ hasText: /折扣|[Dd]iscount/ })
    .first()
    .click();
  await expect(page.locator(".approval").getByRole("list").first()).toBeVisible();
  await page.waitForTimeout(500); // the card has grown to its size
  await atTop(page, ".approval");
};

/** A page whose data do not come. */
export function upset(path: string): Then {
  return async (page) => {
    await page.route("**/records/*/search", (route) => route.fulfill({ status: 503, body: "" }));
    await page.goto(path);
    await page.waitForTimeout(8_000);
    await page.unroute("**/records/*/search");
  };
}

/** Nothing reaches the server; on a desk, where the record stands beside the queue, a contact is written down all the same. */
export const unsent: Then = async (page, language) => {
  const words = WORDS[language];
  const kept = () =>
    page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('["form"')).length);
  await expect.poll(kept).toBeGreaterThan(0); // the forms at hand are there without a connection
  await page.context().setOffline(true);
  if (isNarrow(page)) return page.waitForTimeout(3_000);
  const log = page.getByRole("toolbar").getByRole("button", { name: words.log });
  for (let at = 0; at < 10 && !(await log.isVisible()); at++) {
    await page.keyboard.press("j");
    await page.waitForTimeout(400);
  }
  await page.keyboard.press("l");
  const form = page.getByRole("dialog");
  await form.getByRole("radio").first().focus();
  await page.keyboard.press("2");
  await form.getByLabel(words.said).fill("周末带家人来看教室");
  await page.keyboard.press("Tab");
  await page.keyboard.press("2");
  await page.keyboard.press("Control+Enter");
  await expect(form).toBeHidden();
};
