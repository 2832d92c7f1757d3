// From host statements and what the caller gives to operations: binding, lengths, launches, files, snapshots.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { encodeArray } from '../../core/data/index.ts';
import { PxosError, parseProgram, type RunOperation } from '../../core/index.ts';
import { type PreparedRun, prepareRun, type RunInputs } from '../../core/run/index.ts';

const SCALE = `
kernel scale(x: f32[] read, y: f32[] write, a: f32) {
}
`;
const OPEN = `
buffer x: f32 open read
buffer y: f32 open write
setting a: f32
${SCALE}`;
const BIND = 'with x = buffer x, y = buffer y, a = @a';
const IMPLIED = `${OPEN}launch implicit scale over threads ${BIND}`;

/** Bytes of so many f32 elements. */
const floats = (count: number) => ({ bytes: new Uint8Array(count * 4) });

const files = new Map<string, Uint8Array>([
  ['/home/dir/data.bin', new Uint8Array(40)],
  ['/home/x.bin', new Uint8Array(20)],
  [
    '/home/dir/pic.png',
    await encodeArray('p.png', { element: 'pixel', length: 6, bytes: new Uint8Array(24), shape: [2, 3] }),
  ],
]);

async function prepare(text: string, inputs: RunInputs = {}): Promise<PreparedRun> {
  return prepareRun(parseProgram(`pxir 1\n${text}`), inputs, {
    source: 'dir/a.px',
    cwd: '/home',
    read: async (path) => files.get(path) ?? new Uint8Array(),
  });
}
async function errors(text: string, inputs: RunInputs = {}): Promise<string[]> {
  try {
    await prepare(text, inputs);
  } catch (error) {
    if (error instanceof PxosError)
      return error.diagnostics.map((d) => `${d.code}: ${d.message} | ${d.hint}`);
    throw error;
  }
  return [];
}
/** Operations in short. */
const inShort = (op: RunOperation): string => {
  switch (op.kind) {
    case 'launch':
      return `${op.kernel} ${op.grid.join('×')} of ${op.block.join('×')} for ${op.extent.join('×')} ${JSON.stringify({ ...op.arrays, ...op.values })}`;
    case 'copy':
      return `${op.from} → ${op.to} ${op.count}`;
    case 'matrix':
      return op.op;
    case 'pixels':
      return `pixels of ${op.buffer}`;
  }
};
const shown = ({ operations }: PreparedRun): string[] => operations.map(inShort);

test('an implied launch runs over the longest array; what is only written is as long as the longest input', async () => {
  const run = await prepare(IMPLIED, { in: { x: floats(1000) }, set: { a: '2.5' } });
  assert.equal(shown(run), ['scale 4×1×1 of 256×1×1 for 1000×1×1 {"x":"x","y":"y","a":2.5}']);
  assert.is(run.storages.get('y')?.length, 1000);
  assert.equal(run.outputs, [{ name: 'y', storage: 'y', element: 'f32', length: 1000 }]);
  assert.equal(run.threads, new Map([[0, 1000]]));
});

test('--threads says exactly how many threads an implied launch has, --size how long an array is', async () => {
  const run = await prepare(IMPLIED, { in: { x: floats(10) }, set: { a: 1 }, threads: 7, size: { y: 3 } });
  assert.equal(shown(run), ['scale 1×1×1 of 256×1×1 for 7×1×1 {"x":"x","y":"y","a":1}']);
  assert.is(run.storages.get('y')?.length, 3);
});

test('as many threads as an int has numbers from 0 are no more than an axis can have', async () => {
  const given = { in: { x: floats(1) }, set: { a: 1 } };
  const run = await prepare(IMPLIED, { ...given, threads: 2 ** 31 });
  assert.equal(run.threads, new Map([[0, 2 ** 31]]));
  assert.match(String(await errors(IMPLIED, { ...given, threads: 2 ** 31 + 1 })), /PX0567/);
});

