/**
 * Exact decimals: a whole number of units and how many of its digits stand behind the point.
 *
 * Sums and products are exact. A quotient is cut (not rounded) to 12 places, so that rounding it afterwards is exact
 * too; `whole` and `remainder` cut towards zero. What has no answer is null: absent.
 */

export interface Decimal {
  readonly units: bigint;
  readonly places: number;
}

const PLACES_OF_A_QUOTIENT = 12;
const WRITTEN = /^(-?)(\d+)(?:\.(\d+))?$/;

/** The decimal that a text such as `-12.50` writes; undefined when it is none (no exponents, no signs but `-`). */
export function readDecimal(text: string): Decimal | undefined {
  const found = WRITTEN.exec(text);
  if (!found) return undefined;
  const [, sign = "", whole = "", fraction = ""] = found;
  return { units: BigInt(sign + whole + fraction), places: fraction.length };
}

/** A whole number as a decimal. */
export function wholeNumber(units: bigint | number): Decimal {
  return { units: BigInt(units), places: 0 };
}

/** The text of a decimal without trailing zeros, which is equal for equal numbers. */
export function writeDecimal({ units, places }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, "0");
  const point = digits.length - places;
  const fraction = digits.slice(point).replace(/0+$/, "");
  return `${units < 0n ? "-" : ""}${digits.slice(0, point)}${fraction && `.${fraction}`}`;
}

/** Below 0, 0 or above 0, as `left` is less than, equal to or greater than `right`. */
export function compareDecimals(left: Decimal, right: Decimal): number {
  const [first, second] = aligned(left, right);
  return first < second ? -1 : first > second ? 1 : 0;
}

export function add(left: Decimal, right: Decimal): Decimal {
  const [first, second, places] = aligned(left, right);
  return { units: first + second, places };
}

export function subtract(left: Decimal, right: Decimal): Decimal {
  return add(left, negative(right));
}

export function multiply(left: Decimal, right: Decimal): Decimal {
  return { units: left.units * right.units, places: left.places + right.places };
}

/** The quotient, cut to 12 places; null when divided by zero. */
export function divide(left: Decimal, right: Decimal): Decimal | null {
  const [first, second] = aligned(left, right);
  if (second === 0n) return null;
  return { units: (first * power(PLACES_OF_A_QUOTIENT)) / second, places: PLACES_OF_A_QUOTIENT };
}

/** The quotient without its fraction; null when divided by zero. */
export function wholeQuotient(left: Decimal, right: Decimal): Decimal | null {
  const [first, second] = aligned(left, right);
  return second === 0n ? null : wholeNumber(first / second);
}

/** What `wholeQuotient` leaves over, with the sign of `left`; null when divided by zero. */
export function remainder(left: Decimal, right: Decimal): Decimal | null {
  const [first, second, places] = aligned(left, right);
  return second === 0n ? null : { units: first % second, places };
}

export function negative(value: Decimal): Decimal {
  return { units: -value.units, places: value.places };
}

export function absolute(value: Decimal): Decimal {
  return value.units < 0n ? negative(value) : value;
}

/** Rounded to so many decimal places, halves away from zero. */
export function rounded(value: Decimal, places: number): Decimal {
  if (value.places <= places) return value;
  const step = power(value.places - places);
  const half = value.units < 0n ? -step / 2n : step / 2n;
  return { units: (value.units + half) / step, places };
}

/** The greatest whole number not above it. */
export function floor(value: Decimal): Decimal {
  const step = power(value.places);
  const cut = value.units / step;
  return wholeNumber(value.units % step < 0n ? cut - 1n : cut);
}

/** The least whole number not below it. */
export function ceiling(value: Decimal): Decimal {
  return negative(floor(negative(value)));
}

/** Whether it has no fraction. */
export function isWhole(value: Decimal): boolean {
  return value.units % power(value.places) === 0n;
}

function aligned(left: Decimal, right: Decimal): [bigint, bigint, number] {
  const places = Math.max(left.places, right.places);
  return [left.units * power(places - left.places), right.units * power(places - right.places), places];
}

function power(places: number): bigint {
  return 10n ** BigInt(places);
}
