/** Where in the queue one is. It is kept when what stands there is done: then what came after it is next. */
import { useEffect, useRef, useState } from "react";
import type { Work } from "../api/queue";

export function usePlace(work: Work[]) {
  const [chosen, setChosen] = useState<string>();
  const last = useRef(0);
  const found = work.findIndex((one) => one.id === chosen);
  const at = found >= 0 ? found : Math.min(last.current, Math.max(work.length - 1, 0));
  const item = work[at];
  useEffect(() => {
    last.current = at;
  }, [at]);
  return {
    item,
    at,
    choose: setChosen,
    step: (by: number) => setChosen(work[Math.min(Math.max(at + by, 0), work.length - 1)]?.id),
  };
}
