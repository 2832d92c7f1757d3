// How messages look: sentence, code frame, notes, hint, count; and how they go to programs.
import type { Position } from 'unist';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Diagnostic, frameOf, renderDiagnostics, toRecord } from '../../core/diagnostics/index.ts';

/** The span of `length` characters from a line and column on. */
const span = (line: number, column: number, length: number): Position => ({
  start: { line, column, offset: 0 },
  end: { line, column: column + length, offset: length },
});
const error = (fields: Partial<Diagnostic> = {}): Diagnostic => ({
  code: 'PX0000',
  severity: 'error',
  message: 'This is wrong.',
  ...fields,
});
const shown = (text: string, diagnostic: Diagnostic): string =>
  renderDiagnostics([{ ...diagnostic, file: 'a.px' }], new Map([['a.px', text]]));

/** Source line and carets of a frame, one below the other. */
function frame(text: string, place: Position, width?: number): string {
  const { source, carets } = frameOf(text, place, width);
  return `${source}\n${carets}`;
}

test('a message is its sentence, its frame, its notes with frames of their own, its hint', () => {
  const diagnostic = error({
    place: span(10, 3, 3),
    notes: [{ message: 'It began here.', place: span(2, 1, 3) }, { message: 'There is no place for this.' }],
    hint: 'Do this.',
  });
  assert.is(
    shown('one\ntwo\n3\n4\n5\n6\n7\n8\n9\n  ten eleven\n', diagnostic),
    `error PX0000: This is wrong.
  --> a.px:10:3
    |
 10 |   ten eleven
    |   ^^^
  note: It began here.
  --> a.px:2:1
   |
 2 | two
   | ^^^
  note: There is no place for this.
  hint: Do this.`,
  );
});

test('names that hold commands for a terminal are shown without them', () => {
  const [red, turn] = ['\u001b[31m', '\u202e'];
  const diagnostic = error({ message: `No \`${red}\`.`, hint: `Try ${turn}.`, file: `a${red}.px` });
  const text = 'error PX0000: No `·[31m`.\n  --> a·[31m.px\n  hint: Try ·.';
  assert.is(renderDiagnostics([diagnostic], new Map()), text);
});

test('in an image the place is a pixel, for people and for programs', () => {
  const diagnostic = error({ file: 'b.pxi', pixel: { x: 3, y: 0 } });
  assert.is(renderDiagnostics([diagnostic], new Map()), 'error PX0000: This is wrong.\n  --> b.pxi:(3, 0)');
  assert.is(
    renderDiagnostics([error({ pixel: { x: 0, y: 9 } })], new Map()),
    'error PX0000: This is wrong.\n  --> (0, 9)',
  );
  assert.equal(toRecord(diagnostic), {
    code: 'PX0000',
    severity: 'error',
    message: 'This is wrong.',
    file: 'b.pxi',
    pixel: { x: 3, y: 0 },
  });
});

test('without its source a place is line and column, without a place it is the file', () => {
  assert.is(
    renderDiagnostics([error({ file: 'b.px', place: span(2, 4, 1) })], new Map()),
    'error PX0000: This is wrong.\n  --> b.px:2:4',
  );
  assert.is(
    renderDiagnostics([error({ file: 'b.px' })], new Map()),
    'error PX0000: This is wrong.\n  --> b.px',
  );
});

test('a message of a plugin names the plugin and its hook', () => {
  assert.is(
    renderDiagnostics([error({ plugin: 'emit-cuda', hook: 'emit', severity: 'warning' })], new Map()),
    'warning PX0000: This is wrong.\n  plugin: emit-cuda, in its hook emit',
  );
});

test('tabs are shown as blanks to the next multiple of 8', () => {
  assert.is(frame('\tab\tc', span(1, 5, 1)), `${' '.repeat(8)}ab${' '.repeat(6)}c\n${' '.repeat(16)}^`);
});

test('a span that is empty or at the end of a line has one caret', () => {
  assert.is(frame('abc', span(1, 4, 0)), 'abc\n   ^');
  assert.is(frame('abc\r\ndef', span(1, 4, 0)), 'abc\n   ^');
  assert.is(frame('', span(1, 1, 0)), '\n^');
});

test('a span over several lines is marked to the end of its first one', () => {
  const place: Position = {
    start: { line: 1, column: 3, offset: 2 },
    end: { line: 2, column: 2, offset: 7 },
  };
  assert.is(frame('abcd\nefgh', place), 'abcd\n  ^^');
});

test('a long line is cut around the span', () => {
  const line = `${'a'.repeat(200)}HERE${'b'.repeat(200)}`;
  assert.is(
    frame(line, span(1, 201, 4), 60),
    `…${'a'.repeat(30)}HERE${'b'.repeat(26)}…\n${' '.repeat(31)}^^^^`,
  );
  assert.is(frame(line, span(1, 1, 3), 20), `${'a'.repeat(20)}…\n^^^`);
  assert.is(frame(line, span(1, 1, 400), 20), `${'a'.repeat(20)}…\n${'^'.repeat(20)}`);
});

test('wide and combining characters keep the carets below their span', () => {
  assert.is(frame('漢字 x', span(1, 4, 1)), '漢字 x\n     ^');
  assert.is(frame('e\u0301 x', span(1, 4, 1)), 'e\u0301 x\n  ^');
  assert.is(frame('💥 x', span(1, 4, 1)), '💥 x\n   ^');
});

test('control characters are shown as points', () => {
  assert.is(frame('a\u001b[31mb', span(1, 2, 1)), 'a·[31mb\n ^');
});

test('where not all are shown, errors come first and the rest is counted', () => {
  const warning = error({ severity: 'warning', message: 'Look.' });
  const text = renderDiagnostics([warning, error(), warning, error()], new Map(), { limit: 1 });
  assert.is(text, 'error PX0000: This is wrong.\n\n… and 1 more error, 2 more warnings.');
});

test('a very long sentence loses its middle', () => {
  const text = renderDiagnostics([error({ message: `${'x'.repeat(1000)}.` })], new Map());
  assert.is(text, `error PX0000: ${'x'.repeat(200)}…${'x'.repeat(199)}.`);
});

test('colours are on where they are asked for', () => {
  const text = renderDiagnostics([error()], new Map(), { color: true });
  assert.ok(text.includes('\u001b[31m'));
  assert.not.ok(renderDiagnostics([error()], new Map()).includes('\u001b'));
});

test('a record has the fields that are there, in a fixed order', () => {
  const record = toRecord(error({ file: 'a.px', hint: 'Do this.', place: span(1, 1, 1) }));
  assert.equal(Object.keys(record), ['code', 'severity', 'message', 'hint', 'file', 'place']);
});

test.run();
