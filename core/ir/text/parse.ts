// Reads the text form of a program: declarations, kernels, functions and steps; statements and expressions have their own files.

import { PxosError } from '../../diagnostics/index.ts';
import { otherVersion } from '../../diagnostics/messages/ir.ts';
import { ELEMENT_TYPES } from '../element.ts';
import {
  type Buffer,
  type ElementType,
  type FunctionDef,
  IR_VERSION,
  type Kernel,
  type Local,
  type Param,
  type Program,
  type ScalarType,
  type Setting,
  type SharedArray,
  type Step,
} from '../types.ts';
import { ACCESSES, type Place, parseBuffer, parseScalar, parseSetting, placed } from './parse-host.ts';
import { parseBody } from './parse-statement.ts';
import { parseStep } from './parse-step.ts';
import type { Scope } from './print-expression.ts';
import { Reader } from './reader.ts';
import { placeOf } from './tokens.ts';
import { SCALAR_TYPES, STEP_WORDS } from './words.ts';

function parseParam(reader: Reader): Param {
  const at = reader.position();
  const name = reader.name();
  reader.expect(':');
  const mark = reader.mark();
  const element = reader.oneOf(ELEMENT_TYPES, 'a type');
  if (reader.take('[')) {
    reader.expect(']');
    return { kind: 'array', name, element, access: reader.oneOf(ACCESSES, 'an access'), ...placed(at) };
  }
  reader.back(mark);
  return { kind: 'value', ...parseScalar(reader, name), ...placed(at) };
}

function parseParams(reader: Reader): Param[] {
  reader.expect('(');
  const params = reader.is(')') ? [] : reader.list(() => parseParam(reader));
  reader.expect(')');
  return params;
}

function parseResults(reader: Reader): ScalarType[] {
  return reader.take('->') ? reader.list(() => reader.oneOf(SCALAR_TYPES, 'a type')) : [];
}

function openBody(reader: Reader): void {
  reader.expect('{');
  reader.blankLines();
}

/** Skims the text for function heads, so that calls know the types of functions that come later. */
function functionTypes(reader: Reader): Map<string, ScalarType> {
  const types = new Map<string, ScalarType>();
  const start = reader.mark();
  while (reader.token.kind !== 'end') {
    if (!reader.take('function')) {
      reader.advance();
      continue;
    }
    const name = reader.name();
    parseParams(reader);
    const [first, ...more] = parseResults(reader);
    if (first !== undefined && more.length === 0 && !types.has(name)) types.set(name, first);
  }
  reader.back(start);
  return types;
}

interface Owner {
  readonly params: readonly Param[];
  readonly shared: readonly SharedArray[];
  readonly functions: ReadonlyMap<string, ScalarType>;
}

/** `local a: i32, b: f32` lines, then statements, then `}`. */
function parseLocalsAndBody(reader: Reader, { params, shared, functions }: Owner) {
  const locals: Local[] = [];
  while (reader.is('local') && reader.next.text !== '.') {
    reader.advance();
    locals.push(
      ...reader.list(() => {
        const name = reader.name();
        reader.expect(':');
        return { name, type: reader.oneOf(SCALAR_TYPES, 'a type') };
      }),
    );
    reader.endOfLine();
  }
  const scope = {
    locals: new Map(locals.map(({ name, type }) => [name, type])),
    params: new Map(params.flatMap((p) => (p.kind === 'value' ? [[p.name, p.type] as const] : []))),
    arrays: new Map<string, ElementType>([
      ...params.flatMap((p) => (p.kind === 'array' ? [[p.name, p.element] as const] : [])),
      ...shared.map(({ name, element }) => [name, element] as const),
    ]),
    functions,
    hosts: new Map<string, ScalarType>(),
  };
  const body = parseBody(reader, scope);
  reader.expect('}');
  return { locals, body };
}

function parseFunction(reader: Reader, at: Place, functions: Map<string, ScalarType>): FunctionDef {
  const name = reader.name();
  const { token } = reader;
  const params = parseParams(reader).map((param) =>
    param.kind === 'value' ? param : reader.fail('scalar parameters only', token),
  );
  const results = parseResults(reader);
  openBody(reader);
  return {
    name,
    params,
    results,
    ...parseLocalsAndBody(reader, { params, shared: [], functions }),
    ...placed(at),
  };
}

