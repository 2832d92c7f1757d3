// Host statements in their order: first what names stand for, then one step after the other.
import { hostMessages } from '../../diagnostics/messages/index.ts';
import {
  type Access,
  type Buffer,
  type BufferSize,
  type Expr,
  type Program,
  type Setting,
  type Step,
  TakenNames,
} from '../../ir/index.ts';
import { nameOfType } from '../../ops/type-names.ts';
import { assigned, constantValue, lowerExpression, POISON } from '../expressions/index.ts';
import { elementTypeOf } from '../thread-code/index.ts';
import type {
  AllocNode,
  CopyNode,
  ExpressionNode,
  FileNode,
  HostSetNode,
  HostStatementNode,
  LaunchNode,
  PipelineNode,
} from '../tree.ts';
import { declareCopies } from './copies.ts';
import { type ImplicitLaunches, implicitLaunches } from './implicit-launch.ts';
import {
  type Bindings,
  bindingsOf,
  declareBoundNames,
  declareLaunch,
  kernelNamed,
  lowerLaunch,
  lowerSize,
} from './launches.ts';
import { declareMatrix, lowerMatrix } from './matrices.ts';
import { declarePipeline, lowerPipeline, type Pipeline } from './pipelines.ts';
import { arrayOfHost, checkLive, declareArray, type Host, type HostArray, memberName } from './state.ts';

/** What the first walk found out about statements, for the second. */
interface Prepared {
  readonly launches: Map<LaunchNode, Bindings>;
  readonly implied: ImplicitLaunches;
  readonly pipelines: Map<PipelineNode, Pipeline>;
  readonly names: TakenNames;
}

/** Lowers the host statements of a file to steps, buffers and settings. */
export function lowerHost(host: Host): Pick<Program, 'buffers' | 'settings' | 'steps'> {
  const { hostStatements } = host.names;
  const prepared = prepare(host, hostStatements);
  const { implied } = prepared;
  const steps: Step[] = [];
  for (const node of hostStatements) {
    if (node === implied.before) steps.push(...implied.steps());
    lowerStatement(host, node, prepared, steps);
  }
  if (!implied.before) steps.push(...implied.steps());
  return { buffers: buffersOf(host), settings: settingsOf(host), steps };
}

/** Declares every array and setting, so that later statements and earlier ones mean the same by a name. */
function prepare(host: Host, statements: readonly HostStatementNode[]): Prepared {
  const launches = new Map<LaunchNode, Bindings>();
  const pipelines = new Map<PipelineNode, Pipeline>();
  for (const node of statements) {
    if (node.type === 'alloc') {
      const element = elementTypeOf(host.report, node.elementType, node.name);
      if (element) declareArray(host, node.name, element, 'allocated', 'GPU_ALLOC');
    } else if (node.type === 'file') declareFile(host, node);
  }
  for (const node of statements) {
    if (node.type !== 'launch') continue;
    const kernel = kernelNamed(host, node.kernel);
    if (!kernel) continue;
    const bindings = bindingsOf(host, node, kernel);
    launches.set(node, bindings);
    declareLaunch(host, kernel, bindings, node.kernel.position);
  }
  for (const [node, bindings] of launches) {
    const kernel = host.kernels.get(node.kernel.name);
    if (kernel) declareBoundNames(host, kernel, bindings);
  }
  const implied = implicitLaunches(host, statements);
  declareCopies(host, statements);
  for (const node of statements) if (node.type === 'matrix') declareMatrix(host, node);
  for (const node of statements) {
    const pipeline = node.type === 'pipeline' && declarePipeline(host, node);
    if (pipeline) pipelines.set(pipeline.node, pipeline);
  }
  const taken = [...host.arrays.keys(), ...host.values.keys()];
  return { launches, implied, pipelines, names: new TakenNames(taken) };
}

function declareFile(host: Host, node: FileNode): void {
  if (node.action === 'write-file' || node.action === 'write-image') return;
  const image = node.action === 'read-image';
  const element = image ? 'pixel' : node.elementType ? elementTypeOf(host.report, node.elementType) : 'u8';
  if (!element) return;
  const known = host.arrays.get(node.buffer.name);
  if (image && known && known.element !== 'pixel') sayImageType(host, node, known);
  else declareArray(host, node.buffer, element, 'file', image ? 'READ_IMAGE' : 'READ_FILE');
}

function sayImageType(host: Host, node: FileNode, array: HostArray): void {
  const { name, position } = node.buffer;
  host.report.say(hostMessages.imageType, { name, type: nameOfType(array.element) }, position);
}

