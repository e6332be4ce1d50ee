const APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Keys as they stand on a keyboard: `g t` is G, then T. */
export function KeyCaps({ keys }: { keys: string }) {
  if (!keys) return null;
  const caps = keys.split(" ").flatMap((one) => one.replace("mod+", APPLE ? "⌘ " : "Ctrl ").split(" "));
  return (
    <span className="key-caps">
      {caps.map((cap, at) => (
        <kbd key={at}>{cap.length === 1 ? cap.toUpperCase() : cap === "Escape" ? "Esc" : cap}</kbd>
      ))}
    </span>
  );
}
