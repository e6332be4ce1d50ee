/** Sign in by the form; gives the milliseconds from its button until the first page stands. */
export async function signIn(page, { url, login, password }) {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("Login", { exact: true }).fill(login);
  await page.getByLabel("Password", { exact: true }).fill(password);
  const begun = performance.now();
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${url}/`);
  await page.getByRole("navigation").first().waitFor();
  return performance.now() - begun;
}
