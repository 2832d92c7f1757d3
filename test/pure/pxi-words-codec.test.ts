// Instructions, steps and whole programs between numbers and pixels: every operand comes back, in one spelling only.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isPxosError } from '../../core/diagnostics/index.ts';
import { createImage, wordsOf } from '../../core/pxi/image.ts';
import { arrayPixels, readElements, writeElements } from '../../core/pxi/words/arrays.ts';
import { isBadInstruction, readInstruction, writeInstruction } from '../../core/pxi/words/instruction.ts';
import { layOut } from '../../core/pxi/words/layout.ts';
import { OPCODES, type Opcode, type OperandKind } from '../../core/pxi/words/opcodes.ts';
import { readProgram } from '../../core/pxi/words/read.ts';
import { writeProgram } from '../../core/pxi/words/write.ts';
import { Random } from '../random/random.ts';
import { array, dispatch, functionOf, HALT, kernel } from './pxi-kernel.ts';

const random = new Random(2);

/** A number that an operand of this kind can be, often a large one. */
function operandOf(kind: OperandKind): number {
  switch (kind) {
    case 'result':
    case 'register':
    case 'slot':
    case 'function':
      return random.chance(0.5) ? random.integer(0, 255) : random.integer(0, 65_535);
    case 'bits':
    case 'count':
      return random.bits() >>> 0;
    case 'distance':
      return random.integer(0, 0xffffff);
    default:
      return random.integer(0, 255);
  }
}

const operandsOf = ({ operands }: Opcode): number[] =>
  operands.flatMap((kind) => (kind === null ? [] : [operandOf(kind)]));

test('every instruction is read as it was written, whatever its operands', () => {
  for (let round = 0; round < 200; round++)
    for (const entry of OPCODES) {
      const operands = operandsOf(entry);
      const words = Uint32Array.from([7, ...writeInstruction(entry.code, operands), 7]);
      const pixels = words.length - 2;
      const read = readInstruction(words, 1, { end: words.length - 1, origin: 1 });
      assert.equal(read, { pixel: 0, pixels, op: entry.code, operands }, entry.name);
      const cut = readInstruction(words, 1, { end: words.length - 2, origin: 1 });
      if (pixels > 1) assert.ok(isBadInstruction(cut), `${entry.name}, cut off`);
    }
});

test('what can be read is spelled in one way only', () => {
  const words = new Uint32Array(4);
  let sound = 0;
  for (let round = 0; round < 50_000; round++) {
    for (let k = 0; k < 4; k++) {
      const op = random.chance(0.3) ? 0x10 : random.pick(OPCODES).code;
      words[k] = random.chance(0.8) ? op | (random.bits() << 8) : random.bits() & 0x0f0f0f0f;
      if (random.chance(0.5)) words[k] = words[k]! & 0x00ffffff;
    }
    const read = readInstruction(words, 0, { end: 4, origin: 0 });
    if (isBadInstruction(read)) continue;
    sound++;
    assert.equal(writeInstruction(read.op, read.operands), [...words.subarray(0, read.pixels)]);
  }
  assert.ok(sound > 5000, `${sound}`);
});

test('a program that is laid out is read again, and written again to the same pixels', () => {
  const records = [
    ...Array.from({ length: 300 }, (_, k) =>
      array(0x05, 1 + (k % 5), { aux: k, data: new Uint8Array(2 + 2 * (k % 5)).fill(k) }),
    ),
    array(0x10, 40, { data: Uint8Array.from({ length: 40 }, (_, k) => k) }),
    functionOf({ int: 400 }, 'VALUE 399 6\nRET 0 399\nRETURN'),
    kernel(
      { int: 400, bool: 300 },
      'ARRAY 3 5\nLIT 300 9\nARG 0 300\nCALL 302\nRES 5 0\nEQ 600 5 300\nIF 600\nSTORE 5 0 5\nELSE\nLOOP\nWHILE 600\nCONTINUE\nNEXT\nEND\nRETURN',
    ),
  ];
  const { program, image } = layOut({
    gas: 7,
    records,
    steps: [
      { kind: 'copy', from: 300, to: 2, count: 1 },
      { kind: 'matrix', op: 'relu', operands: [299], result: 299 },
      { kind: 'matrix', op: 'matmul', operands: [1, 2], result: 300 },
      dispatch(303, [300], { block: [4, 2, 1] }),
      HALT,
    ],
  });
  assert.equal(readProgram(image), program);
  const copy = createImage(image.width, image.height);
  writeProgram(program, copy);
  program.records.forEach((record) => {
    if (record?.kind === 'array')
      writeElements(wordsOf(copy), record, image.width, readElements(wordsOf(image), record, image.width));
  });
  const header = program.records[301];
  if (header?.kind === 'array') wordsOf(copy)[header.first] = wordsOf(image)[header.first]!;
  assert.equal(copy.pixels, image.pixels);
});

const TOO_LARGE = {
  '16777216 rows': array(0x00, 1, { rows: 2 ** 24 }),
  '256 bits in its flags': array(0x00, 1, { flags: 256 }),
  '65536 as the record that belongs to it': array(0x00, 1, { aux: 65_536 }),
  '65536 bool registers': kernel({ bool: 65_536 }, 'RETURN'),
};

for (const [what, record] of Object.entries(TOO_LARGE))
  test(`a record cannot hold ${what}, and says so`, () => {
    assert.throws(
      () => layOut({ records: [record], steps: [HALT] }),
      (error: unknown) =>
        isPxosError(error) &&
        error.diagnostics[0]?.code === 'PX1216' &&
        error.diagnostics[0].message.startsWith(`The program needs ${what} in record 1;`),
    );
  });

test('a record holds the most rows that its bits can say', () => {
  const { program, image } = layOut({ records: [array(0x00, 1, { rows: 2 ** 24 - 1 })], steps: [HALT] });
  assert.equal(readProgram(image).records, program.records);
});

test('a layout is the same each time, about square, and at least eight wide', () => {
  const made = (width?: number) => layOut({ records: [array(0x02, 1000)], steps: [HALT] }, { width }).image;
  assert.equal(made(), made());
  assert.equal([made().width, made().height], [32, 32]);
  assert.is(made(8).width, 8);
  assert.is(made(1000).height, 2);
});

test('parts of a layout share no pixel, whatever the width', () => {
  for (const width of [8, 9, 13, 64, 1000]) {
    const records = [array(0x10, 30), array(0x04, 7), array(0x10, 8), kernel({}, 'RETURN')];
    const { program } = layOut({ records, steps: [HALT] }, { width });
    let end = program.steps.first + program.steps.length;
    for (const record of program.records) {
      if (!record) continue;
      assert.ok(record.first >= end, `${width}`);
      end = record.first + (record.kind === 'array' ? arrayPixels(record, width) : record.length);
    }
    assert.ok(end <= width * program.height && end > width * (program.height - 1));
  }
});

test.run();
