// The naming pass: gives each name of the program one that the target allows, changing as few as possible.

/** Names of one scope. Asking twice for a name gives the same answer; two names never get the same one. */
export interface NameScope {
  /** The target's name of a name of the program. */
  of(name: string): string;
  /** A new name for something that the program has no name for. */
  fresh(base: string): string;
  /** Every name given so far, for scopes inside. */
  taken(): ReadonlySet<string>;
}

/** Names that C++ keeps for itself: `__x`, `x__y`, `_X`; and at file scope `_x`. */
const RESERVED_FORM = /^_|__/;

/** Brings a name into a form that C++ allows: `__proto__` becomes `proto_`. */
function allowed(name: string): string {
  return RESERVED_FORM.test(name) ? name.replace(/_+/g, '_').replace(/^_/, '') || 'v' : name;
}

/**
 * A scope whose names avoid `reserved`. Names are given in the order in which they are asked for, so the caller asks
 * in the order of the program's text and gets the same names each time.
 *
 * @example
 * nameScope(new Set(['kernel'])).of('kernel') // 'kernel_'
 */
export function nameScope(reserved: ReadonlySet<string>, outer: ReadonlySet<string> = new Set()): NameScope {
  const given = new Map<string, string>();
  const taken = new Set(outer);
  const fresh = (base: string): string => {
    const clean = allowed(base);
    const stem = clean.endsWith('_') ? clean : `${clean}_`;
    let name = clean;
    if (/^[0-9]/.test(name) || reserved.has(name) || taken.has(name)) name = stem;
    for (let n = 2; reserved.has(name) || taken.has(name); n++) name = `${stem}${n}`;
    taken.add(name);
    return name;
  };
  return {
    of(name) {
      let result = given.get(name);
      if (result === undefined) {
        result = fresh(name);
        given.set(name, result);
      }
      return result;
    },
    fresh,
    taken: () => taken,
  };
}