test('a size for an output counts for the longest array', async () => {
  const text =
    'buffer y: i32 open write\nkernel fill(y: i32[] write) {\n}\nlaunch implicit fill over threads with y = buffer y';
  assert.equal(shown(await prepare(text, { size: { y: 300 } })), [
    'fill 2×1×1 of 256×1×1 for 300×1×1 {"y":"y"}',
  ]);
  assert.equal(shown(await prepare(text, { threads: 5 })), ['fill 1×1×1 of 256×1×1 for 5×1×1 {"y":"y"}']);
  assert.is((await prepare(text, { threads: 5 })).storages.get('y')?.length, 5);
  assert.equal(await errors(text), [
    'PX0556: Nothing says how many threads `fill` has: no array has a length yet. | Give `--threads N`, or data with `--in`.',
  ]);
});

test('everything that is missing is told at once, with the flag that gives it', async () => {
  assert.equal(await errors(IMPLIED), [
    'PX0551: Nothing says what `x` holds or how long it is. | Give data: `--in x=FILE`, or zeros: `--size x=N` (`in` and `size` of `run()`).',
    'PX0550: `a` has no value. | Give one: `--set a=VALUE` (float), or SET it in the program.',
  ]);
});

test('names after flags are held against the program', async () => {
  assert.equal(
    await errors(IMPLIED, { in: { xx: floats(1) }, set: { b: 1, n: 1 }, size: { z: 1 }, out: ['why'] }),
    [
      'PX0552: `--in xx=…`: the program has no array `xx`. | It has `x`, `y`.',
      'PX0552: `--size z=…`: the program has no array `z`. | It has `x`, `y`.',
      'PX0552: `--out why=…`: the program has no array `why`. | It has `x`, `y`.',
      'PX0552: `--set b=…`: the program has no setting `b`. | It has `a`.',
      'PX0552: `--set n=…`: the program has no setting `n`. | It has `a`.',
    ],
  );
});

test('an explicit launch has the blocks that it states; cut anew only where the kernel cannot see them', async () => {
  const launch = (blocks: string, threads: string) =>
    `${OPEN}launch scale blocks (${blocks}) threads (${threads}) ${BIND}`;
  const inputs = { in: { x: floats(1000) }, set: { a: 1 } };
  const rest = '{"x":"x","y":"y","a":1}';
  assert.equal(shown(await prepare(launch('3, 2', '8, 4, 2'), inputs)), [
    `scale 3×2×1 of 8×4×2 for 24×8×2 ${rest}`,
  ]);
  assert.equal(shown(await prepare(launch('2', '2000'), inputs)), [
    `scale 16×1×1 of 256×1×1 for 4000×1×1 ${rest}`,
  ]);
  assert.equal(await errors(launch('0', '8'), inputs), [
    'PX0565: BLOCKS is 0; it has to be at least 1. | Check the expression; host integers wrap in 32 bits.',
  ]);
  assert.equal(await errors(launch('2147483647', '2'), inputs), [
    'PX0567: `scale` has 4294967294 threads along x; an int counts to 2147483647. | Launch fewer threads and let each do more, or use another axis too.',
  ]);
});

test('host expressions compute like kernels: integers wrap, division truncates', async () => {
  const text = `${OPEN.replace('y: f32 open', 'y: f32 allocated')}
set 2147483647 + 4 -> wrapped
set @wrapped:i32 / 1073741824 -> minusOne
set convert<i32>(3.9) -> n
alloc y elements @n:i32
launch scale blocks (1 - @minusOne:i32) threads (1) ${BIND}`;
  const run = await prepare(text, { in: { x: floats(9) }, set: { a: 0 } });
  assert.equal(shown(run), ['scale 2×1×1 of 1×1×1 for 2×1×1 {"x":"x","y":"y","a":0}']);
  assert.is(run.storages.get('y')?.length, 3);
  assert.equal(await errors(text.replace('3.9', '-3.9'), { in: { x: floats(9) }, set: { a: 0 } }), [
    'PX0565: The size of `y` is -3; it has to be at least 0. | Check the expression; host integers wrap in 32 bits.',
  ]);
});

const BLOCKS = (shape: string): string => `
buffer y: i32 open write
kernel k(y: i32[] write) {
  ${shape}
  1 -> y[local.x]
}
launch implicit k over threads with y = buffer y`;

