/** What has not been sent yet, on paper: for a desk that works on without a connection and has to give something out of hand. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import type { FormItem, FormShape } from "../api/forms";
import type { Json } from "../api/http";
import { type Command, type One, recordQuery } from "../api/records";
import { useMe } from "../api/session";
import { type Field, useWorkspace } from "../api/workspace";
import { Moment } from "../fields/moment";
import { FieldText } from "../fields/text";
import { itemsOf } from "../forms/values";
import { useLanguage } from "../language";
import type { Unsent } from "./unsent";

/** An item of the form as far as it is needed to read what was filled in. */
export type Filled = Pick<FormItem, "path" | "type" | "label" | "options" | "currency" | "to">;

/** The items that were filled in, in the order of the form; lists are left to the screen. */
export function filledIn(shape: FormShape, input: Command["input"]): Filled[] {
  const told = (value: Json | undefined) => value !== undefined && value !== null && value !== "";
  return itemsOf(shape)
    .filter(({ path, type }) => type !== "lines" && told(input[path]))
    .map(({ path, type, label, options, currency, to }) => ({ path, type, label, options, currency, to }));
}

/** Prints as soon as it is there, and says when that is over. */
export function Slip({ one, over }: { one: Unsent; over: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const client = useQueryClient();
  const { entities } = useWorkspace();
  const { person } = useMe();
  useEffect(() => {
    addEventListener("afterprint", over, { once: true });
    print();
    return () => removeEventListener("afterprint", over);
  }, [over]);
  const name = (place: string) => {
    const [entity = "", id = ""] = place.split("/");
    const found = client.getQueryData<One>(recordQuery(entity, id).queryKey);
    const title = found?.values[entities[entity]?.title ?? "number"];
    return typeof title === "string" ? title : undefined;
  };
  return createPortal(
    <section className="slip">
      <h1>{one.label}</h1>
      <p>
        <Moment at={one.at} /> · {person.name}
      </p>
      <dl>
        {one.filled.map((item) => (
          <div key={item.path}>
            <dt>{item.label}</dt>
            <dd>
              <FieldText field={asField(item, language)} value={one.command.input[item.path]} title={name} />
            </dd>
          </div>
        ))}
      </dl>
      <p>{t("offline.slip")}</p>
    </section>,
    document.body,
  );
}

/** The item as a field of the workspace would be: what its options are called is known in the language of the form alone. */
function asField({ type, options = [], currency, to }: Filled, language: string): Field {
  const named = options.map(({ id, label }) => [id, { label: { [language]: label } }] as const);
  return { kind: type, options: Object.fromEntries(named), currency, to } as unknown as Field;
}
