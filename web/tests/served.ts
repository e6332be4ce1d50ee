/** The test of every journey: it visits a house of its own file. */
import { test as base } from "@playwright/test";
import { House, type Visit } from "./house";

const PORT = Number(process.env.WEB_TEST_PORT ?? 8123);

export const test = base.extend<{ visit: Visit }, { house: House }>({
  visit: [{}, { option: true }],
  house: [
    // biome-ignore lint/correctness/noEmptyPattern: the library reads from the pattern what a fixture needs
    async ({}, use, worker) => {
      const house = new House(PORT + worker.parallelIndex);
      await use(house);
      await house.close();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ house, visit }, use, told) => {
    await use(await house.of(visit.anew ? told.testId : told.file, visit));
  },
});

export { expect, type Locator, type Page } from "@playwright/test";