test('a kernel that sees its blocks runs whole blocks, and needs to be told their shape', async () => {
  assert.equal(shown(await prepare(BLOCKS('shape 32 1 1'), { threads: 33 })), [
    'k 2×1×1 of 32×1×1 for 64×1×1 {"y":"y"}',
  ]);
  assert.equal(await errors(BLOCKS(''), { threads: 33 }), [
    'PX0568: `k` can see its blocks (block indices, shared memory or barriers), and nothing says how large they are. | Add `GPU_BLOCK n` to the kernel, or launch it with BLOCKS and THREADS.',
  ]);
  assert.equal(await errors(BLOCKS('shape 64 64 1'), { threads: 33 }), [
    'PX0566: A block of `k` has 4096 threads; the limit (threads per block) is 1024. | Launch more, smaller blocks.',
  ]);
});

const TWO = `${OPEN}kernel other(y: f32[] write) {
}
launch implicit scale over threads ${BIND}
launch implicit other over threads with y = buffer y`;

test('of several kernels without a launch one is chosen, and only what it needs has to be given', async () => {
  assert.equal(shown(await prepare(TWO, { kernel: 'other', threads: 4 })), [
    'other 1×1×1 of 256×1×1 for 4×1×1 {"y":"y"}',
  ]);
  assert.equal(await errors(TWO, {}), [
    'PX0554: The file has no launch and the kernels `scale`, `other`. | Choose one: `--kernel scale`, or add GPU_LAUNCH statements.',
  ]);
  assert.equal(await errors(TWO, { kernel: 'othre' }), [
    'PX0553: There is no kernel `othre`. | Did you mean `other`?',
  ]);
  assert.equal(await errors(TWO, { kernel: 'other', threads: 4, out: ['x'] }), [
    'PX0561: `x` has no contents: this run never uses it. | Leave out the `--out`, or choose the kernel that writes the array.',
  ]);
});

test('--kernel and --threads are for files without a launch', async () => {
  const text = `${OPEN}launch scale blocks (1) threads (1) ${BIND}`;
  assert.equal(await errors(text, { kernel: 'scale' }), [
    'PX0555: `--kernel` is for files without a launch, and this one launches its kernels itself. | Leave out `--kernel`, or take the launches out of the file.',
  ]);
  assert.match((await errors(text, { threads: 3 }))[0]!, /^PX0555: `--threads`/);
  assert.equal(await errors(IMPLIED, { threads: 0 }), [
    'PX0558: `--threads` is 0; it counts, so it is a whole number above 0. | Write a number such as 1024.',
  ]);
  assert.match((await errors(OPEN))[0]!, /^PX0576: There is nothing to run/);
});

test('settings take the values of their declared type', async () => {
  const text = (type: string): string => `setting v: ${type}\nset @v -> w\nselect 0`;
  const refused = async (type: string, value: string | number | boolean): Promise<string> =>
    (await errors(text(type), { set: { v: value } }))[0] ?? 'none';
  assert.is(await refused('u8', '255'), 'none');
  assert.is(
    await refused('u8', '256'),
    'PX0557: `v` cannot be `256`: it is a whole number from 0 to 255 (u8). | Write `--set v=VALUE` with such a value.',
  );
  for (const [type, good] of [
    ['i32', '-2_147_483_648'],
    ['u32', '0xFFFFFFFF'],
    ['i32', '0b101'],
    ['f32', '-1.5e3'],
    ['f32', '-inf'],
    ['f32', 'NaN'],
    ['bool', 'true'],
    ['f64', '1e300'],
  ] as const)
    assert.is(await refused(type, good), 'none', `${type} ${good}`);
  for (const [type, bad] of [
    ['i32', '2147483648'],
    ['i32', '1.5'],
    ['i32', 'abc'],
    ['i32', ''],
    ['i32', true],
    ['i32', Number.NaN],
    ['f32', '1e39'],
    ['f16', '70000'],
    ['bool', '2'],
    ['u32', '-1'],
  ] as const)
    assert.match(await refused(type, bad), /^PX0557/, `${type} ${bad}`);
});

