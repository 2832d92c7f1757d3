// Text that is broken, huge or hostile gives coded errors: never an exception, never a hang, never a flood.
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { renderDiagnostics } from '../../core/diagnostics/index.ts';
import { decodeSource } from '../../core/files/index.ts';
import { parseTree } from '../../core/language/index.ts';

const HEAD = 'GPU_KERNEL k\nGPU_THREAD_CODE:\n';

/** The codes of what is wrong with a text, each once. */
function codes(text: string): readonly string[] {
  return [...new Set(parseTree(text, 'a.px').diagnostics.map(({ code }) => code))];
}
/** The codes for a line of a kernel. */
const codesOfLine = (line: string): readonly string[] => codes(`${HEAD}${line}\nGPU_END\n`);

test('a line of a megabyte gives one error', () => {
  assert.equal(codesOfLine(`ADD ${'a '.repeat(500_000)}→ r`), ['PX0107']);
  assert.equal(codesOfLine('@'.repeat(1_000_000)), ['PX0104']);
  assert.equal(codesOfLine(`SET ${'('.repeat(1_000_000)}`), ['PX0110']);
  assert.equal(codesOfLine(`SET ${'-'.repeat(1_000_000)}`), ['PX0110']);
  assert.equal(codesOfLine(`SET ${'NOT '.repeat(250_000)}a → b`), ['PX0110']);
  assert.equal(codes(`READ_FILE "${'x'.repeat(1_000_000)}`), ['PX0106']);
  assert.equal(codes('x'.repeat(1_000_000)), ['PX0202']);
});

test('100 000 nested blocks give one error, with closers, by indentation, and cut off', () => {
  const headers = 'IF a:\n'.repeat(100_000);
  assert.equal(codesOfLine(`${headers}${'ENDIF\n'.repeat(100_000)}`), ['PX0110']);
  assert.equal(codesOfLine(headers), ['PX0110']);
  const deeper = Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}WHILE a:\n`).join('');
  assert.equal(codesOfLine(deeper), ['PX0110']);
});

test('201 nested blocks are too many, and so are 201 parentheses', () => {
  assert.equal(codesOfLine(`${'IF a:\n'.repeat(201)}SYNC_THREADS`), ['PX0110']);
  assert.equal(codesOfLine(`SET ${'('.repeat(201)}1${')'.repeat(201)} → x`), ['PX0110']);
});

test('a NUL byte, other encodings and an empty file are said to be that', () => {
  assert.equal(codes('GPU_SYNC\n\0'), ['PX0101']);
  const codesOfBytes = (bytes: readonly number[]): readonly string[] =>
    decodeSource(Uint8Array.from(bytes)).diagnostics.map(({ code }) => code);
  assert.equal(codesOfBytes([0x47, 0xff]), ['PX0102']);
  assert.equal(codesOfBytes([0xef, 0xbf, 0xbd, 0x0a]), []);
  assert.equal(codes(''), ['PX0205']);
  assert.equal(codes('\ufeff'), ['PX0205']);
});

test('an empty file ends on its last line', () => {
  const { diagnostics } = parseTree('# one\n# two', 'a.px');
  assert.equal(diagnostics[0]?.place?.start, { line: 2, column: 6, offset: 11 });
});

test('a wrong byte is found behind replacement characters that are in the file', () => {
  const { diagnostics } = decodeSource(Uint8Array.from([0xef, 0xbf, 0xbd, 0x0a, 0x61, 0xc3, 0x28]));
  assert.equal(diagnostics[0]?.place?.start, { line: 2, column: 2, offset: 3 });
  assert.match(diagnostics[0]?.message ?? '', '0xc3');
});

test('every file that is cut off anywhere gives errors or a tree', () => {
  const text = readFileSync(new URL('../../fixtures/saxpy/case.px', import.meta.url), 'utf8');
  for (let length = 0; length < text.length; length++) {
    const { tree, diagnostics } = parseTree(text.slice(0, length), 'a.px');
    assert.ok(diagnostics.length > 0 || tree.children.length > 0);
  }
});

test('fixtures with random changes parse without exceptions, and every message renders', () => {
  const folder = new URL('../../fixtures/', import.meta.url);
  const names = readdirSync(folder).filter((name) =>
    readdirSync(new URL(`${name}/`, folder)).includes('case.px'),
  );
  const pieces = [
    '→',
    '(',
    ')',
    ':',
    '\n',
    '    ',
    'IF',
    'ENDIF',
    'ELSE:',
    'GPU_END',
    '"',
    ',',
    '=',
    '-',
    '..',
    '[',
    '💥',
    '\t',
  ];
  let state = 12345;
  const random = (limit: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % limit;
  };
  for (const name of names) {
    const original = readFileSync(new URL(`${name}/case.px`, folder), 'utf8');
    for (let round = 0; round < 30; round++) {
      let text = original;
      for (let change = 0; change < 1 + random(4); change++) {
        const at = random(text.length);
        text = text.slice(0, at) + pieces[random(pieces.length)] + text.slice(at + random(4));
      }
      const { diagnostics } = parseTree(text, 'a.px');
      for (const { place } of diagnostics) {
        assert.ok(place && place.start.line > 0 && place.start.column > 0, 'a place');
        assert.ok((place.start.offset ?? -1) <= text.length, 'within the text');
      }
      const shown = renderDiagnostics(diagnostics, new Map([['a.px', text]]));
      assert.not.match(shown, 'undefined');
      assert.not.match(shown, 'NaN');
    }
  }
});

test('at most twenty messages are shown, and the rest is counted', () => {
  const text = `${HEAD}${'ADD a * b → c\n'.repeat(1000)}GPU_END\n`;
  const shown = renderDiagnostics(parseTree(text, 'a.px').diagnostics, new Map([['a.px', text]]));
  assert.is(shown.match(/^error/gm)?.length, 20);
  assert.match(shown, '… and 980 more errors.');
});

test('what is shown is bounded, whatever is in the text', () => {
  for (const line of [
    'x'.repeat(1_000_000),
    `"${'\u0301'.repeat(100_000)}`,
    `SET ${'1'.repeat(500_000)}z → x`,
  ]) {
    const text = `${HEAD}${line}\nGPU_END\n`;
    const shown = renderDiagnostics(parseTree(text, 'a.px').diagnostics, new Map([['a.px', text]]));
    assert.ok(shown.length < 3000, String(shown.length));
  }
});

test('nothing in the text reaches the terminal as a control sequence', () => {
  const text = `${HEAD}SET \u001b[31m1 → x\u202e\u0007\nGPU_END\n`;
  const shown = renderDiagnostics(parseTree(text, 'a.px').diagnostics, new Map([['a.px', text]]));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  assert.not.match(shown, /[\u0000-\u0009\u000b-\u001f\u202e]/);
});

test.run();
