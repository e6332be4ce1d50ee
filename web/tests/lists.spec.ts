/** Lists: filtered by rows of conditions, kept, gone back to, and something done to many records at once. */
import { readFileSync } from "node:fs";
import { call, type Made } from "./by_program";
import { LANGUAGES, type Language, signIn } from "./people";
import { expect, type Page, test } from "./served";
import { SIZES, sound } from "./sound";

const WORDS = {
  "zh-CN": {
    filter: "筛选",
    columns: "列设置",
    show: "查看",
    field: "字段",
    source: "来源",
    value: "值",
    fair: "教育展",
    said: "来源为 教育展 之一",
    missing: "请填写要比较的值。",
    all: "全部记录",
    keep: "另存为列表…",
    name: "名称",
    keep_it: "保存",
    drop_it: "删除",
    chosen: "已选 3 条",
    change: "修改字段",
    note: "活动或来源说明",
    new_value: "新值",
    done: "完成 2 条",
    refused: "拒绝 1 条",
    take: "下载结果",
    close: "关闭",
  },
  en: {
    filter: "Filter",
    columns: "Columns",
    show: "Show",
    field: "Field",
    source: "Source",
    value: "Value",
    fair: "Education fair",
    said: "Source is one of Education fair",
    missing: "Fill in what it is compared with.",
    all: "All records",
    keep: "Keep as a list…",
    name: "Name",
    keep_it: "Keep",
    drop_it: "Delete",
    chosen: "3 chosen",
    change: "Change a field",
    note: "Campaign or detail of the source",
    new_value: "New value",
    done: "2 done",
    refused: "1 refused",
    take: "Save the result",
    close: "Close",
  },
};

async function pick(page: Page, box: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: box, exact: true }).click();
  await page.keyboard.type(option);
  await page.locator(".ant-select-dropdown:visible").getByText(option, { exact: true }).click();
}

/** A filter of one row; before its value is there it says what is missing, and changes nothing. */
async function filterBySource(page: Page, language: Language): Promise<void> {
  const words = WORDS[language];
  await page.getByRole("button", { name: words.filter, exact: true }).click();
  await pick(page, words.field, words.source);
  await page.getByRole("button", { name: words.show, exact: true }).click();
  await expect(page.getByText(words.missing)).toBeVisible();
  expect(page.url()).not.toContain("filter=");
  await pick(page, words.value, words.fair);
  await page.getByRole("button", { name: words.show, exact: true }).click();
  await expect(page.getByText(words.said)).toBeVisible();
  expect(page.url()).toContain("filter=");
}

for (const language of LANGUAGES) {
  const words = WORDS[language];

  test(`${language}: a filter stands in the address, is kept as a list, and is there again after a record`, async ({
    page,
  }) => {
    await signIn(page, "shichang1", language);
    await page.goto("/records/lead");
    await filterBySource(page, language);
    const rows = page.locator("tr.ant-table-row");
    await expect(rows.first()).toBeVisible();
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await page.keyboard.press("Shift+j");
    await expect(page.locator(".bulk-bar")).toContainText("2");
    await page.keyboard.press("Enter");
    await page.waitForURL(/records\/lead\/\w+$/);
    await page.goBack();
    await expect(page.locator(".bulk-bar")).toContainText("2");
    await expect(page.getByText(words.said)).toBeVisible();
    await page.keyboard.press("Escape");

    await page.locator(".saved-lists").click();
    await page.getByRole("menuitem", { name: words.keep }).click();
    await page.getByRole("dialog").getByLabel(words.name, { exact: true }).fill(`Fair ${language}`);
    await page.getByRole("dialog").getByRole("button", { name: words.keep_it }).click();
    await expect(page.locator(".saved-lists")).toContainText(`Fair ${language}`);
    await page.goto("/records/lead");
    await expect(page.getByText(words.said)).toBeHidden();
    await page.locator(".saved-lists").click();
    await page.getByRole("menuitem", { name: `Fair ${language}` }).click();
    await expect(page.getByText(words.said)).toBeVisible();
    await page.locator(".saved-lists").click();
    await page.getByRole("menuitem", { name: new RegExp(`^${words.drop_it}`) }).click();
    await page.getByRole("dialog").getByRole("button", { name: words.drop_it }).click();
    await expect(page.locator(".saved-lists")).toContainText(words.all);
  });

  test(`${language}: a field of three records is changed; the one that somebody changed meanwhile is refused with its reason`, async ({
    page,
  }) => {
    await signIn(page, "shichang1", language);
    const mark = `批量${language}${Date.now() % 100000}`;
    const made: Made[] = [];
    for (const at of [1, 2, 3])
      made.push(
        await call<Made>(page, "POST", "records/lead", { input: { name: `${mark}-${at}`, source: "expo" } }),
      );
    await page.goto(`/records/lead?q=${encodeURIComponent(mark)}`);
    await expect(page.locator("tr.ant-table-row")).toHaveCount(3);
    await page.locator("thead .ant-checkbox-input").check();
    await expect(page.getByText(words.chosen)).toBeVisible();
    const late = made[1] as Made;
    await call(page, "PATCH", `records/lead/${late.id}`, { input: { source_note: "other" } }, late.version);

    await page.getByRole("button", { name: words.change }).click();
    await pick(page, words.field, words.note);
    await page.getByLabel(words.new_value).fill("春季");
    await page.getByRole("dialog").locator("button[type=submit]").click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText(words.done)).toBeVisible();
    await expect(dialog.getByRole("list", { name: words.refused })).toContainText(`${mark}-2`);
    await sound(page);
    const saved = page.waitForEvent("download");
    await dialog.getByRole("button", { name: words.take }).click();
    const table = readFileSync(await (await saved).path(), "utf8");
    expect(table.split("\r\n").filter((line) => line.includes(mark))).toHaveLength(3);
    await dialog.getByRole("button", { name: words.close, exact: true }).last().click();
    const one = await page.request.get(`/api/v1/records/lead/${late.id}`);
    expect((await one.json()).values.source_note).toBe("other");
  });

  for (const size of SIZES) {
    test(`${language}: filter and columns are sound at ${size.width}`, async ({ browser }) => {
      const context = await browser.newContext({
        viewport: size,
        locale: language,
        colorScheme: size.width < 500 ? "light" : "dark",
      });
      const page = await context.newPage();
      await signIn(page, "shichang1", language);
      const filter = {
        any: [
          { field: "source", op: "in", value: ["expo"] },
          { not: { field: "created_at", op: "within", value: "-P7D" } },
          { field: "owner", op: "eq", value: { field: "actor" } },
        ],
      };
      await page.goto(`/records/lead?group=source&filter=${encodeURIComponent(JSON.stringify(filter))}`);
      await expect(page.locator("[data-row-key]").first()).toBeVisible();
      await sound(page);
      for (const name of [words.filter, words.columns]) {
        await page.getByRole("button", { name, exact: true }).click();
        await expect(page.getByRole("dialog")).toBeVisible();
        await sound(page);
        await page.keyboard.press("Escape");
        await expect(page.getByRole("dialog")).toBeHidden();
      }
      await context.close();
    });
  }
}
