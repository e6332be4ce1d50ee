/** The sign of the product. */
export function Mark() {
  return (
    <span className="brand">
      <img src="/mark.svg" alt="" />
      <span className="brand-name">Pointsman</span>
    </span>
  );
}
