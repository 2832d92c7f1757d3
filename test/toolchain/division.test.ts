// DIV and MOD as the C family writes them, executed at every corner: helpers for what C leaves open, / and % for the rest.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  build as b,
  type Expr,
  type ExpressionScope,
  HelperUse,
  HOST,
  operation,
  printExpr,
} from '../../core/index.ts';
import { isInstalled } from './shim.ts';

const OPERATIONS = ['div', 'mod'] as const;
const TYPES = ['i32', 'u32'] as const;
const CORNERS = {
  i32: [0, 1, -1, 2, -2, 3, 7, -7, 2147483647, -2147483647, -2147483648],
  u32: [0, 1, 2, 3, 7, 2147483647, 2147483648, 4294967295],
} as const;

const none = (): never => {
  throw new Error('no such name stands in these expressions');
};

/** An expression, and the helpers that it needs. */
function printed(expr: Expr, helpers: HelperUse): string {
  const scope: ExpressionScope = {
    dialect: HOST,
    helpers,
    local: (name) => name,
    param: none,
    array: none,
    function: none,
    host: none,
  };
  return printExpr(expr, scope).text;
}

const constant = (type: (typeof TYPES)[number], value: number): Expr =>
  type === 'i32' ? b.i32(value) : b.u32(value);

test('what C leaves open is a helper’s, by a variable and by the constants 0 and -1', () => {
  const x = b.local('x');
  const text = (divisor: Expr): string => printed(b.op('div', x, divisor), new HelperUse());
  assert.is(text(b.local('y')), 'px_div_i32(x, y)');
  assert.is(text(b.i32(0)), 'px_div_i32(x, 0)');
  assert.is(text(b.i32(-1)), 'px_div_i32(x, (-1))');
  assert.is(text(b.i32(-2)), 'x / (-2)');
});

if (!isInstalled('g++')) {
  console.log('skipped: no g++ to execute divisions with');
  test.skip('every corner of DIV and MOD is what the operation says', () => {});
} else
  test('every corner of DIV and MOD is what the operation says, and none is undefined in C', () => {
    const helpers = new HelperUse();
    const lines: string[] = [];
    const wanted: number[] = [];
    for (const name of OPERATIONS)
      for (const type of TYPES)
        for (const y of CORNERS[type]) {
          const [a, by] = [b.local('x', type), b.local('y', type)];
          const divided = [b.op(name, a, by), b.op(name, a, constant(type, y))];
          const values = CORNERS[type].map((x) => printed(constant(type, x), helpers)).join(', ');
          const shown = divided.map((expr) => `(long long)(${printed(expr, helpers)})`);
          const word = HOST.types[type] ?? '';
          // Nothing is known of these when the program is compiled.
          lines.push(
            `  for (volatile ${word} v : {${values}}) { const ${word} x = v; volatile ${word} w = ${printed(constant(type, y), helpers)}; const ${word} y = w; std::printf("%lld %lld\\n", ${shown.join(', ')}); (void)y; }`,
          );
          for (const x of CORNERS[type]) wanted.push(Number(operation(name).evaluate(type, [x, y])));
        }
    const folder = mkdtempSync(join(tmpdir(), 'pxos-division-'));
    try {
      const source = join(folder, 'division.cpp');
      const program = [
        '#include <cstdio>',
        '#include <initializer_list>',
        ...helpers.print(HOST),
        'int main() {',
        ...lines,
        '}',
        '',
      ];
      writeFileSync(source, program.join('\n'));
      const checks = ['-fsanitize=undefined', '-fno-sanitize-recover=all'];
      execFileSync('g++', ['-std=c++17', '-O1', '-w', ...checks, '-o', join(folder, 'division'), source]);
      const said = execFileSync(join(folder, 'division'), { encoding: 'utf8' });
      assert.equal(
        said.trim().split('\n'),
        wanted.map((value) => `${value} ${value}`),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

test.run();
