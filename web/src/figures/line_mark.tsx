const DASHES = [undefined, "5 3", "2 3"];

/** Which line of a drawing belongs to a figure: its dash and its mark, not its colour alone. */
export function LineMark({ at }: { at: number }) {
  const colour = at ? "var(--quiet)" : "var(--accent)";
  return (
    <svg className="line-mark" width="22" height="10" aria-hidden="true">
      <line x1="0" x2="22" y1="5" y2="5" stroke={colour} strokeWidth="2" strokeDasharray={DASHES[at % 3]} />
      {at % 3 === 0 && <circle cx="11" cy="5" r="3.5" fill={colour} />}
      {at % 3 === 1 && <path d="M11 0 L16 5 L11 10 L6 5 Z" fill={colour} />}
      {at % 3 === 2 && <path d="M11 0 L16 9 L6 9 Z" fill={colour} />}
    </svg>
  );
}
