/** Keeps what is typed into a form: in this window at once, with the account a moment later. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { type DraftValues, draftName, draftsQuery, dropDraft, readDraft, writeDraft } from "../api/drafts";
import type { FormShape } from "../api/forms";

const PAUSE = 1_500; // milliseconds without a key, after which the account is told
const PLACE = "pointsman.draft.";

/** `values` undefined: not known yet. `keep` takes all that stands in the form. */
export function useDraft(shape: FormShape, record: string | undefined, first: DraftValues) {
  const client = useQueryClient();
  const name = draftName(shape.id, shape.entity, record);
  const [values, setValues] = useState<DraftValues | undefined>(() => kept(name));
  const kinds = useMemo(
    () => new Set(shape.sections.flatMap((one) => one.items.map((item) => item.path))),
    [shape],
  );
  const writer = useRef<Writer>(undefined);
  useEffect(() => {
    const mine = new Writer(name, () => void client.invalidateQueries({ queryKey: draftsQuery.queryKey }));
    writer.current = mine;
    return () => mine.flush();
  }, [name, client]);
  useEffect(() => {
    if (kept(name)) return;
    let gone = false;
    const tell = (found: DraftValues) => !gone && setValues((now) => now ?? found);
    client
      .ensureQueryData(draftsQuery)
      .then(({ data }) => data.some((one) => (one.record ? `${one.form}:${one.record}` : one.form) === name))
      .then((there) => {
        if (!there) return {};
        writer.current?.found();
        return readDraft(name);
      })
      // Without an answer one begins anew: to wait would keep people from their work.
      .then(tell, () => tell({}));
    return () => {
      gone = true;
    };
  }, [name, client]);
  return {
    // Of an older form only what there still is.
    values: values && Object.fromEntries(Object.entries(values).filter(([path]) => kinds.has(path))),
    keep: (now: DraftValues) => writer.current?.put(differing(now, first)),
    drop: () => {
      writer.current?.drop();
      setValues({});
    },
  };
}

function differing(now: DraftValues, first: DraftValues): DraftValues {
  return Object.fromEntries(
    Object.entries(now)
      .filter(([path, value]) => JSON.stringify(value ?? null) !== JSON.stringify(first[path] ?? null))
      .map(([path, value]) => [path, value ?? null]),
  );
}

function kept(name: string): DraftValues | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(PLACE + name) ?? "") as DraftValues;
  } catch {
    return undefined;
  }
}

/** Everything in this window is forgotten when somebody signs out; the account has it. */
export function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PLACE)) sessionStorage.removeItem(key);
}

/** Put what was typed into a form back where that form will find it. */
export function beginAgain(name: string, values: DraftValues): void {
  sessionStorage.setItem(PLACE + name, JSON.stringify(values));
}

/** One was thrown away elsewhere. */
export function forgetDraft(name: string): void {
  sessionStorage.removeItem(PLACE + name);
}

/** Tells the account, one time after the other, so that what was typed last is what stands there. */
class Writer {
  private waiting: DraftValues | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private told: Promise<unknown> = Promise.resolve();
  private there: boolean;

  constructor(
    private readonly name: string,
    private readonly changed: () => void,
  ) {
    this.there = kept(name) !== undefined;
  }

  put(values: DraftValues): void {
    if (Object.keys(values).length === 0 && !this.there) return;
    sessionStorage.setItem(PLACE + this.name, JSON.stringify(values));
    this.there = true;
    this.waiting = values;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), PAUSE);
  }

  flush(): void {
    clearTimeout(this.timer);
    const values = this.waiting;
    this.waiting = undefined;
    if (values) this.after(() => writeDraft(this.name, values));
  }

  /** The account has one already. */
  found(): void {
    this.there = true;
  }

  drop(): void {
    clearTimeout(this.timer);
    this.waiting = undefined;
    if (!this.there) return;
    sessionStorage.removeItem(PLACE + this.name);
    this.after(() => dropDraft(this.name));
    this.there = false;
  }

  // What the account does not take now (no connection, too many drafts) stays in this window.
  private after(act: () => Promise<unknown>): void {
    this.told = this.told.then(act).then(this.changed, () => undefined);
  }
}
