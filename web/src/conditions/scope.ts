/** The facts of one judgement, read as the types they are known to have. */
import { factValue } from "./literals";
import type { Value } from "./tree";
import type { Lookup, Type } from "./types";
import { type Zone, zoneOf } from "./zone";

/** A value as a function of the facts. */
export type Getter = (scope: Scope) => Value;

/** Reads each fact once. What the lookup does not know, and what cannot be read (yet), is unknown. */
export class Scope {
  private readonly values = new Map<string, Value | undefined>();
  private local: Zone | undefined;

  constructor(private readonly facts: Lookup<unknown>) {}

  /** Whether the value of a path is known; false also of one that cannot be read. */
  knows(path: string, type: Type): boolean {
    if (path === "zone") return this.knowsZone();
    if (!this.values.has(path)) {
      const raw = this.facts(path);
      this.values.set(path, raw === undefined ? undefined : factValue(raw, type));
    }
    return this.values.get(path) !== undefined;
  }

  /** The value of a path that is known; null is absent. */
  value(path: string): Value {
    const found = this.values.get(path);
    if (found === undefined) throw new TypeError(`${path} is not known`);
    return found;
  }

  /** The present moment, when it is known. */
  get now(): bigint {
    const found = this.value("now");
    if (typeof found !== "bigint") throw new TypeError("now is no moment");
    return found;
  }

  /** The time zone, when it is known. */
  get zone(): Zone {
    if (!this.local) throw new TypeError("the zone is not known");
    return this.local;
  }

  private knowsZone(): boolean {
    if (!this.local) {
      const name = this.facts("zone");
      this.local = typeof name === "string" ? zoneOf(name) : undefined;
    }
    return this.local !== undefined;
  }
}
