/** What becomes due is told on the desktop, to whoever asked for it, and a press on it leads to the record. */
import { call, moment } from "./by_program";
import { nobodyAnswered } from "./calls";
import { LANGUAGES, signIn } from "./people";
import { expect, type Page, test } from "./served";

const WORDS = {
  "zh-CN": { switch: "桌面通知", due: /^已到期：/ },
  en: { switch: "Tell me on the desktop", due: /^Due now: / },
};
const SOON = 0.3; // minutes

interface Desk {
  shown: { title: string; body?: string }[];
  last?: { onclick?: () => void };
}

/** In place of the desktop, which no browser without a screen has: it remembers what it was told, and asks nobody. */
async function desktop(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const desk = window as unknown as Desk;
    desk.shown = [];
    class Shown {
      static get permission() {
        return sessionStorage.getItem("allowed") ?? "default";
      }
      static async requestPermission() {
        sessionStorage.setItem("allowed", "granted");
        return "granted";
      }
      onclick?: () => void;
      constructor(title: string, options: { body?: string }) {
        desk.shown.push({ title, ...options });
        desk.last = this;
      }
      close() {}
    }
    Object.defineProperty(window, "Notification", { value: Shown });
  });
}

/** A lead of one's own, about which to call again in a moment. */
async function callSoon(page: Page): Promise<string> {
  const work = await call(page, "GET", "queue?limit=100");
  for (const { entity, record } of work.data) {
    if (entity !== "lead") continue;
    const place = `records/lead/${record}/transitions`;
    const offers: { id: string; allowed: boolean }[] = (await call(page, "GET", place)).data;
    if (!offers.some(({ id, allowed }) => id === "log_contact" && allowed)) continue;
    const input = { ...(await nobodyAnswered(page)), next_action_at: await moment(page, SOON) };
    await call(page, "POST", `${place}/log_contact`, { input });
    return record;
  }
  throw new Error("nobody to call");
}

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test(`${language}: what becomes due is told on the desktop, once it was asked for`, async ({ page }) => {
    await desktop(page);
    await signIn(page, "guwen1", language);
    await call(page, "PUT", "me/settings/workspace", { settings: {} });
    await page.goto("/settings");
    await page.getByRole("switch", { name: words.switch }).click();
    await expect(page.getByRole("switch", { name: words.switch })).toBeChecked();
    const shown = () => page.evaluate(() => (window as unknown as Desk).shown);
    expect(await shown()).toEqual([]);
    const lead = await callSoon(page);
    await expect
      .poll(async () => (await shown()).map((one) => one.title), { timeout: 60_000 })
      .toContainEqual(expect.stringMatching(words.due));
    await page.evaluate(() => (window as unknown as Desk).last?.onclick?.());
    await page.waitForURL(`**/records/lead/${lead}`);
    await call(page, "PUT", "me/settings/workspace", { settings: {} });
  });
}
