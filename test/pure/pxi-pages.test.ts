// The pages that specify the pixel protocol: their tables are those of the code, their vectors run on both interpreters.
import { readFileSync } from 'node:fs';
import { interpret, loadProgram } from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { codeOfElement, elementOfCode, MATRIX_R } from '../../core/pxi/words/element-codes.ts';
import { APPLY, BINARY, COMPARE, OPCODES, type OperandKind } from '../../core/pxi/words/opcodes.ts';
import { execute } from '../../fixtures/pxi-conformance/interpreter.mjs';

const page = (name: string): string =>
  readFileSync(new URL(`../../docs/${name}.md`, import.meta.url), 'utf8').replaceAll('\r\n', '\n');
const PAGE = page('pxi-1.1');

/** The rows of the table whose head begins so, as cells. */
function table(text: string, head: string): string[][] {
  const lines = text.split('\n');
  const first = lines.indexOf(head);
  if (first < 0) throw new Error(`no table ${head}`);
  const end = lines.findIndex((line, n) => n > first && !line.startsWith('|'));
  return lines.slice(first + 2, end).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

/** What each letter or word of the table's fields stands for. */
const FIELDS: Readonly<Record<string, OperandKind>> = {
  d: 'result',
  f: 'apply',
  w: 'source',
  axis: 'axis',
  slot: 'slot',
  shared: 'slot',
  function: 'function',
  op: 'reduce',
  type: 'type',
  access: 'access',
  bits: 'bits',
  count: 'count',
  keep: 'keep',
  Δ: 'distance',
};
/** Letters that mean something else in one instruction. */
const SPECIAL: Readonly<Record<string, Readonly<Record<string, OperandKind>>>> = {
  ARG: { k: 'position' },
  RES: { k: 'position' },
  RET: { k: 'position' },
  FOR: { i: 'result' },
  UNPACK: { r: 'result', g: 'result', b: 'result', a: 'result' },
  ATOMIC: { old: 'result', k: 'atomic' },
};
const kindOf = (name: string, field: string): OperandKind | null =>
  field === '0' ? null : (SPECIAL[name]?.[field] ?? FIELDS[field] ?? 'register');

const hex = (code: number): string => code.toString(16).toUpperCase().padStart(2, '0');
const fieldsOf = (cell: string | undefined): string[] => (cell ? cell.split(' ') : []);
const operations = new Map<string, OperandKind>(
  [...BINARY, ...COMPARE].map((name) => [name.toUpperCase(), 'register']),
);

test('the table of instructions has the codes, names and fields of the code', () => {
  const rows = table(PAGE, '| code | name | first pixel | second pixel | meaning |');
  const listed = OPCODES.filter(({ name }) => !operations.has(name));
  assert.equal(
    rows.map(([code, name]) => `${code} ${name}`),
    listed.map(({ code, name }) => `${hex(code)} ${name}`),
  );
  for (const [k, [, name = '', one, two]] of rows.entries()) {
    const { form, operands } = listed[k]!;
    const first = fieldsOf(one).map((field) => kindOf(name, field));
    const second = fieldsOf(two).map((field) => kindOf(name, field));
    assert.equal([...first, ...second], operands, `fields of ${name}`);
    assert.is(second.length, form === 'raw' ? 1 : form === 'wide' ? 4 : 0, `second pixel of ${name}`);
  }
});

test('the lists of operations, comparisons and functions are those of the code', () => {
  const binary = BINARY.map((name, k) => `${hex(0x50 + k)} ${name.toUpperCase()}`).join(' · ');
  const compare = COMPARE.map((name, k) => `${hex(0x60 + k)} ${name.toUpperCase()}`).join(' · ');
  const apply = APPLY.map((name, k) => `${k} ${name.toUpperCase()}`).join(' · ');
  for (const list of [binary, compare, apply]) assert.ok(PAGE.includes(list), list);
});

test('the table of element types is that of the code', () => {
  const rows = table(PAGE, '| type | element | register | stored |');
  for (const [code = '', element] of rows) assert.is(elementOfCode(Number.parseInt(code, 16)), element);
  const codes = rows.map(([code = '']) => Number.parseInt(code, 16));
  const known = Array.from({ length: 256 }, (_, code) => code).filter((code) => elementOfCode(code));
  assert.equal(codes, known);
  for (const code of known)
    if (code !== MATRIX_R) assert.is(codeOfElement(elementOfCode(code) ?? 'f64'), code);
});

/** A vector of the page: its image, and the words that the text before it promises. */
function vector(text: string): { words: Uint32Array; expected: Map<number, string> } {
  const [prose = '', block = ''] = text.split('```');
  const bytes = Buffer.from(block.replace(/\s/g, ''), 'hex');
  const words = new Uint32Array(8 * Math.ceil(bytes.length / 32));
  new Uint8Array(words.buffer).set(bytes);
  const first = Number(/pixels? (\d+)/.exec(prose)?.[1]);
  const promised = [...prose.matchAll(/`([0-9a-f ]{8,})`/g)].flatMap(([, found = '']) => found.split(' '));
  return { words, expected: new Map(promised.map((word, k) => [first + k, word])) };
}

for (const name of ['A', 'B', 'C'])
  test(`vector ${name} gives what the page says, on both interpreters`, () => {
    const { words, expected } = vector(
      PAGE.slice(PAGE.indexOf(`\n**${name}.**`))
        .split('```', 2)
        .join('```'),
    );
    const image = { width: 8, height: words.length / 8, pixels: new Uint8Array(words.buffer) };
    assert.ok(expected.size >= 2);
    for (const result of [interpret(loadProgram(image), image), execute(image)])
      for (const [at, word] of expected)
        assert.is(Buffer.from(result.pixels.subarray(4 * at, 4 * at + 4)).toString('hex'), word);
  });

test.run();
