/** A place that has the shape of what comes: a name, a figure, and as many lines as there will be bars. */
export function FigureLoading({ lines }: { lines: number }) {
  return (
    <div className="figure-loading" aria-hidden>
      <span style={{ width: "38%" }} />
      <span className="big" style={{ width: "26%" }} />
      {Array.from({ length: lines }, (_, at) => (
        <span key={at} style={{ width: `${86 - at * 14}%` }} />
      ))}
    </div>
  );
}
