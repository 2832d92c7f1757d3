// Short names for f64 arithmetic in WebAssembly, and the exact sums and products that compensated algorithms are made of.
import { type Code, f64, get, op, set, type Variable, variable } from '../encoding/index.ts';

export const add = (a: Code, b: Code): Code => op('f64.add', a, b);
export const sub = (a: Code, b: Code): Code => op('f64.sub', a, b);
export const mul = (a: Code, b: Code): Code => op('f64.mul', a, b);
export const div = (a: Code, b: Code): Code => op('f64.div', a, b);
export const abs = (a: Code): Code => op('f64.abs', a);
export const nearest = (a: Code): Code => op('f64.nearest', a);
export const below = (a: Code, b: Code): Code => op('f64.lt', a, b);
export const isNan = (a: Variable): Code => op('f64.ne', get(a), get(a));
export const bits = (a: Code): Code => op('i64.reinterpret_f64', a);
export const fromBits = (a: Code): Code => op('f64.reinterpret_i64', a);

/** c₀ + x·(c₁ + x·(c₂ + …)), by Horner's rule. */
export function polynomial(x: Variable, coefficients: readonly number[]): Code {
  const [last, ...rest] = [...coefficients].reverse();
  return rest.reduce<Code>((sum, coefficient) => add(f64(coefficient), mul(get(x), sum)), f64(last ?? 0));
}

/** n! as a number. */
export function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}

/**
 * Sets `error` to what rounding took from the product `a · b`, exactly (Dekker 1971, with Veltkamp's splitting by
 * 2²⁷ + 1). The operands must be below 2⁹⁹⁶.
 */
export function productError(error: Variable, a: Variable, b: Variable, product: Variable): Code {
  const high = (name: string) => variable('f64', `${name}_high`);
  const [aHigh, bHigh] = [high(a.name), high(b.name)];
  const split = (x: Variable, xHigh: Variable): Code => [
    set(xHigh, mul(get(x), f64(134217729))),
    set(xHigh, sub(get(xHigh), sub(get(xHigh), get(x)))),
  ];
  const low = (x: Variable, xHigh: Variable): Code => sub(get(x), get(xHigh));
  return [
    split(a, aHigh),
    split(b, bHigh),
    set(
      error,
      add(
        add(
          add(sub(mul(get(aHigh), get(bHigh)), get(product)), mul(get(aHigh), low(b, bHigh))),
          mul(low(a, aHigh), get(bHigh)),
        ),
        mul(low(a, aHigh), low(b, bHigh)),
      ),
    ),
  ];
}

/** Sets `error` to what rounding took from the difference `a - b`, exactly (Knuth's two-sum). */
export function differenceError(error: Variable, a: Variable, b: Variable, difference: Variable): Code {
  const part = variable('f64', 'part');
  return [
    set(part, sub(get(difference), get(a))),
    set(error, sub(sub(get(a), sub(get(difference), get(part))), add(get(b), get(part)))),
  ];
}
