/** Somebody leaves: 200 records and more go to two others, and come back. */
import { readFileSync } from "node:fs";
import { call, workbook } from "./by_program";
import { Hands } from "./hands";
import { LANGUAGES, type Language, signIn } from "./people";
import { expect, type Page, test } from "./served";
import { SIZES, sound } from "./sound";
import { waited } from "./waited";

const WORDS = {
  "zh-CN": {
    who: "交接人",
    to: "全部轮流分给",
    go: /^交接 \d+ 项$/,
    moved: /已交接 (\d+) 项/,
    undo: "撤销交接",
    back: /已退回 \d+ 项/,
  },
  en: {
    who: "Who leaves",
    to: "Everything goes, in turn, to",
    go: /^Hand over \d+$/,
    moved: /: (\d+) handed over/,
    undo: "Take it back",
    back: /\d+ taken back/,
  },
};

/** 200 more records of whoever imports them. */
async function import200(page: Page, language: Language): Promise<void> {
  const rows = Array.from({ length: 200 }, (_, at) => [
    `交接${at}`,
    `1394${language === "en" ? 5 : 4}${String(at).padStart(6, "0")}`,
    "expo",
  ]);
  const file = workbook("two_hundred.xlsx", [["name", "phone", "source"], ...rows]);
  const me = (await (await page.request.get("/api/v1/me")).json()) as { csrf: string };
  const answer = await page.request.post("/api/v1/imports?entity=lead", {
    headers: { "X-CSRF-Token": me.csrf },
    multipart: {
      file: {
        name: "x.xlsx",
        mimeType: "application/octet-stream",
        buffer: readFileSync(file),
      },
    },
  });
  const told = await answer.json();
  expect(told.counts).toEqual({ created: 200 });
}

async function nameOf(page: Page, login: string): Promise<string> {
  const told = (await (await page.request.get("/api/v1/users")).json()) as {
    data: { login: string; person: { name: string } }[];
  };
  return told.data.find((one) => one.login === login)?.person.name ?? login;
}

async function begin(page: Page, hands: Hands, language: Language): Promise<void> {
  const words = WORDS[language];
  await hands.click(page.getByRole("combobox", { name: words.who }));
  await hands.type("shichang1");
  await expect(page.getByRole("option").first()).toBeAttached(); // one looks before one presses
  await hands.press("Enter");
  await expect(page.locator(".handover-table").first()).toBeVisible({ timeout: 30_000 });
  await hands.click(page.getByRole("combobox", { name: words.to }));
  for (const login of ["guwen1", "guwen2"]) {
    await hands.type(await nameOf(page, login));
    await hands.press("Enter");
  }
  await hands.press("Escape");
  await expect(page.getByRole("button", { name: words.go })).toBeEnabled({ timeout: 30_000 });
}

for (const language of LANGUAGES) {
  const words = WORDS[language];

  test(`${language}: 200 records are handed over within two minutes, and taken back`, async ({ browser }) => {
    const theirs = await browser.newPage();
    await signIn(theirs, "shichang1", language);
    await import200(theirs, language);
    const page = await browser.newPage();
    await signIn(page, "admin", language);
    await page.goto("/handovers");
    const began = Date.now();
    const hands = new Hands(page);
    await begin(page, hands, language);
    hands.think();
    await hands.click(page.getByRole("button", { name: words.go }));
    const told = page.getByRole("heading", { name: words.moved });
    await expect(told).toBeVisible({ timeout: 60_000 });
    // It counts up while they go over.
    await expect
      .poll(async () => Number(words.moved.exec((await told.textContent()) ?? "")?.[1]), { timeout: 60_000 })
      .toBeGreaterThanOrEqual(200);
    waited("200 records are handed over", Date.now() - began, 120_000 - hands.seconds * 1000);

    await page.getByRole("button", { name: words.undo }).click();
    await page.locator(".ant-popconfirm").getByRole("button", { name: words.undo }).click();
    await expect(page.getByText(words.back)).toBeVisible({ timeout: 60_000 });
    const found = await call<{ total: { value: number } }>(theirs, "POST", "records/lead/search", {
      filter: {
        all: [
          { field: "name", op: "starts_with", value: "交接" },
          { field: "owner", op: "eq", value: { field: "actor" } },
        ],
      },
      count: true,
    });
    expect(found.total.value).toBeGreaterThanOrEqual(200);
    await theirs.close();
    await page.close();
  });

  for (const size of SIZES) {
    test(`${language}: the steps of a handover are sound at ${size.width}`, async ({ browser }) => {
      const context = await browser.newContext({
        viewport: size,
        locale: language,
        colorScheme: size.width < 500 ? "dark" : "light",
      });
      const page = await context.newPage();
      await signIn(page, "admin", language);
      await page.goto("/handovers");
      await expect(page.getByRole("combobox", { name: words.who })).toBeVisible();
      await sound(page);
      await begin(page, new Hands(page), language);
      await page.locator(".split .ant-btn-dashed").click();
      await sound(page);
      await context.close();
    });
  }
}