test('an allocated array is zeros, or the data of --in of the same length', async () => {
  const text = `buffer y: i32 allocated readwrite
kernel k(y: i32[] readwrite) {
}
alloc y elements 4
launch k blocks (1) threads (4) with y = buffer y
free y`;
  assert.is((await prepare(text)).storages.get('y')?.data, undefined);
  assert.is(
    (await prepare(text, { in: { y: { bytes: new Uint8Array(16) } } })).storages.get('y')?.data?.length,
    16,
  );
  assert.equal(await errors(text, { in: { y: { bytes: new Uint8Array(20) } } }), [
    'PX0559: `y` is given 5 elements, and GPU_ALLOC makes it 4. | Give exactly 4 elements.',
  ]);
  assert.equal(await errors(text, { size: { y: 4 } }), [
    'PX0560: `--size y=…` cannot be: GPU_ALLOC gives `y` its size. | Leave out the flag, or take the statement out of the program.',
  ]);
  assert.equal(
    (await prepare(text)).outputs.map((o) => o.name),
    ['y'],
  );
  assert.equal(await errors(`${text}\nfree y`), [
    'PX0572: `y` is freed. | Move GPU_FREE behind its last use.',
  ]);
  assert.equal(await errors(text.replace('alloc y elements 4\n', '')), [
    'PX0572: `y` is not allocated yet. | Move the statement that makes it before this one.',
  ]);
  assert.equal(await errors(text.replace('elements 4', 'elements 2147483647')), [
    'PX0569: `y` with 2147483647 elements takes 8589934588 bytes; the limit (bytes of an array) is 4294901760. | Work on parts of it.',
  ]);
});

test('copies move elements, never beyond either end; a target that nobody gave is as long as the copy', async () => {
  const text = (count: number): string => `buffer h: i32 open read
buffer d: i32 allocated readwrite
buffer r: i32 open write
alloc d elements 4
copy to gpu h -> d count ${count}
copy from gpu d -> r count 3`;
  const inputs = { in: { h: { bytes: new Uint8Array(40) } } };
  const run = await prepare(text(4), inputs);
  assert.equal(shown(run), ['h → d 4', 'd → r 3']);
  assert.equal(run.outputs, [{ name: 'r', storage: 'r', element: 'i32', length: 3 }]);
  assert.equal(await errors(text(5), inputs), [
    'PX0570: 5 elements are copied, and `d` has 4. | Sizes count elements, not bytes.',
  ]);
  assert.equal(await errors(text(11), inputs), [
    'PX0570: 11 elements are copied, and `h` has 10. | Sizes count elements, not bytes.',
  ]);
});

test('files come in from the folder of the program, and their length and size with them', async () => {
  const run = await prepare(`buffer b: i32 file read
buffer img: pixel file read
buffer d: i32 allocated write
read file "data.bin" -> b
read image "pic.png" -> img
set (@img.width:i32 * 10) + @img.height:i32 -> n
alloc d elements @n:i32`);
  assert.equal(
    [...run.lengths],
    [
      ['b', 10],
      ['img', 6],
      ['d', 32],
    ],
  );
});

const PIPELINE = `
buffer img: pixel open readwrite
buffer s1: pixel stage readwrite
setting n: i32
kernel blur(src: pixel[] read, dst: pixel[] write, width: i32) {
}
kernel grade(p: pixel[] readwrite) {
}
alloc s1 like img
launch blur over pixels img with src = buffer img, dst = buffer s1, width = @img.width
launch grade over elements s1 with p = buffer s1
replace img from s1
`;

test('a pipeline hands fresh buffers on, one thread for each pixel or element, and replaces what it worked on', async () => {
  const run = await prepare(PIPELINE, { in: { img: { path: 'dir/pic.png' } } });
  assert.equal(shown(run), [
    'blur 1×1×1 of 16×16×1 for 3×2×1 {"src":"img","dst":"s1","width":3}',
    'grade 1×1×1 of 256×1×1 for 6×1×1 {"p":"s1"}',
  ]);
  assert.equal(run.outputs, [{ name: 'img', storage: 's1', element: 'pixel', length: 6, shape: [2, 3] }]);
});

test('a raw picture needs its width; the height follows', async () => {
  const raw = { img: { bytes: new Uint8Array(24) } };
  assert.equal(await errors(PIPELINE, { in: raw }), [
    'PX0573: Nothing says what `img.width` is. | It comes from an image, from `BY`, from `SET 640 → img.width`, or from `--set img.width=640`.',
  ]);
  assert.match(shown(await prepare(PIPELINE, { in: raw, set: { 'img.width': '2' } }))[0]!, /for 2×3×1/);
  assert.equal(await errors(PIPELINE, { in: raw, set: { 'img.width': 4 } }), [
    'PX0574: `img` is 4 × 2, and has 6 elements. | Check `img.width` and `img.height`.',
  ]);
});

