// Host statements: what names are bound to, which buffers and settings follow, how PIPELINE and matrices are lowered.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { irOf, messagesOf } from './checked.ts';

const SCALE = `GPU_KERNEL scale
GPU_PARAM x float[]
GPU_PARAM y float[]
GPU_PARAM k float
GPU_THREAD_CODE:
    THREAD_ID → i
    STORE x[i] * k → y[i]
GPU_END
`;
const host = (...lines: readonly string[]): readonly string[] => {
  const printed = irOf(`${SCALE}${lines.join('\n')}\n`);
  return printed.filter((line) => /^(?!pxir)[a-z]+ /.test(line) && !/^(?:kernel|local) /.test(line));
};
const hostMessages = (...lines: readonly string[]): readonly string[] =>
  messagesOf(`${SCALE}${lines.join('\n')}\n`).map((line) =>
    line.replace(/^(\d+):\d+/, (_, n) => String(Number(n) - 8)),
  );

test('a file without a launch runs its kernel over as many threads as the caller says', () => {
  assert.equal(host(), [
    'buffer x: f32 open read',
    'buffer y: f32 open write',
    'setting k: f32',
    'launch implicit scale over threads with x = buffer x, y = buffer y, k = @k',
  ]);
});

test('the implied launch stands before what wants its results', () => {
  assert.equal(host('READ_FILE in.bin INTO x AS float', 'SET 2 → k', 'WRITE_FILE y TO out.bin').slice(2), [
    'read file "in.bin" -> x',
    'set 2 -> k',
    'launch implicit scale over threads with x = buffer x, y = buffer y, k = convert<f32>(@k)',
    'write file y -> "out.bin"',
  ]);
});

test('each kernel of a file without a launch may be the one that runs, with names of its own where types differ', () => {
  const lines = irOf(`${SCALE}${SCALE.replace('scale', 'other').replaceAll('float', 'int')}`);
  assert.equal(
    lines.filter((line) => /^(?:buffer|setting|launch) /.test(line)),
    [
      'buffer x: f32 open read',
      'buffer y: f32 open write',
      'buffer other_x: i32 open read',
      'buffer other_y: i32 open write',
      'setting k: f32',
      'setting other_k: i32',
      'launch implicit scale over threads with x = buffer x, y = buffer y, k = @k',
      'launch implicit other over threads with x = buffer other_x, y = buffer other_y, k = @other_k',
    ],
  );
});

test('a launch binds by name, and WITH binds for its launch only', () => {
  assert.equal(
    host(
      'GPU_ALLOC y float 64',
      'GPU_LAUNCH scale BLOCKS (n + 63) / 64 THREADS 64 WITH x=data k=2',
      'GPU_LAUNCH scale BLOCKS 1, 2 THREADS 8 8 1',
    ),
    [
      'buffer y: f32 allocated write',
      'buffer data: f32 open read',
      'buffer x: f32 open read',
      'setting k: f32',
      'setting n: i32',
      'alloc y elements 64',
      'launch scale blocks ((@n + 63) / 64) threads (64) with x = buffer data, y = buffer y, k = 2.0',
      'launch scale blocks (1, 2) threads (8, 8, 1) with x = buffer x, y = buffer y, k = @k',
    ],
  );
});

test('one name shared by several launches has one type', () => {
  const other = SCALE.replace('scale', 'other').replaceAll('float', 'int');
  assert.equal(
    messagesOf(`${SCALE}${other}GPU_LAUNCH scale BLOCKS 1 THREADS 1\nGPU_LAUNCH other BLOCKS 1 THREADS 1`),
    ['18:12 PX0503', '18:12 PX0503', '18:12 PX0503'],
  );
});

test('one buffer may stand behind two parameters only while neither is written', () => {
  assert.equal(hostMessages('GPU_LAUNCH scale BLOCKS 1 THREADS 1 WITH x=y'), ['1 PX0507']);
  const reads = SCALE.replace('STORE x[i] * k → y[i]', 'SET x[i] * k + y[i] → z');
  assert.equal(messagesOf(`${reads}GPU_LAUNCH scale BLOCKS 1 THREADS 1 WITH x=y`), []);
});

