/**
 * A contract on the spot: from the customer's yes to the sheet in their hands, with a discount that somebody else must
 * agree to. The draft is there, as a rule makes it of what was talked about; its price is what is still to be settled.
 */
import { execFileSync } from "node:child_process";
import { call } from "./by_program";
import { Hands } from "./hands";
import { LANGUAGES, type Language, signIn } from "./people";
import { expect, type Page, test } from "./served";
import { sound } from "./sound";

const WORDS = {
  "zh-CN": {
    submit: "提交",
    approve: "同意",
    documents: "文档",
    make: "生成 PDF",
    download: "下载",
    total: "人民币柒仟零陆拾伍元陆角",
    title: "课程服务合同",
    page: "第 1 页 / 共 2 页",
    wait: "待审批",
  },
  en: {
    submit: "Submit",
    approve: "Approve",
    documents: "Documents",
    make: "Make the PDF",
    download: "Download",
    total: "人民币柒仟零陆拾伍元陆角",
    title: "Course contract",
    page: "Page 1 of 2",
    wait: "Price or text to be decided",
  },
};
const READ =
  "import sys, pypdf; print('\\n'.join(page.extract_text() for page in pypdf.PdfReader(sys.argv[1]).pages))";

/** The first record of an entity that meets this. */
async function first(page: Page, entity: string, ...all: object[]): Promise<{ id: string }> {
  const { data } = await call(page, "POST", `records/${entity}/search`, { filter: { all }, limit: 1 });
  return data[0];
}

/** A draft of a customer of the one who is signed in: 24 lessons at 320, 8 per cent off. */
async function draft(page: Page): Promise<{ id: string; number: string }> {
  const mine = { field: "owner", op: "eq", value: { field: "actor" } };
  const customer = await first(page, "customer", mine, { field: "kind", op: "eq", value: "adult" });
  const product = await first(page, "course_product", { field: "list_price", op: "eq", value: 320 });
  const input = {
    customer: customer.id,
    template: "standard",
    discount: 0.08,
    starts_on: "2026-03-05",
    ends_on: "2026-12-31",
    lines: [{ product: product.id, lessons: 24, price: 320 }],
  };
  return call(page, "POST", "records/contract", { input });
}

for (const language of LANGUAGES) {
  test(`a contract on the spot, with a discount that is agreed to, in ${language}`, async ({ browser }) => {
    const words = WORDS[language as Language];
    const own = { locale: language, viewport: { width: 1366, height: 768 } };
    const consultant = await (await browser.newContext(own)).newPage();
    const supervisor = await (await browser.newContext(own)).newPage();
    await signIn(consultant, "guwen1", language);
    await signIn(supervisor, "zhuguan1", language);
    const contract = await draft(consultant);
    const hands = new Hands(consultant);

    await consultant.goto(`/records/contract/${contract.id}`);
    hands.think();
    await hands.click(consultant.getByRole("button", { name: words.submit, exact: true }));
    hands.think();
    await hands.click(
      consultant.getByRole("dialog").getByRole("button", { name: words.submit, exact: true }),
    );
    await expect(consultant.getByText(words.wait, { exact: true }).first()).toBeVisible();

    const desk = new Hands(supervisor);
    await supervisor.goto("/approvals");
    const card = supervisor.getByRole("article").filter({ hasText: contract.number });
    desk.read(6);
    desk.think();
    await desk.click(card.getByRole("button", { name: new RegExp(words.approve.split("").join("\\s*")) }));
    await expect(card).toHaveCount(0);
    desk.within({ clicks: 2, seconds: 15 });

    await consultant.reload();
    await hands.click(consultant.getByText(words.documents, { exact: true }));
    await expect(consultant.frameLocator("iframe").getByText(words.total).first()).toBeVisible();
    await sound(consultant);
    hands.think();
    await hands.click(consultant.getByRole("button", { name: words.make }));
    const link = consultant.getByRole("link", { name: words.download }).first();
    await expect(link).toBeVisible({ timeout: 60_000 });
    const coming = consultant.waitForEvent("download");
    await hands.click(link);
    const file = await (await coming).path();
    const text = execFileSync(process.env.PYTHON ?? "python3", ["-c", READ, file], { encoding: "utf8" });
    for (const said of [words.title, contract.number, words.total, words.page, "8%"])
      expect(text).toContain(said);
    hands.within({ clicks: 5, seconds: 180 });
    await consultant.context().close();
    await supervisor.context().close();
  });
}
