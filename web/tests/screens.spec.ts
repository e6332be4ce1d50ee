/** Every page of the pack and every address of the application: sound in both languages and looks, wide and narrow. */
import { readdirSync, readFileSync } from "node:fs";
import { call } from "./by_program";
import { LANGUAGES, signIn } from "./people";
import { expect, type Page, test } from "./served";
import { soundEverywhere } from "./sound";

/** Who looks at what; an asterisk is the record of the kind that changed last. */
const SCREENS: Record<string, string[]> = {
  guwen1: [
    "/queue",
    "/pages/consulting",
    "/pages/contracts",
    "/records/lead",
    "/records/lead/new",
    "/records/lead/*",
    "/records/opportunity/*",
    "/records/contract/*",
    "/approvals",
    "/inbox",
    "/settings",
    "/nowhere",
  ],
  zhuguan1: ["/pages/supervision", "/approvals", "/records/complaint"],
  qiantai1: ["/pages/reception", "/records/visit/*"],
  kefu1: ["/pages/service", "/records/complaint/new"],
  laoshi1: ["/pages/teaching", "/records/learning_record/new"],
  shichang1: ["/pages/marketing", "/records/campaign/*", "/imports/lead"],
  caiwu1: ["/pages/payments", "/records/payment/*"],
  paike1: ["/pages/scheduling", "/records/class_session/*"],
  xiaozhang1: ["/pages/principal", "/figures/effective_visit_rate?from=2026-01-01&to=2026-03-01"],
  admin: ["/", "/handovers"],
};
const ALL = ["/sign-in", ...Object.values(SCREENS).flat()].map((one) => one.replace(/\?.*/, ""));

async function addressOf(page: Page, screen: string): Promise<string> {
  const entity = /^\/records\/(\w+)\/\*$/.exec(screen)?.[1];
  if (!entity) return screen;
  const { data } = await call(page, "POST", `records/${entity}/search`, { sort: ["-changed_at"], limit: 1 });
  if (!data[0]) throw new Error(`nobody has made a ${entity}`);
  return `/records/${entity}/${data[0].id}`;
}

// They look and change nothing: each may have a house of its own.
test.describe.configure({ mode: "parallel" });

for (const language of LANGUAGES) {
  for (const [login, screens] of Object.entries(SCREENS))
    test(`${language}: what ${login} sees is sound, wide and narrow, light and dark`, async ({ browser }) => {
      test.setTimeout(600_000);
      const context = await browser.newContext({ locale: language });
      const page = await context.newPage();
      const wrong: string[] = [];
      page.on("pageerror", (error) => wrong.push(String(error)));
      await signIn(page, login, language);
      for (const screen of screens) {
        await page.goto(await addressOf(page, screen));
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await soundEverywhere(page);
      }
      expect(wrong).toEqual([]);
      await context.close();
    });

  test(`${language}: signing in is sound`, async ({ page }) => {
    await page.addInitScript((name) => localStorage.setItem("pointsman.language", name), language);
    await page.goto("/sign-in");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await soundEverywhere(page);
  });
}

test("no page of the pack and no address of the application is left out", () => {
  const pack = "../definitions/education_training";
  const pages = ["views", "dashboards"]
    .flatMap((folder) => readdirSync(`${pack}/${folder}`))
    .map((file) => `/pages/${file.replace(".json", "")}`);
  expect(pages.filter((one) => !ALL.includes(one))).toEqual([]);
  const addresses = [...readFileSync("src/router.tsx", "utf8").matchAll(/path: "(\/?[^"]+)"/g)].map(
    ([, path = ""]) => new RegExp(`^/?${path.replace(/\$\w*/g, "[^/]+")}$`),
  );
  expect(addresses.length).toBeGreaterThan(10);
  expect(addresses.filter((one) => !ALL.some((screen) => one.test(screen)))).toEqual([]);
});