test('a host name that nothing sets is a setting; one that is SET later is an error', () => {
  assert.equal(host('GPU_LAUNCH scale BLOCKS b THREADS 64')[3], 'setting b: i32');
  assert.equal(hostMessages('GPU_LAUNCH scale BLOCKS b THREADS 64', 'SET 4 → b'), ['1 PX0515']);
});

test('a name that WITH gives to a scalar is a setting of the type of its parameter', () => {
  const [x, y, setting, step] = host('GPU_LAUNCH scale BLOCKS 1 THREADS 64 WITH k=factor');
  assert.equal(
    [x, y, setting],
    ['buffer x: f32 open read', 'buffer y: f32 open write', 'setting factor: f32'],
  );
  assert.match(step ?? '', 'k = @factor');
});

test('a host name keeps the type of its first SET', () => {
  assert.equal(host('SET 4.0 → k', 'SET 5 → k').slice(2, 4), ['set 4.0 -> k', 'set 5.0 -> k']);
  assert.equal(hostMessages('SET 4 → m', 'SET 4.5 → m'), ['2 PX0330']);
});

test('BLOCKS and THREADS are at least 1, also through constants', () => {
  assert.equal(hostMessages('SET 8 → b', 'GPU_LAUNCH scale BLOCKS b - 8 THREADS 0'), [
    '2 PX0509',
    '2 PX0509',
  ]);
});

test('a kernel that sees its blocks needs a block shape or an explicit launch', () => {
  const sees = SCALE.replace('THREAD_ID', 'LOCAL_ID');
  assert.equal(messagesOf(sees), ['1:12 PX0508']);
  assert.equal(messagesOf(sees.replace('GPU_THREAD', 'GPU_BLOCK 64\nGPU_THREAD')), []);
  assert.equal(messagesOf(`${sees}GPU_LAUNCH scale BLOCKS 1 THREADS 64`), []);
});

test('copies give their other side its type, in any order', () => {
  assert.equal(
    host(
      'GPU_COPY_TO_GPU first → second 64',
      'GPU_COPY_TO_GPU second → x 64',
      'GPU_LAUNCH scale BLOCKS 1 THREADS 64',
      'GPU_COPY_FROM_GPU y → result 64',
    ).filter((line) => line.startsWith('buffer')),
    [
      'buffer x: f32 open readwrite',
      'buffer y: f32 open write',
      'buffer second: f32 open write',
      'buffer first: f32 open read',
      'buffer result: f32 open write',
    ],
  );
});

test('memory lives from GPU_ALLOC to GPU_FREE', () => {
  assert.equal(
    hostMessages(
      'GPU_ALLOC x float 4',
      'GPU_FREE x',
      'GPU_ALLOC x float 8',
      'GPU_LAUNCH scale BLOCKS 1 THREADS 8',
    ),
    [],
  );
  assert.equal(hostMessages('GPU_ALLOC x float 4', 'GPU_ALLOC x float 4'), ['2 PX0517']);
  assert.equal(hostMessages('GPU_ALLOC x float 4', 'GPU_FREE x', 'GPU_LAUNCH scale BLOCKS 1 THREADS 8'), [
    '3 PX0516',
  ]);
});

test('READ_FILE gives u8 unless AS says otherwise', () => {
  assert.equal(hostMessages('READ_FILE a.bin INTO x'), ['-7 PX0503']);
  assert.equal(hostMessages('READ_FILE a.bin INTO x AS float'), []);
});

const IMAGE = `GPU_KERNEL blur
GPU_PARAM input pixel[]
GPU_PARAM output pixel[]
GPU_PARAM width int
GPU_PARAM amount int
GPU_THREAD_CODE:
    THREAD_ID X → x
    THREAD_ID Y → y
    STORE input[y * width + x + amount] → output[y * width + x]
GPU_END
GPU_KERNEL invert
GPU_PARAM data pixel[]
GPU_THREAD_CODE:
    THREAD_ID → i
    STORE data[i] ^ 0xFFFFFF → data[i]
GPU_END
`;
const steps = (text: string): readonly string[] =>
  irOf(IMAGE + text).filter((line) => /^(?:buffer|setting|launch|alloc|replace|set|read|write) /.test(line));

