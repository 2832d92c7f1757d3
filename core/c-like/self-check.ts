// Prints the self-check of an emitted program: each case as data, a launch, and a comparison with what the evaluator found.
import type { IntervalBuffer } from '../evaluate/index.ts';
import { bytesOf, type ElementType, valueTypeOf } from '../ir/index.ts';
import { quoted } from './cpp-text.ts';
import { HOST } from './host-dialect.ts';
import type { HostTarget, LaunchArgument } from './host-program.ts';
import type { HostUse } from './host-use.ts';
import type { PrintedKernel } from './kernel.ts';
import { literal } from './literal.ts';
import { nameScope } from './names.ts';
import type { SelfCheckCase } from './self-check-cases.ts';
import { wrapped } from './wrapped.ts';
import { Writer } from './writer.ts';

/** Elements of an array as C++ numbers; halves by their bits. */
function elementsOf(data: Uint8Array, element: ElementType): readonly string[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const read: { readonly [E in ElementType]: (i: number) => string } = {
    bool: (i) => String(view.getUint8(i)),
    i8: (i) => String(view.getInt8(i)),
    u8: (i) => String(view.getUint8(i)),
    i16: (i) => String(view.getInt16(i * 2, true)),
    u16: (i) => String(view.getUint16(i * 2, true)),
    i32: (i) => literal('i32', view.getInt32(i * 4, true)).text,
    u32: (i) => literal('u32', view.getUint32(i * 4, true)).text,
    pixel: (i) => literal('u32', view.getUint32(i * 4, true)).text,
    f16: (i) => String(view.getUint16(i * 2, true)),
    f32: (i) => literal('f32', view.getFloat32(i * 4, true)).text,
    f64: (i) => literal('f64', view.getFloat64(i * 8, true)).text,
  };
  return Array.from({ length: data.length / bytesOf(element) }, (_, i) => read[element](i));
}

/** Between commas a negative number needs no parentheses. */
const bare = (text: string): string => text.replace(/^\((-[^()\s]+)\)$/, '$1');

function bound(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return 'HUGE_VAL';
  if (value === Number.NEGATIVE_INFINITY) return '(-HUGE_VAL)';
  return bare(literal('f64', value).text);
}

/** True when each element has one value. Halves have no type on the host that could spell it. */
function isExact(buffer: IntervalBuffer): boolean {
  if (buffer.element === 'f16') return false;
  for (let i = 0; i < buffer.length; i++) {
    const { lo, hi, nan } = buffer.at(i);
    if (lo !== hi || nan || !Number.isFinite(lo)) return false;
  }
  return true;
}

function printExpectation(
  kernel: string,
  variable: string,
  buffer: IntervalBuffer,
  use: HostUse,
  out: Writer,
): void {
  const stored = HOST.storage[buffer.element] ?? '';
  const exact = isExact(buffer);
  const value = valueTypeOf(buffer.element);
  const expected = Array.from({ length: buffer.length }, (_, i) => {
    const { lo, hi, nan } = buffer.at(i);
    if (exact) return bare(literal(value === 'bool' ? 'i32' : value, lo).text);
    return nan ? `{${bound(lo)}, ${bound(hi)}, true}` : `{${bound(lo)}, ${bound(hi)}}`;
  });
  out.block(
    `static const ${exact ? stored : use.use('Bounds')} ${variable}_expected[] =`,
    () => wrapped(expected, out),
    { end: '};' },
  );
  const type = buffer.element === 'f16' ? use.use('Half') : stored;
  out.line(`${use.use('compare')}<${type}>(check, ${kernel}, ${variable}, ${variable}_expected);`);
}

function printCase(
  test: SelfCheckCase,
  printed: PrintedKernel,
  target: HostTarget,
  use: HostUse,
  out: Writer,
): void {
  const names = nameScope(HOST.reserved);
  const kernel = quoted(test.kernel);
  for (const { param, data } of test.arrays) {
    const name = names.of(param.name);
    out.block(
      `static const ${HOST.storage[param.element] ?? ''} ${name}_data[] =`,
      () => wrapped(elementsOf(data, param.element).map(bare), out),
      { end: '};' },
    );
    out.line(`${use.use('Array')} ${name}(${quoted(param.name)}, ${bytesOf(param.element)});`);
    out.line(`${name}.fill(${name}_data, sizeof ${name}_data);`);
  }
  const shape = [test.grid, test.block, test.extent].map((axes) => `{${axes.join(', ')}}`);
  out.line(`const ${use.use('Grid')} grid = {${shape.join(', ')}};`);
  const args = printed.arguments.map((argument): LaunchArgument => {
    if (argument.kind === 'array') return { argument, text: names.of(argument.name) };
    return { argument, text: literal(argument.type, test.values.get(argument.name) ?? 0).text };
  });
  const { before, call } = target.launch(printed, args);
  for (const line of before) out.line(line);
  out.line(`${call};`);
  for (const [param, buffer] of test.expected) printExpectation(kernel, names.of(param), buffer, use, out);
}

/** The function `static int selfcheck()`: 0 when every kernel gave what it must give. */
export function printSelfCheck(
  cases: readonly SelfCheckCase[],
  kernels: readonly PrintedKernel[],
  target: HostTarget,
  use: HostUse,
): Writer {
  const out = new Writer();
  out.block('static int selfcheck()', () => {
    out.line(`${use.use('Check')} check;`);
    for (const test of cases) {
      const printed = kernels.find(({ name }) => name === test.kernel);
      if (!printed) continue;
      out.line();
      out.block('', () => printCase(test, printed, target, use, out));
    }
    out.line();
    out.line('std::printf("selfcheck: %d passed, %d failed\\n", check.passed, check.failed);');
    out.line('return check.failed == 0 ? 0 : 1;');
  });
  return out;
}
