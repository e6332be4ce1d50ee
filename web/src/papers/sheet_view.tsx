import { useEffect, useRef, useState } from "react";
import "./papers.css";

const WIDTH = 794; // A4 at 96 dots to the inch
const HEIGHT = 1123;

/** A document as it will look on paper: print colours whatever the look of the application, made small enough to be seen whole. */
export function SheetView({ html, title }: { html: string; title: string }) {
  const place = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const [scale, setScale] = useState(1);
  const [height, setHeight] = useState(HEIGHT);
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const fit = () => setScale(Math.min(1, box.clientWidth / WIDTH));
    const seen = new ResizeObserver(fit);
    seen.observe(box);
    fit();
    return () => seen.disconnect();
  }, []);
  // There are no scripts in it: the server lets none into a template, and the policy of this page none run. The same origin
  // lets us see how long it is; scripts are allowed for what looks at pages from outside, such as checks of accessibility.
  const measure = () => setHeight(Math.max(HEIGHT, frame.current?.contentDocument?.body?.scrollHeight ?? 0));
  return (
    <div ref={place} className="sheet" style={{ height: height * scale }}>
      <iframe
        ref={frame}
        title={title}
        srcDoc={html}
        sandbox="allow-same-origin allow-scripts"
        onLoad={measure}
        style={{ width: WIDTH, height, transform: `scale(${scale})` }}
      />
    </div>
  );
}
