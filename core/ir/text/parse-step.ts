// Reads the steps of the host in the text form.
import type { Binding, BufferSize, Extent, GasReport, Program, Step } from '../types.ts';
import { ExpressionParser } from './parse-expression.ts';
import type { Scope } from './print-expression.ts';
import type { Reader } from './reader.ts';
import { STEP_WORDS } from './words.ts';

function parseSize(reader: Reader, e: ExpressionParser): BufferSize {
  switch (reader.oneOf(['elements', 'matrix', 'like'] as const, 'a size')) {
    case 'elements':
      return { kind: 'elements', count: e.operand() };
    case 'matrix': {
      const rows = e.operand();
      reader.expect('by');
      return { kind: 'matrix', rows, columns: e.operand() };
    }
    case 'like':
      return { kind: 'like', buffer: reader.name() };
  }
}

function parseExtent(reader: Reader, e: ExpressionParser): Extent {
  if (reader.take('blocks')) {
    if (!reader.is('(')) {
      const buffer = reader.name();
      reader.expect('shape');
      return { kind: 'indirect', buffer, block: [reader.integer(), reader.integer(), reader.integer()] };
    }
    const blocks = e.arguments();
    reader.expect('threads');
    return { kind: 'grid', blocks, threads: e.arguments() };
  }
  reader.expect('over');
  switch (reader.oneOf(['threads', 'pixels', 'elements'] as const, 'an extent')) {
    case 'threads':
      return { kind: 'threads' };
    case 'pixels':
      return { kind: 'over', buffer: reader.name(), axes: 2 };
    case 'elements':
      return { kind: 'over', buffer: reader.name(), axes: 1 };
  }
}

function parseBinding(reader: Reader, e: ExpressionParser): Binding {
  const param = reader.name();
  reader.expect('=');
  if (!reader.take('buffer')) return { param, kind: 'value', value: e.open() };
  const buffer = reader.name();
  if (!reader.take('[')) return { param, kind: 'buffer', buffer };
  const { token } = reader;
  if (reader.integer() !== 0) reader.fail('`0`', token);
  reader.expect(']');
  return { param, kind: 'element', buffer };
}

function parseReport(reader: Reader): GasReport {
  const buffer = reader.name();
  reader.expect('[');
  const slot = reader.integer();
  reader.expect(']');
  reader.expect('of');
  return { buffer, slot, kernel: reader.name('a kernel') };
}

function parseBare(reader: Reader, scope: Scope): Step {
  const e = new ExpressionParser(reader, scope);
  const arrow = <A, B>(left: () => A, right: () => B): [A, B] => {
    const a = left();
    reader.expect('->');
    return [a, right()];
  };
  const name = () => reader.name();
  const text = () => reader.text();
  const file = () => reader.oneOf(['file', 'image'] as const, 'what to read or write');
  switch (reader.oneOf(STEP_WORDS, 'a step')) {
    case 'alloc':
      return { kind: 'alloc', buffer: reader.name(), size: parseSize(reader, e) };
    case 'free':
      return { kind: 'free', buffer: reader.name() };
    case 'copy': {
      const direction = reader.oneOf(['to', 'from'] as const, 'a direction');
      reader.expect('gpu');
      const [from, to] = arrow(name, name);
      reader.expect('count');
      return { kind: 'copy', direction: `${direction}-gpu`, from, to, count: e.operand() };
    }
    case 'select':
      return { kind: 'select', device: e.operand() };
    case 'sync':
      return { kind: 'sync' };
    case 'read': {
      const what = file();
      const [path, buffer] = arrow(text, name);
      return { kind: `read-${what}`, path, buffer };
    }
    case 'write': {
      const what = file();
      const [buffer, path] = arrow(name, text);
      return { kind: `write-${what}`, buffer, path };
    }
    case 'set': {
      const [value, set] = arrow(
        () => e.open(),
        () => reader.dottedName(),
      );
      return { kind: 'set', name: set, value };
    }
    case 'replace': {
      const buffer = reader.name();
      reader.expect('from');
      return { kind: 'replace', buffer, from: reader.name() };
    }
    case 'matrix': {
      const op = reader.oneOf(['matmul', 'add', 'relu', 'dot'] as const, 'an operation');
      const [operands, result] = arrow(() => reader.list(name), name);
      const kernel = reader.take('by') ? { kernel: reader.name('a kernel') } : {};
      return { kind: 'matrix', op, operands, result, ...kernel };
    }
    case 'launch': {
      const implicit = reader.take('implicit') ? { implicit: true } : {};
      const kernel = reader.name('a kernel');
      const extent = parseExtent(reader, e);
      const bindings = reader.take('with') ? reader.list(() => parseBinding(reader, e)) : [];
      const gas = reader.take('gas') ? { gas: parseReport(reader) } : {};
      return { kind: 'launch', kernel, extent, bindings, ...implicit, ...gas };
    }
  }
}

/** One step; `at` is the position that stood before it. */
export function parseStep(reader: Reader, scope: Scope, at: Program['at']): Step {
  const step = parseBare(reader, scope);
  return at ? { ...step, at } : step;
}
