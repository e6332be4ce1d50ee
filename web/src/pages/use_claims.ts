/** Claiming records of a pool, one after the other, and what became of each. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../api/http";
import { forget, type Row, send } from "../api/records";

export interface Claimed {
  row: Row;
  /** Why it could not be claimed. */
  refusal?: Error;
}

export function useClaims(transition: string) {
  const client = useQueryClient();
  const [claimed, setClaimed] = useState<Claimed[]>([]);
  const [busy, setBusy] = useState(false);
  const claim = async (rows: Row[]) => {
    if (busy || rows.length === 0) return;
    setBusy(true);
    setClaimed([]);
    for (const row of rows) {
      const one = await claimOne(row, transition);
      setClaimed((before) => [...before, one]);
    }
    setBusy(false);
    await forget(client);
  };
  return { claimed, claim, busy, clear: () => setClaimed([]) };
}

async function claimOne(row: Row, transition: string): Promise<Claimed> {
  const { entity, id, version } = row;
  try {
    await send({ entity, id, version, transition, input: {}, key: crypto.randomUUID() });
    return { row };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { row, refusal: error };
  }
}
