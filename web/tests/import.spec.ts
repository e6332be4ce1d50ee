/** A list from a fair is brought in (500 rows), its refused rows are taken along, and it is taken back. */
import { readFileSync } from "node:fs";
import { call, workbook } from "./by_program";
import { Hands } from "./hands";
import { LANGUAGES, type Language, signIn } from "./people";
import { expect, type Page, test } from "./served";
import { SIZES, sound } from "./sound";
import { waited } from "./waited";

const WORDS = {
  "zh-CN": {
    import: "导入",
    drop: "将表格拖到这里，或点击选择文件",
    classes: ["新建 431", "已存在 52", "有误 17"],
    go: "导入 483 行",
    done: "导入完成",
    refused: "下载 17 行被拒绝的数据及原因",
    undo: "撤销导入",
    undone: "已撤销",
    head: ["姓名", "手机", "来源"],
    source: "教育展",
    to: { label: "新记录的去向", pool: "放入公海", person: "指定负责人", who: "负责人" },
    pooled: "公海",
    one: "导入 2 行",
  },
  en: {
    import: "Import",
    drop: "Drop a table here, or choose a file",
    classes: ["New 431", "There already 52", "Wrong 17"],
    go: "Import 483 rows",
    done: "Imported",
    refused: "Save the 17 refused rows with their reasons",
    undo: "Take it back",
    undone: "Taken back",
    head: ["Name", "Phone", "Source"],
    source: "Education fair",
    to: {
      label: "Who gets the new records",
      pool: "the pool: Leads of everybody",
      person: "one person",
      who: "The person who gets them",
    },
    pooled: "In the pool",
    one: "Import 2 rows",
  },
};

/** 431 new ones, 52 that are there twice in other spellings, 10 whose digits are gone, 7 that make no sense. */
function fair(language: Language): string {
  const { head, source } = WORDS[language];
  const start = language === "en" ? "1395556" : "1395557";
  const phone = (at: number) => `${start}${String(at).padStart(4, "0")}`;
  const wide = (text: string) =>
    text.replace(/\d/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
  const many = (count: number, row: (at: number) => string[]) =>
    Array.from({ length: count }, (_, at) => row(at));
  return workbook("fair.xlsx", [
    head,
    ...many(431, (at) => [`展会${at}`, phone(at), source]),
    ...many(52, (at) => [`展会${at}`, at % 2 ? `+86 ${phone(at)}` : wide(phone(at)), source]),
    ...many(10, (at) => [`坏${at}`, "1.39E+10", source]),
    ...many(7, (at) => [`错${at}`, "123", "?"]),
  ]);
}

async function choose(page: Page, hands: Hands, language: Language, file: string): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await hands.click(page.getByText(WORDS[language].drop));
  await (await chooser).setFiles(file);
}

for (const language of LANGUAGES) {
  const words = WORDS[language];

  test(`${language}: 500 rows come in with four clicks, the refused ones with their reasons, and go again`, async ({
    page,
  }) => {
    await signIn(page, "shichang1", language);
    await page.goto("/records/lead");
    const file = fair(language);
    const began = Date.now();
    const hands = new Hands(page);
    await hands.click(page.getByRole("link", { name: words.import, exact: true }));
    await choose(page, hands, language, file);
    for (const one of words.classes) await expect(page.getByText(one)).toBeVisible({ timeout: 60_000 });
    hands.think();
    await hands.click(page.getByRole("button", { name: words.go }));
    await expect(page.getByRole("heading", { name: words.done })).toBeVisible({ timeout: 60_000 });
    const saved = page.waitForEvent("download");
    await hands.click(page.getByRole("button", { name: words.refused }));
    const table = readFileSync(await (await saved).path());
    expect(table.subarray(0, 2).toString()).toBe("PK");
    waited("500 rows are in", Date.now() - began, 90_000 - hands.seconds * 1000);
    hands.within({ clicks: 4, keys: 0 });

    await page.getByRole("button", { name: words.undo }).click();
    await page.locator(".ant-popconfirm").getByRole("button", { name: words.undo }).click();
    await expect(page.getByRole("heading", { name: words.undone })).toBeVisible({ timeout: 60_000 });
    await page.goto(`/records/lead?q=${encodeURIComponent("展会430")}`);
    await expect(page.locator(".ant-empty").first()).toBeVisible();
  });

  test(`${language}: new records go into a pool or to a person, by whoever may send them there`, async ({
    page,
    browser,
  }) => {
    const start = language === "en" ? "1395333" : "1395444";
    const names = language === "en" ? (["Pool", "Given"] as const) : (["池", "派"] as const);
    const list = (name: string, at: number) =>
      workbook(`${name}.xlsx`, [
        words.head,
        [`${name}甲`, `${start}${at}11`, words.source],
        [`${name}乙`, `${start}${at}12`, words.source],
      ]);
    const send = async (page: Page, file: string, way: string, who?: string) => {
      await page.goto("/imports/lead");
      await page.locator("input[type=file]").setInputFiles(file);
      await page.getByLabel(words.to.label).click();
      await page.locator(".ant-select-item-option").filter({ hasText: way }).click();
      if (who) {
        await page.getByLabel(words.to.who).fill(who);
        await page.locator(".ant-select-item-option").filter({ hasText: who }).first().click();
      }
      await page.getByRole("button", { name: words.one }).click();
      await expect(page.getByRole("heading", { name: words.done })).toBeVisible();
    };
    await signIn(page, "shichang1", language);
    await send(page, list(names[0], 10), words.to.pool);
    await page.goto(`/records/lead?q=${encodeURIComponent(names[0])}`);
    await expect(page.getByRole("cell", { name: words.pooled, exact: true })).toHaveCount(2);
    const boss = await (await browser.newContext({ locale: language })).newPage();
    await signIn(boss, "zhuguan1", language);
    const theirs = await (await browser.newContext()).newPage();
    await signIn(theirs, "guwen2", language);
    const colleague: string = (await call(theirs, "GET", "me")).person.name;
    await theirs.context().close();
    await send(boss, list(names[1], 20), words.to.person, colleague);
    await boss.goto(`/records/lead?q=${encodeURIComponent(names[1])}`);
    await expect(boss.getByRole("cell", { name: colleague })).toHaveCount(2);
    await boss.context().close();
  });

  for (const size of SIZES) {
    test(`${language}: the steps of an import are sound at ${size.width}`, async ({ browser }) => {
      const context = await browser.newContext({
        viewport: size,
        locale: language,
        colorScheme: size.width < 500 ? "dark" : "light",
      });
      const page = await context.newPage();
      await signIn(page, "shichang1", language);
      await page.goto("/imports/lead");
      await expect(page.getByText(words.drop)).toBeVisible();
      await sound(page);
      const file = workbook("small.xlsx", [
        [...words.head, "Else"],
        [
          "甲",
          `13955${size.width < 500 ? "61" : "62"}${language === "en" ? "11" : "22"}33`,
          words.source,
          "x",
        ],
        ["乙", "1.39E+10", words.source, ""],
      ]);
      await page.locator("input[type=file]").setInputFiles(file);
      await expect(page.locator(".import-table")).toBeVisible();
      await sound(page);
      await page.locator(".import-go button").click();
      await expect(page.getByRole("heading", { name: words.done })).toBeVisible();
      await sound(page);
      await page.getByRole("button", { name: words.undo }).click();
      await page.locator(".ant-popconfirm").getByRole("button", { name: words.undo }).click();
      await expect(page.getByRole("heading", { name: words.undone })).toBeVisible();
      await context.close();
    });
  }
}