test('a kernel that looks along two axes gets the columns and rows of its arrays, or asks for them', async () => {
  const text = `buffer p: pixel open readwrite
buffer q: pixel open write
kernel k(p: pixel[] readwrite, q: pixel[] write) {
  p[thread.y] -> q[thread.x]
}
launch implicit k over threads with p = buffer p, q = buffer q`;
  const picture = { path: 'dir/pic.png' };
  assert.match(shown(await prepare(text, { in: { p: picture }, size: { q: 9 } }))[0]!, /for 3×2×1/);
  assert.match(
    shown(await prepare(text, { in: { p: picture }, size: { q: 9 }, threads: [2, 5] }))[0]!,
    /for 2×5×1/,
  );
  assert.match(
    (await errors(text, { size: { p: 6, q: 6 } }))[0]!,
    /^PX0564: .*two axes.*--threads WIDTHxHEIGHT/,
  );
});

test('what is written in the middle is kept as it is there; nothing is copied that does not change', async () => {
  const text = `buffer y: i32 allocated readwrite
kernel k(y: i32[] readwrite) {
}
alloc y elements 4
launch k blocks (1) threads (4) with y = buffer y
write file y -> "one.npy"
launch k blocks (1) threads (4) with y = buffer y
write file y -> "two.bin"
write file y -> "/elsewhere/three.bin"`;
  const run = await prepare(text);
  assert.equal(
    shown(run).map((line) => line.replace(/ .*/, '')),
    ['k', 'y', 'k'],
  );
  assert.is(shown(run)[1], 'y → y#2 4');
  assert.equal(
    run.writes.map(({ storage, shown: path, format }) => `${storage} ${path} ${format}`),
    ['y#2 dir/one.npy npy', 'y dir/two.bin raw', 'y /elsewhere/three.bin raw'],
  );
});

test('a file that the program wrote is read back as it was written', async () => {
  const text = `buffer y: i32 allocated readwrite
buffer z: i32 file read
alloc y elements 4
write file y -> "t.bin"
copy from gpu y -> y count 0
read file "./t.bin" -> z
copy to gpu z -> y count 2`;
  assert.equal(shown(await prepare(text)), ['y → y#2 4', 'y → z 4', 'z → y 2']);
  assert.equal(await errors(text.replace('z: i32', 'z: u8')), [
    'PX0578: The program wrote `dir/t.bin` as int and reads it as u8. | Read it with `AS int`, or in a program of its own.',
  ]);
});

test('pictures are written by WRITE_IMAGE and need a width', async () => {
  const text = (what: string): string => `buffer p: pixel allocated readwrite
alloc p elements 6
write ${what} p -> "out.png"`;
  assert.equal(await errors(text('file')), [
    'PX0577: WRITE_FILE writes the raw bytes of `p`, and `out.png` is called a PNG. | Write `WRITE_IMAGE p TO out.png`, or another file name.',
  ]);
  assert.match((await errors(text('image')))[0]!, /^PX0573: Nothing says what `p.width` is/);
  const run = await prepare(text('image').replace('\nwrite', '\nset 3 -> p.width\nwrite'));
  assert.equal(
    run.writes.map((write) => [write.format, write.shape]),
    [['png', [2, 3]]],
  );
});

const MATRICES = `
buffer a: u8 allocated readwrite
buffer b: i8 open read
buffer c: i32 open write
`;
/** Matrix operations with their shapes. */
const matrices = ({ operations }: PreparedRun): string[] =>
  operations.flatMap((operation) => {
    if (operation.kind !== 'matrix') return [];
    const { op, operands, result } = operation;
    const shaped = [...operands, result].map((o) => `${o.buffer} ${o.rows}×${o.columns}`);
    return [`${op} ${shaped.join(', ')}`];
  });
const bytes = (count: number, shape?: readonly number[]) => ({
  bytes: new Uint8Array(count),
  ...(shape && { shape }),
});

