// The encoder: LEB128, sections, control flow, names; V8 is the judge of what it writes.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ByteWriter } from '../../plugins/emit-wasm/encoding/byte-writer.ts';
import {
  assemble,
  block,
  branch,
  branchIf,
  type Code,
  call,
  choose,
  f32,
  f64,
  get,
  i32,
  i64,
  label,
  loop,
  op,
  print,
  set,
  variable,
  type WasmFunction,
  type WasmModule,
  when,
} from '../../plugins/emit-wasm/encoding/index.ts';

const bytesOf = (write: (out: ByteWriter) => void): number[] => {
  const out = new ByteWriter();
  write(out);
  return [...out.finish()];
};

const moduleOf = (...exports: WasmFunction[]): WasmModule => ({ exports, tables: new Map(), pages: 1 });

/** Compiles a function without parameters and calls it. */
function evaluate(type: 'i32' | 'i64' | 'f32' | 'f64', body: Code): unknown {
  const definition: WasmFunction = { name: 'main', parameters: [], results: [type], body };
  const module = new WebAssembly.Module(new Uint8Array(assemble(moduleOf(definition))));
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { main } = new WebAssembly.Instance(module, { px: { memory } }).exports;
  return (main as () => unknown)();
}

test('unsigned numbers are LEB128', () => {
  assert.equal(
    bytesOf((out) => out.unsigned(0)),
    [0],
  );
  assert.equal(
    bytesOf((out) => out.unsigned(127)),
    [127],
  );
  assert.equal(
    bytesOf((out) => out.unsigned(128)),
    [0x80, 1],
  );
  assert.equal(
    bytesOf((out) => out.unsigned(624485)),
    [0xe5, 0x8e, 0x26],
  );
  assert.equal(
    bytesOf((out) => out.unsigned(0xffffffff)),
    [0xff, 0xff, 0xff, 0xff, 0x0f],
  );
});

test('signed numbers are LEB128 with the sign in the last byte', () => {
  assert.equal(
    bytesOf((out) => out.signed(0n)),
    [0],
  );
  assert.equal(
    bytesOf((out) => out.signed(63n)),
    [63],
  );
  assert.equal(
    bytesOf((out) => out.signed(64n)),
    [0xc0, 0],
  );
  assert.equal(
    bytesOf((out) => out.signed(-1n)),
    [0x7f],
  );
  assert.equal(
    bytesOf((out) => out.signed(-64n)),
    [0x40],
  );
  assert.equal(
    bytesOf((out) => out.signed(-65n)),
    [0xbf, 0x7f],
  );
  assert.equal(
    bytesOf((out) => out.signed(-123456n)),
    [0xc0, 0xbb, 0x78],
  );
});

test('a writer grows beyond its first bytes', () => {
  const bytes = bytesOf((out) => {
    for (let n = 0; n < 1000; n++) out.byte(n & 255);
    out.name('é');
  });
  assert.is(bytes.length, 1003);
  assert.equal(bytes.slice(998), [998 & 255, 999 & 255, 2, 0xc3, 0xa9]);
});

test('constants of every type arrive exactly', () => {
  for (const value of [0, 1, -1, 63, 64, -64, -65, 2147483647, -2147483648])
    assert.is(evaluate('i32', i32(value)), value);
  for (const value of [0n, -1n, 0x7fffffffffffffffn, -0x8000000000000000n])
    assert.is(evaluate('i64', i64(value)), value);
  for (const value of [0.1, -0, Infinity, NaN, 5e-324])
    assert.ok(Object.is(evaluate('f64', f64(value)), value));
  assert.is(evaluate('f32', f32(0.1)), Math.fround(0.1));
});

test('branches find their labels through any nesting', () => {
  const [outer, inner, top] = [label('outer'), label('inner'), label('top')];
  const n = variable('i32', 'n');
  const body = [
    block(
      outer,
      loop(
        top,
        set(n, op('i32.add', get(n), i32(1))),
        block(
          inner,
          when(op('i32.lt_s', get(n), i32(10)), branch(inner)),
          when(op('i32.eq', get(n), i32(12)), [branch(outer)]),
        ),
        branchIf(op('i32.lt_s', get(n), i32(100)), top),
      ),
    ),
    get(n),
  ];
  assert.is(evaluate('i32', body), 12);
});

test('a module holds the functions that its exports call, each once, with several results', () => {
  const x = variable('f64', 'x');
  const swap: WasmFunction = {
    name: 'both',
    parameters: [x],
    results: ['f64', 'i32'],
    body: [op('f64.neg', get(x)), i32(7)],
  };
  const seven = variable('i32', 'seven');
  const body = [
    call(swap, f64(2)),
    set(seven),
    op('f64.add', [], [call(swap, f64(3)), set(seven)]),
    op('f64.convert_i32_s', get(seven)),
    op('f64.add'),
  ];
  assert.is(evaluate('f64', body), 2);
});

test('locals of one type share a declaration and keep apart', () => {
  const variables = (['i32', 'f64', 'i32', 'f64'] as const).map((type, n) => variable(type, `v${n}`));
  const [a, x, b, y] = variables as [
    (typeof variables)[0],
    (typeof variables)[0],
    (typeof variables)[0],
    (typeof variables)[0],
  ];
  const body = [
    set(a, i32(1)),
    set(x, f64(10)),
    set(b, i32(2)),
    set(y, f64(20)),
    op('f64.sub', op('f64.sub', get(y), get(x)), op('f64.convert_i32_s', op('i32.sub', get(b), get(a)))),
  ];
  assert.is(evaluate('f64', body), 9);
});

test('the text of a module shows every instruction and keeps equal names apart', () => {
  const x = variable('i32', 'x');
  const other = variable('i32', 'x');
  const done = label('done');
  const main: WasmFunction = {
    name: 'main',
    parameters: [x],
    results: ['i32'],
    body: [
      set(other, choose('i32', get(x), i32(1), i32(-2))),
      block(done, branchIf(get(other), done)),
      { kind: 'memory', op: 'i32.load8_u', offset: 4 },
      op('f64.convert_i32_s'),
      f64(-0),
      op('f64.lt'),
    ],
  };
  assert.is(
    print(moduleOf(main), ['A module.']),
    `;; A module.
(module
  (import "px" "memory" (memory 1))
  (func $main (export "main") (param $x i32) (result i32)
    (local $x_2 i32)
    local.get $x
    if (result i32)
      i32.const 1
    else
      i32.const -2
    end
    local.set $x_2
    block $done
      local.get $x_2
      br_if $done
    end
    i32.load8_u offset=4
    f64.convert_i32_s
    f64.const -0
    f64.lt
  )
)
`,
  );
});

test.run();
