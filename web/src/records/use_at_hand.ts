/** The forms that a letter opens beside the record that one reads are fetched while one reads: they open at once, and without a connection too. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { formQuery } from "../api/forms";
import type { Subject } from "../api/records";
import { useLanguage } from "../language";
import type { KeyAct } from "./keys";

const READING = 1_500; // milliseconds; whoever goes on sooner only passes by
const SAME = 300_000; // milliseconds for which a form is not fetched anew

export function useAtHand({ entity, id, version }: Subject, acts: KeyAct[]): void {
  const client = useQueryClient();
  const language = useLanguage();
  const forms = JSON.stringify(
    acts.flatMap(({ act }) =>
      act.kind === "make"
        ? [{ form: act.form, entity: act.entity }]
        : act.kind === "take" && act.offer.form
          ? [{ form: act.offer.form, entity, record: id, transition: act.offer.id }]
          : [],
    ),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: of a record that has changed they are fetched anew
  useEffect(() => {
    const fetch = () => {
      void import("./act_dialog");
      for (const form of JSON.parse(forms))
        void client.prefetchQuery({ ...formQuery(form, language), staleTime: SAME });
    };
    const timer = setTimeout(fetch, READING);
    return () => clearTimeout(timer);
  }, [client, language, forms, version]);
}