test('a matrix statement gets its shapes from BY, from files and from the other operand, and the result its own', async () => {
  const product = `${MATRICES}alloc a matrix 2 by 3\nmatrix matmul a, b -> c`;
  const shaped = await prepare(product, { in: { b: bytes(12, [3, 4]) } });
  assert.equal(matrices(shaped), ['matmul a 2×3, b 3×4, c 2×4']);
  assert.equal(
    shaped.outputs.map(({ name, shape }) => [name, shape]),
    [['c', [2, 4]]],
  );
  assert.equal(matrices(await prepare(product, { in: { b: bytes(15) } })), ['matmul a 2×3, b 3×5, c 2×5']);
  const row = `${MATRICES}alloc a elements 6\nmatrix matmul a, b -> c`;
  assert.equal(matrices(await prepare(row, { in: { b: bytes(12) } })), ['matmul a 1×6, b 6×2, c 1×2']);
  assert.equal(matrices(await prepare(row, { in: { b: bytes(12, [3, 4]) } })), [
    'matmul a 2×3, b 3×4, c 2×4',
  ]);
});

test('shapes of matrices that do not go together are errors with the rule', async () => {
  const product = `${MATRICES}alloc a matrix 2 by 3\nmatrix matmul a, b -> c`;
  const rule = 'The columns of the first are the rows of the second: (m × k) and (k × n) give (m × n).';
  assert.equal(await errors(product, { in: { b: bytes(12, [4, 3]) } }), [
    `PX0521: MATMUL cannot take \`a\` (2 × 3) and \`b\` (4 × 3). | ${rule}`,
  ]);
  assert.equal(await errors(product, { in: { b: bytes(10) } }), [
    `PX0521: MATMUL cannot take \`a\` (2 × 3) and \`b\` (10 elements). | ${rule}`,
  ]);
  assert.equal(await errors(product, { in: { b: bytes(12) }, size: { c: 7 } }), [
    'PX0521: MATMUL cannot take `c` (7 elements) as its result. | The result is 2 × 4.',
  ]);
  const sum = `${MATRICES}alloc a matrix 2 by 3\nmatrix add a, b -> c`;
  assert.equal(await errors(sum, { in: { b: bytes(6, [3, 2]) } }), [
    'PX0521: ADD cannot take `a` (2 × 3) and `b` (3 × 2). | Both have the same shape.',
  ]);
  const dot = `${MATRICES}alloc a elements 3\nmatrix dot a, b -> c`;
  assert.equal(await errors(dot, { in: { b: bytes(4) } }), [
    'PX0521: DOT cannot take `a` (3 elements) and `b` (4 elements). | Both have the same number of elements.',
  ]);
});

test('a product that replaces a factor reads a copy of it; a sum does not need one', async () => {
  const text = 'buffer a: f32 allocated readwrite\nalloc a matrix 2 by 2\n';
  assert.equal(shown(await prepare(`${text}matrix matmul a, a -> a`)), ['a → a#2 4', 'matmul']);
  assert.equal(shown(await prepare(`${text}matrix add a, a -> a`)), ['add']);
});

test('names like __proto__ are names like any other', async () => {
  const text =
    'buffer __proto__: i32 open readwrite\nkernel k(__proto__: i32[] readwrite) {\n}\nlaunch implicit k over threads with __proto__ = buffer __proto__';
  const run = await prepare(text, JSON.parse('{"size": {"__proto__": 3}}') as RunInputs);
  assert.equal(
    run.outputs.map((o) => [o.name, o.storage]),
    [['__proto__', '__proto__#1']],
  );
  const [launch] = run.operations;
  assert.ok(launch?.kind === 'launch' && Object.hasOwn(launch.arrays, '__proto__'));
});

test('an array that the program gives back is no result, unless there is no other', async () => {
  const text = (frees: string): string => `
buffer x: f32 allocated readwrite
buffer y: f32 allocated readwrite
${SCALE}
alloc x elements 4
alloc y elements 4
launch scale blocks (1) threads (4) with x = buffer x, y = buffer y, a = 1.0
copy to gpu y -> x count 4
${frees}`;
  const named = async (frees: string, inputs: RunInputs = {}): Promise<readonly string[]> =>
    (await prepare(text(frees), inputs)).outputs.map(({ name }) => name);
  assert.equal(await named(''), ['x', 'y']);
  assert.equal(await named('free x\n'), ['y']);
  assert.equal(await named('free x\nfree y\n'), ['x', 'y']);
  assert.equal(await named('free x\nalloc x elements 2\n'), ['x', 'y']);
  assert.equal(await named('free x\n', { out: ['x'] }), ['x']);
});

test.run();
