/** To move something to another time: by the step whose form asks for the time, else by changing the record. */
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { ALL_FIELDS, type FormShape, formQuery } from "../api/forms";
import type { Json } from "../api/http";
import { forget, offersQuery, send } from "../api/records";
import type { Block } from "../api/workspace";
import { useLanguage } from "../language";
import type { Happening } from "./happenings";

interface Way {
  transition?: string;
  form: string;
}

/** Moves it, and asks for everything again; throws why not. */
export function useMove(block: Block) {
  const client = useQueryClient();
  const language = useLanguage();
  return async (moved: Happening, at: string): Promise<void> => {
    try {
      const { entity, id, version, values } = moved.row;
      const way = await wayOf(client, moved, block, language);
      const begin = block.at ?? "";
      const input: Record<string, Json> = { [begin]: at };
      const end = values[block.until ?? ""];
      if (block.until && typeof end === "string" && !Number.isNaN(Date.parse(end)))
        input[block.until] = new Date(Date.parse(end) + Date.parse(at) - Date.parse(moved.at)).toISOString();
      await send({ entity, id, version, input, key: crypto.randomUUID(), ...way });
    } finally {
      await forget(client);
    }
  };
}

async function wayOf(client: QueryClient, { row }: Happening, block: Block, language: string): Promise<Way> {
  const offers = await client.fetchQuery({ ...offersQuery(row.entity, row.id, language), staleTime: 0 });
  for (const one of offers) {
    if (!one.allowed || !one.form) continue;
    const shape = await client.fetchQuery(
      formQuery({ form: one.form, entity: row.entity, record: row.id, transition: one.id }, language),
    );
    if (asksFor(shape, block.at ?? "")) return { transition: one.id, form: one.form };
  }
  return { form: ALL_FIELDS };
}

function asksFor(shape: FormShape, path: string): boolean {
  return shape.sections.some((section) =>
    section.items.some((item) => item.path === path && !item.ask && !item.readonly && item.writable),
  );
}
