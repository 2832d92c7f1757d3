// fmod: the exact remainder of a division truncated toward zero, with the sign of the dividend.
import {
  block,
  branch,
  branchIf,
  f64,
  get,
  label,
  loop,
  op,
  set,
  variable,
  type WasmFunction,
  when,
} from '../encoding/index.ts';
import { abs, add, below, div, mul, sub } from './notation.ts';

const x = variable('f64', 'x');
const y = variable('f64', 'y');
const a = variable('f64', 'a');
const b = variable('f64', 'b');
const multiple = variable('f64', 'multiple');
const quotient = variable('f64', 'quotient');
const [done, grow, shrink] = [label('done'), label('grow'), label('shrink')];

const withSign = op('return', op('f64.copysign', get(a), get(x)));

/**
 * fmod(x, y). A divisor of at most 24 bits and a quotient below 2²⁹ have an exact product, so one step does. (The quotient
 * cannot round up to a whole number n: an f64 below n·b is below it by at least 2⁻⁵³ of it, so a/b ≤ n·(1 - 2⁻⁵³), which
 * rounds to less than n.) Otherwise the largest b·2ⁿ that is not above a is subtracted, and so on down to b: each difference
 * is exact, since its operands are within a factor of two of each other (Sterbenz).
 */
export const remainder: WasmFunction = {
  name: 'remainder',
  parameters: [x, y],
  results: ['f64'],
  body: [
    set(a, abs(get(x))),
    set(b, abs(get(y))),
    // Written so that NaN fails as well.
    when(
      op('i32.eqz', op('i32.and', below(get(a), f64(Infinity)), op('f64.gt', get(b), f64(0)))),
      op('return', f64(Number.NaN)),
    ),
    when(below(get(a), get(b)), op('return', get(x))),
    set(quotient, op('f64.trunc', div(get(a), get(b)))),
    when(
      op(
        'i32.and',
        below(get(quotient), f64(2 ** 29)),
        op('f64.eq', op('f64.promote_f32', op('f32.demote_f64', get(b))), get(b)),
      ),
      [set(a, sub(get(a), mul(get(quotient), get(b)))), withSign],
    ),
    set(multiple, get(b)),
    block(
      done,
      loop(
        grow,
        branchIf(op('f64.gt', add(get(multiple), get(multiple)), get(a)), done),
        set(multiple, add(get(multiple), get(multiple))),
        branch(grow),
      ),
    ),
    loop(
      shrink,
      when(op('f64.ge', get(a), get(multiple)), set(a, sub(get(a), get(multiple)))),
      when(op('f64.gt', get(multiple), get(b)), [
        set(multiple, mul(get(multiple), f64(0.5))),
        branch(shrink),
      ]),
    ),
    withSign,
    op('unreachable'),
  ],
};