function parseShared(reader: Reader): SharedArray {
  const at = reader.position();
  reader.expect('shared');
  const name = reader.name();
  reader.expect(':');
  const element = reader.oneOf(ELEMENT_TYPES, 'a type');
  reader.expect('[');
  const length = reader.integer();
  reader.expect(']');
  return {
    name,
    element,
    length,
    ...(reader.take('perThread') && { perThread: true }),
    ...(reader.take('skipZeroFill') && { skipZeroFill: true }),
    ...placed(at),
  };
}

/** `shape 8 8 1`, `target "wgsl"`, `distribute auto`, each at most once. */
function parseKernelOptions(reader: Reader): Pick<Kernel, 'block' | 'target' | 'distribute'> {
  let options: Pick<Kernel, 'block' | 'target' | 'distribute'> = {};
  for (;;) {
    if (reader.take('shape'))
      options = { ...options, block: [reader.integer(), reader.integer(), reader.integer()] };
    else if (reader.take('target')) options = { ...options, target: reader.text() };
    else if (reader.take('distribute'))
      options = { ...options, distribute: reader.oneOf(['auto', 'block', 'none'] as const, 'a strategy') };
    else return options;
    reader.endOfLine();
  }
}

function parseKernel(reader: Reader, at: Place, functions: Map<string, ScalarType>): Kernel {
  const name = reader.name();
  const params = parseParams(reader);
  openBody(reader);
  const options = parseKernelOptions(reader);
  const shared: SharedArray[] = [];
  while (reader.is('shared') || (reader.token.kind === 'position' && reader.next.text === 'shared')) {
    shared.push(parseShared(reader));
    reader.endOfLine();
  }
  const { locals, body } = parseLocalsAndBody(reader, { params, shared, functions });
  return { name, params, shared, ...options, locals, body, ...placed(at) };
}

/**
 * Reads the text form that `printProgram` writes. Comments (`# …`) and blank lines are free.
 *
 * @throws PxosError PX0900 something unexpected, PX0901 no token, PX0902 another version, PX0903 too deep, PX0904 a type
 * that the text does not tell; each with its place in the text.
 * @example
 * parseProgram('pxir 1\nkernel k(x: f32[] write) {\n  1.0 -> x[thread.x]\n}')
 */
export function parseProgram(text: string): Program {
  const reader = new Reader(text);
  reader.blankLines();
  const at = reader.position();
  reader.expect('pxir');
  const version = reader.token;
  if (reader.integer() !== IR_VERSION)
    throw new PxosError(
      otherVersion({ found: version.text, supported: IR_VERSION }, { place: placeOf(version) }),
    );
  reader.endOfLine();

  const gas = reader.take('gas') ? { gas: reader.integer() } : undefined;
  if (gas) reader.endOfLine();

  const kernels: Kernel[] = [];
  const functions: FunctionDef[] = [];
  const buffers: Buffer[] = [];
  const settings: Setting[] = [];
  const steps: Step[] = [];
  const types = functionTypes(reader);
  const hosts = new Map<string, ScalarType>();
  const none = new Map<string, never>();
  const scope: Scope = { locals: none, params: none, arrays: none, functions: types, hosts };
  while (reader.token.kind !== 'end') {
    const here = reader.position();
    if (reader.take('kernel')) kernels.push(parseKernel(reader, here, types));
    else if (reader.take('function')) functions.push(parseFunction(reader, here, types));
    else if (reader.take('buffer')) buffers.push(parseBuffer(reader, here));
    else if (reader.take('setting')) {
      const setting = parseSetting(reader, here);
      settings.push(setting);
      hosts.set(setting.name, setting.type);
    } else if (STEP_WORDS.some((word) => reader.is(word))) {
      const step = parseStep(reader, scope, here);
      steps.push(step);
      if (step.kind === 'set') hosts.set(step.name, step.value.type);
    } else reader.fail('a declaration or a step');
    if (reader.is('}')) reader.fail('the end of the line');
    reader.endOfLine();
  }
  return { version: IR_VERSION, kernels, functions, buffers, settings, steps, ...gas, ...placed(at) };
}
