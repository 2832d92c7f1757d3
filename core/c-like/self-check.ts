// Prints the self-check of an emitted program: each case as data, a launch, and a comparison with what the evaluator found.
import { bytesOf, type ElementType, type IntervalBuffer } from '../ir/index.ts';
import { quoted } from './cpp-text.ts';
import { HOST } from './host-dialect.ts';
import type { HostTarget, LaunchArgument } from './host-program.ts';
import type { PrintedKernel } from './kernel.ts';
import { MOST_THREADS } from './largest-block.ts';
import { literal } from './literal.ts';
import { nameScope } from './names.ts';
import type { SelfCheckCase } from './self-check-cases.ts';
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

/** Lines of a list that is as wide as the eye follows. */
function wrapped(items: readonly string[], out: Writer): void {
  let line = '';
  for (const literalText of items) {
    // Between commas a negative number needs no parentheses.
    const item = literalText.replace(/\((-[^()\s]+)\)/g, '$1');
    if (line.length + item.length > 100) {
      out.line(line.trimEnd());
      line = '';
    }
    line += `${item}, `;
  }
  if (line !== '') out.line(line.trimEnd());
}

function bound(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return 'HUGE_VAL';
  if (value === Number.NEGATIVE_INFINITY) return '(-HUGE_VAL)';
  return literal('f64', value).text;
}

/** True when each element has one value, and that is a whole number. */
function isExact(buffer: IntervalBuffer): boolean {
  if (buffer.element === 'f16' || buffer.element === 'f32' || buffer.element === 'f64') return false;
  for (let i = 0; i < buffer.length; i++) if (buffer.at(i).lo !== buffer.at(i).hi) return false;
  return true;
}

function printExpectation(kernel: string, variable: string, buffer: IntervalBuffer, out: Writer): void {
  const type = HOST.storage[buffer.element] ?? '';
  const indices = Array.from({ length: buffer.length }, (_, i) => i);
  if (isExact(buffer)) {
    const valueType = buffer.element === 'u32' || buffer.element === 'pixel' ? 'u32' : 'i32';
    out.block(
      `static const ${type} ${variable}_expected[] =`,
      () =>
        wrapped(
          indices.map((i) => literal(valueType, buffer.at(i).lo).text),
          out,
        ),
      { end: '};' },
    );
    out.line(`check.equal(${kernel}, ${variable}, ${variable}_expected, ${buffer.length});`);
    return;
  }
  out.block(
    `static const px::Bounds ${variable}_bounds[] =`,
    () =>
      wrapped(
        indices.map((i) => {
          const { lo, hi, nan } = buffer.at(i);
          return nan ? `{${bound(lo)}, ${bound(hi)}, true}` : `{${bound(lo)}, ${bound(hi)}}`;
        }),
        out,
      ),
    { end: '};' },
  );
  const half = buffer.element === 'f16' ? 'px::Half' : type;
  out.line(`check.between<${half}>(${kernel}, ${variable}, ${variable}_bounds, ${buffer.length});`);
}

function printCase(test: SelfCheckCase, printed: PrintedKernel, target: HostTarget, out: Writer): void {
  const names = nameScope(HOST.reserved);
  const kernel = quoted(test.kernel);
  for (const { param, data } of test.arrays) {
    const name = names.of(param.name);
    const stored = HOST.storage[param.element] ?? '';
    out.block(
      `static const ${stored} ${name}_data[] =`,
      () => wrapped(elementsOf(data, param.element), out),
      {
        end: '};',
      },
    );
    out.line(`px::Array ${name}(${quoted(param.name)}, ${bytesOf(param.element)});`);
    out.line(`${name}.fill(${name}_data, sizeof ${name}_data);`);
  }
  const block = test.block.map((n) => `${n}u`).join(', ');
  const grid = printed.blockBlind
    ? `px::covering_grid(${kernel}, ${test.extent.join(', ')}, {${block}}, ${MOST_THREADS})`
    : `px::stated_grid(${kernel}, {${test.grid.join(', ')}}, {${test.block.join(', ')}}, ${MOST_THREADS}, false)`;
  out.line(`const px::Grid grid = ${grid};`);
  const args = printed.arguments.map((argument): LaunchArgument => {
    if (argument.kind === 'array') return { argument, text: names.of(argument.name) };
    return { argument, text: literal(argument.type, test.values.get(argument.name) ?? 0).text };
  });
  out.text(target.launch(printed, args));
  for (const [param, buffer] of test.expected) printExpectation(kernel, names.of(param), buffer, out);
}

/** The function `static int selfcheck(px::Session& session)`: 0 when every kernel gave what it must give. */
export function printSelfCheck(
  cases: readonly SelfCheckCase[],
  kernels: readonly PrintedKernel[],
  target: HostTarget,
): Writer {
  const out = new Writer();
  out.block('static int selfcheck(px::Session& session)', () => {
    out.line('px::Check check;');
    if (cases.length === 0) out.line('(void)session;');
    for (const test of cases) {
      const printed = kernels.find(({ name }) => name === test.kernel);
      if (!printed) continue;
      out.line();
      out.block('', () => printCase(test, printed, target, out));
    }
    out.line();
    out.line('return check.result();');
  });
  return out;
}
