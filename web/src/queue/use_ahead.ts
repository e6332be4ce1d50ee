/** What stands before and behind in the queue is asked for ahead, so that going there shows it at once. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Work } from "../api/queue";
import { offersQuery, recordQuery } from "../api/records";
import { prefetchTellings } from "../api/tellings";
import { useWorkspace } from "../api/workspace";
import { useLanguage } from "../language";

const NEAR = [1, 2, -1, 3];

export function useAhead(work: Work[], at: number): void {
  const client = useQueryClient();
  const language = useLanguage();
  const workspace = useWorkspace();
  useEffect(() => {
    for (const by of NEAR) {
      const one = work[at + by];
      if (!one) continue;
      void client.prefetchQuery(recordQuery(one.entity, one.record));
      void client.prefetchQuery(offersQuery(one.entity, one.record, language));
      prefetchTellings(client, workspace, one.entity, one.record);
    }
  }, [client, language, workspace, work, at]);
}