function lowerStatement(host: Host, node: HostStatementNode, prepared: Prepared, out: Step[]): void {
  const { report } = host;
  const at = node.position;
  switch (node.type) {
    case 'alloc':
      lowerAlloc(host, node, out);
      break;
    case 'free': {
      const array = arrayOfHost(host, node.name);
      if (!array) break;
      checkLive(host, array, node.name.position);
      if (array.origin === 'allocated') array.state = 'freed';
      out.push({ kind: 'free', buffer: array.name, at });
      break;
    }
    case 'copy':
      lowerCopy(host, node, out);
      break;
    case 'select-device':
      out.push({ kind: 'select', device: lowerSize(host, node.device, 'The number of a device', 0), at });
      break;
    case 'launch': {
      const bindings = prepared.launches.get(node);
      const kernel = host.kernels.get(node.kernel.name);
      if (bindings && kernel) out.push(lowerLaunch(host, node, bindings, kernel));
      break;
    }
    case 'host-sync':
      out.push({ kind: 'sync', at });
      break;
    case 'file':
      lowerFile(host, node, out);
      break;
    case 'host-set':
      lowerSet(host, node, out);
      break;
    case 'pipeline': {
      const pipeline = prepared.pipelines.get(node);
      if (pipeline) out.push(...lowerPipeline(host, pipeline, prepared.names));
      break;
    }
    case 'matrix': {
      const step = lowerMatrix(host, node);
      if (step) out.push(step);
      break;
    }
    case 'reserved':
      report.say(hostMessages.reservedStatement, { keyword: node.keyword.name }, node.keyword.position);
      break;
  }
}

function lowerAlloc(host: Host, node: AllocNode, out: Step[]): void {
  const at = node.position;
  const { name, position } = node.name;
  const size = sizeOf(host, node);
  const array = host.arrays.get(name);
  if (!array) return;
  if (array.origin === 'allocated' && array.state === 'live')
    host.report.say(hostMessages.allocatedTwice, { name }, position, [
      { message: 'The array of this name', place: array.at },
    ]);
  array.state = 'live';
  array.shape = undefined;
  if (size.kind === 'matrix') {
    array.hasWidth = true;
    const rows = constantValue(size.rows, host.constants);
    const columns = constantValue(size.columns, host.constants);
    if (typeof rows === 'number' && typeof columns === 'number') array.shape = { rows, columns };
  }
  out.push({ kind: 'alloc', buffer: name, size, at });
}

function sizeOf(host: Host, { size, columns }: AllocNode): BufferSize {
  if (!columns) return { kind: 'elements', count: lowerSize(host, size, 'The size of an array') };
  const rows = lowerSize(host, size, 'The number of rows');
  return { kind: 'matrix', rows, columns: lowerSize(host, columns, 'The number of columns') };
}

function lowerCopy(host: Host, node: CopyNode, out: Step[]): void {
  const from = arrayOfHost(host, node.from);
  const to = arrayOfHost(host, node.to);
  const count = lowerSize(host, node.size, 'The size of a copy', 0);
  if (!from || !to) return;
  checkLive(host, from, node.from.position);
  checkLive(host, to, node.to.position);
  if (!from.writes) from.reads = true;
  to.writes = true;
  const { direction, position: at } = node;
  out.push({ kind: 'copy', direction, from: from.name, to: to.name, count, at });
}

function lowerFile(host: Host, node: FileNode, out: Step[]): void {
  const { action, buffer, position: at } = node;
  const array = arrayOfHost(host, buffer);
  if (!array) return;
  checkLive(host, array, buffer.position);
  const path = node.path.value;
  out.push({ kind: action, path, buffer: array.name, at });
  if (action === 'read-image') array.hasWidth = true;
  if (action === 'read-file' || action === 'read-image') return;
  // What nothing has written before is the program's input, which this statement reads.
  if (!array.writes) array.reads = true;
  if (action === 'write-file') return;
  const given = array.origin === 'open' && array.reads;
  if (array.element !== 'pixel') sayImageType(host, node, array);
  else if (!array.hasWidth && !given)
    host.report.say(hostMessages.imageWidth, { name: array.name }, buffer.position);
}

function lowerSet(host: Host, node: HostSetNode, out: Step[]): void {
  const { report } = host;
  const { value: source, target, position: at } = node;
  const lower = (expression: ExpressionNode): Expr => lowerExpression(host, expression);
  if (target.type === 'member') {
    const name = memberName(host, target);
    const value = lowerSize(host, source, 'A width or height');
    if (name === undefined) return;
    const array = host.arrays.get(target.object.name);
    if (array && target.member.name === 'width') array.hasWidth = true;
    const goal = { name, type: 'i32' } as const;
    out.push({
      kind: 'set',
      name,
      value: value === POISON ? POISON : assigned(report, source, goal, () => value),
      at,
    });
    return;
  }
  const { name, position } = target;
  const known = host.values.get(name);
  if (host.arrays.has(name) || !known) {
    report.say(hostMessages.notThisKind, { name, is: 'an array', wanted: 'a value' }, position);
    lower(source);
    return;
  }
  if (known.type !== undefined) {
    const value = assigned(report, source, { name, type: known.type }, lower);
    out.push({ kind: 'set', name, value, at });
    return;
  }
  const value = lower(source);
  if (value === POISON) known.state = 'broken';
  else {
    known.type = value.type;
    known.state = 'set';
  }
  out.push({ kind: 'set', name, value, at });
}

function accessOf({ reads, writes }: HostArray): Access {
  return writes ? (reads ? 'readwrite' : 'write') : 'read';
}

function buffersOf(host: Host): readonly Buffer[] {
  return [...host.arrays.values()].map((array) => {
    const { name, element, origin, at } = array;
    return { name, element, origin, access: accessOf(array), at };
  });
}

function settingsOf(host: Host): readonly Setting[] {
  const settings: Setting[] = [];
  for (const { name, declared, type, at } of host.values.values())
    if (declared && type) settings.push({ name, type, declared, at });
  return settings;
}
