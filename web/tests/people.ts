/** Signing in as the people of the demonstration. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { signIns } from "./house";

export const LANGUAGES = ["zh-CN", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const WORDS = {
  "zh-CN": { login: "账号", password: "密码", go: "登录" },
  en: { login: "Login", password: "Password", go: "Sign in" },
};

function password(login: string, shown?: string): string {
  const told = readFileSync(signIns(shown), "utf8");
  const people = JSON.parse(told) as { login: string; password: string }[];
  const found = people.find((one) => one.login === login);
  if (!found) throw new Error(`nobody signs in as ${login}`);
  return found.password;
}

/** Sign in by the form, as people do. */
export async function signIn(page: Page, login: string, language: Language, shown?: string): Promise<void> {
  await page.addInitScript((name) => localStorage.setItem("pointsman.language", name), language);
  await page.goto("/sign-in");
  const words = WORDS[language];
  await page.getByLabel(words.login, { exact: true }).fill(login);
  await page.getByLabel(words.password, { exact: true }).fill(password(login, shown));
  await page.getByRole("button", { name: words.go }).click();
  await page.waitForURL("/");
}
