/** Notices that somebody else changed the record while it is being filled in, and brings both together. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { type FormShape, formName, formQuery } from "../api/forms";
import { Refused } from "../api/http";
import { recordQuery } from "../api/records";
import { useLanguage } from "../language";
import type { Changes } from "./overtaken";
import { merge, type Values, valuesOf } from "./values";

interface About {
  shape: FormShape;
  target: { id?: string; transition?: string; version?: number };
  loaded: Values;
  setLoaded: (values: Values) => void;
  typed: () => Values;
  put: (values: Values) => void;
}

const BEHIND = 412;

export function useLatest({ shape, target, loaded, setLoaded, typed, put }: About) {
  const client = useQueryClient();
  const language = useLanguage();
  const [version, setVersion] = useState(target.version ?? shape.version ?? undefined);
  const [changes, setChanges] = useState<Changes>();
  const { id = "", transition } = target;
  const { data } = useQuery({ ...recordQuery(shape.entity, id), enabled: id !== "" });
  const now = data?.version;
  const catchUp = useCallback(async () => {
    const query = formQuery(
      { form: formName(shape), entity: shape.entity, record: id, transition },
      language,
    );
    const latest = await client.fetchQuery({ ...query, staleTime: 0 }).catch(() => undefined);
    if (!latest?.version) return; // it cannot be filled in any more: sending it says why
    const theirs = valuesOf(latest);
    const both = merge(loaded, typed(), theirs);
    setChanges((before) => ({
      entity: shape.entity,
      id,
      since: before?.since ?? version ?? 0,
      mine: typed(),
      theirs,
      both: both.both,
      taken: [...new Set([...(before?.taken ?? []), ...both.theirs])],
    }));
    put(both.values);
    setLoaded(theirs);
    setVersion(latest.version);
  }, [client, language, loaded, put, setLoaded, shape, transition, typed, id, version]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a newer version is a reason to look
  useEffect(() => {
    if (now !== undefined && version !== undefined && now > version) void catchUp();
  }, [now, version]);
  return {
    version,
    changes,
    /** Whether an answer says just that somebody else was first. */
    behind: (error: Error) => error instanceof Refused && error.status === BEHIND && changes !== undefined,
    refused: (error: Error) => {
      if (error instanceof Refused && error.status === BEHIND && id) void catchUp();
    },
  };
}