test('PIPELINE launches each stage over the elements, into fresh buffers or in place', () => {
  assert.equal(
    steps('READ_IMAGE in.png INTO photo\nPIPELINE: blur → invert → blur\nWRITE_IMAGE photo TO out.png'),
    [
      'buffer photo: pixel file readwrite',
      'buffer photo_blur: pixel stage readwrite',
      'buffer photo_blur_2: pixel stage readwrite',
      'setting amount: i32',
      'read image "in.png" -> photo',
      'alloc photo_blur like photo',
      'launch blur over pixels photo with input = buffer photo, output = buffer photo_blur, width = @photo.width, amount = @amount',
      'launch invert over elements photo with data = buffer photo_blur',
      'alloc photo_blur_2 like photo_blur',
      'launch blur over pixels photo with input = buffer photo_blur, output = buffer photo_blur_2, width = @photo.width, amount = @amount',
      'replace photo from photo_blur_2',
      'write image photo -> "out.png"',
    ],
  );
});

test('the width of a PIPELINE converts to the type of the parameter', () => {
  const text = IMAGE.replace('width int', 'width float').replaceAll('y * width', 'y * convert(width, int)');
  const lines = irOf(`${text}PIPELINE: blur`);
  assert.match(lines.at(-2) ?? '', 'width = convert<f32>(@input.width)');
});

test('without any array a PIPELINE works on the input of its first stage', () => {
  assert.equal(steps('PIPELINE: invert → invert'), [
    'buffer data: pixel open readwrite',
    'launch invert over elements data with data = buffer data',
    'launch invert over elements data with data = buffer data',
  ]);
});

test('with several arrays a PIPELINE says what it works on', () => {
  const allocations = 'GPU_ALLOC a pixel 4\nGPU_ALLOC b pixel 4\n';
  assert.equal(messagesOf(`${IMAGE}${allocations}PIPELINE: invert → invert`), ['19:1 PX0512']);
  assert.equal(messagesOf(`${IMAGE}${allocations}PIPELINE: invert → invert ON b`), []);
});

test('an image is written with a width that something gives', () => {
  const write = 'WRITE_IMAGE a TO out.png';
  assert.equal(messagesOf(`GPU_ALLOC a pixel 64\n${write}`), ['2:13 PX0514']);
  assert.equal(messagesOf(`GPU_ALLOC a pixel 64\nSET 8 → a.width\n${write}`), []);
  assert.equal(messagesOf(`GPU_ALLOC a pixel 8 BY 8\n${write}`), []);
  assert.equal(messagesOf(`READ_IMAGE in.png INTO a\n${write}`), []);
});

test('width and height of an array are host names', () => {
  assert.equal(
    steps('READ_IMAGE in.png INTO p\nSET p.width * 2 → w\nSET w → p.height\nPIPELINE: invert → invert').slice(
      1,
      4,
    ),
    ['read image "in.png" -> p', 'set @p.width * 2 -> w', 'set @w -> p.height'],
  );
});

test('matrix statements are typed by their allocations, results by the first operand', () => {
  assert.equal(
    irOf(`GPU_ALLOC a u8 2 BY 3
GPU_ALLOC b u8 3 BY 4
GPU_ALLOC c int 2 BY 4
MATMUL a b → c
RELU c
ADD c c → e
DOT c e → s`),
    [
      'pxir 1',
      'buffer a: u8 allocated read',
      'buffer b: u8 allocated read',
      'buffer c: i32 allocated readwrite',
      'buffer e: i32 open write',
      'buffer s: i32 open write',
      'alloc a matrix 2 by 3',
      'alloc b matrix 3 by 4',
      'alloc c matrix 2 by 4',
      'matrix matmul a, b -> c',
      'matrix relu c -> c',
      'matrix add c, c -> e',
      'matrix dot c, e -> s',
    ],
  );
});

test('shapes of matrices that are constants are checked', () => {
  const allocations = 'GPU_ALLOC a float 2 BY 3\nGPU_ALLOC b float 2 BY 3\n';
  assert.equal(messagesOf(`${allocations}MATMUL a b → c`), ['3:1 PX0521']);
  assert.equal(messagesOf(`${allocations}ADD a b → c\nDOT a b → e`), []);
});

test('statements of the library that comes later are errors', () => {
  assert.equal(hostMessages('SORT x'), ['1 PX0501']);
});

test.run();
