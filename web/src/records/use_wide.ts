import { useLayoutEffect, useRef, useState } from "react";

const WIDE = 1000; // room for what is known, what happened and what can be done, side by side

/** Whether a place has room for three panes: known before it is painted, and again whenever its width changes. */
export function useWide() {
  const place = useRef<HTMLDivElement>(null);
  const [wide, setWide] = useState(false);
  useLayoutEffect(() => {
    const box = place.current;
    if (!box) return;
    const measure = () => setWide(box.clientWidth >= WIDE);
    measure();
    const seen = new ResizeObserver(measure);
    seen.observe(box);
    return () => seen.disconnect();
  }, []);
  return { place, wide };
}
