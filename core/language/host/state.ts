// The state in which host statements are checked and lowered: the arrays and values that the host's names stand for.
import type { Position } from 'unist';
import { didYouMean } from '../../diagnostics/index.ts';
import { hostMessages, nameMessages } from '../../diagnostics/messages/index.ts';
import {
  type ElementType,
  type Expr,
  type HostBuffer,
  type Kernel,
  type ScalarType,
  valueTypeOf,
} from '../../ir/index.ts';
import { nameOfType } from '../../ops/type-names.ts';
import type { ExpressionScope, HostConstants } from '../expressions/index.ts';
import { POISON } from '../expressions/index.ts';
import type { FileNames } from '../names.ts';
import type { Report } from '../report.ts';
import type { MemberNode, NameNode } from '../tree.ts';

/** An array of the host: what it holds, where it comes from, and what happened to it up to the present statement. */
export interface HostArray {
  readonly name: string;
  readonly element: ElementType;
  readonly origin: HostBuffer['origin'];
  readonly at: Position;
  /** An allocated array is `absent` before its GPU_ALLOC and `freed` after its GPU_FREE. */
  state: 'absent' | 'live' | 'freed';
  reads: boolean;
  writes: boolean;
  /** True once something says how wide it is as an image. */
  hasWidth: boolean;
  /** Rows and columns, where GPU_ALLOC states them as constants. */
  shape?: { readonly rows: number; readonly columns: number } | undefined;
}

/** A scalar of the host: SET by the program, or a setting that the caller gives. */
export interface HostValue {
  readonly name: string;
  readonly at: Position;
  /** The element type that the caller sees; settings only. */
  readonly declared?: ElementType | undefined;
  /** The register type; of a SET name once its first SET was lowered. */
  type: ScalarType | undefined;
  state: 'unset' | 'set' | 'broken';
}

/** Everything that the lowering of host statements shares. */
export interface Host extends ExpressionScope {
  readonly names: FileNames;
  readonly constants: HostConstants;
  readonly kernels: ReadonlyMap<string, Kernel>;
  readonly arrays: Map<string, HostArray>;
  readonly values: Map<string, HostValue>;
}

/** A host of which nothing is known yet but the names that the file SETs. */
export function createHost(
  report: Report,
  names: FileNames,
  constants: HostConstants,
  kernels: ReadonlyMap<string, Kernel>,
): Host {
  const refuse = (place: Position, what: string): Expr => {
    report.say(hostMessages.notOnHost, { what }, place);
    return POISON;
  };
  const host: Host = {
    report,
    names,
    constants,
    kernels,
    functions: names.functions,
    arrays: new Map(),
    values: new Map(),
    readName: (node) => readHostName(host, node),
    readElement: (node) => refuse(node.position, 'an element of an array'),
    readMember: (node) => readHostMember(host, node),
    isArray: (name) => host.arrays.has(name),
    allowsCall(node) {
      refuse(node.position, 'a function of the file');
      return false;
    },
  };
  for (const node of names.hostStatements)
    if (node.type === 'host-set' && node.target.type === 'name' && !host.values.has(node.target.name)) {
      const { name, position } = node.target;
      host.values.set(name, { name, at: position, type: undefined, state: 'unset' });
    }
  return host;
}

function readHostName(host: Host, node: NameNode): Expr {
  const { name, position: at } = node;
  if (host.arrays.has(name)) {
    host.report.say(hostMessages.notThisKind, { name, is: 'an array', wanted: 'a value' }, at);
    return POISON;
  }
  const value = host.values.get(name) ?? declareSetting(host, name, 'i32', at);
  if (value.state === 'unset') host.report.say(hostMessages.usedBeforeSet, { name }, at);
  if (value.state !== 'set' || value.type === undefined) return POISON;
  return { kind: 'host', type: value.type, name, at };
}

/** A name that nothing sets: the caller gives its value. */
export function declareSetting(host: Host, name: string, declared: ElementType, at: Position): HostValue {
  const value: HostValue = { name, at, declared, type: valueTypeOf(declared), state: 'set' };
  host.values.set(name, value);
  return value;
}

const MEMBERS: readonly string[] = ['width', 'height'];

function readHostMember(host: Host, node: MemberNode): Expr {
  const name = memberName(host, node);
  return name === undefined ? POISON : { kind: 'host', type: 'i32', name, at: node.position };
}

/** The host name of `buf.width`; reports arrays and members that do not exist. */
export function memberName(host: Host, { object, member }: MemberNode): string | undefined {
  const array = arrayOfHost(host, object);
  if (!array) return undefined;
  if (MEMBERS.includes(member.name)) return `${object.name}.${member.name}`;
  host.report.say(
    nameMessages.unknownName,
    { name: `${object.name}.${member.name}`, where: 'member' },
    member.position,
  );
  return undefined;
}

/** The array that a name of the host means; reports names that mean none. */
export function arrayOfHost(host: Host, node: NameNode): HostArray | undefined {
  const { name, position } = node;
  const array = host.arrays.get(name);
  if (array) return array;
  if (host.values.has(name))
    host.report.say(hostMessages.notThisKind, { name, is: 'a value', wanted: 'an array' }, position);
  else
    host.report.say(
      hostMessages.unknownBuffer,
      { name, suggestion: didYouMean(name, host.arrays.keys()) },
      position,
    );
  return undefined;
}

/** Reports an array that does not exist at this moment. */
export function checkLive(host: Host, array: HostArray, place: Position): void {
  if (array.state === 'live') return;
  const state = array.state === 'freed' ? 'freed already' : 'allocated only after this';
  host.report.say(hostMessages.notAllocated, { name: array.name, state }, place);
}

/** What a file fills an array with: the types that READ_FILE without AS and READ_IMAGE give. */
const FILLED: ReadonlyMap<ElementType, 'bytes' | 'pixels'> = new Map([
  ['u8', 'bytes'],
  ['pixel', 'pixels'],
]);

/** Declares an array, or finds the one of this name; it has one type in the whole file. `by` names who needs it. */
export function declareArray(
  host: Host,
  node: NameNode,
  element: ElementType,
  origin: HostArray['origin'],
  by: string,
): HostArray | undefined {
  const { name, position: at } = node;
  const known = host.arrays.get(name);
  if (known) {
    if (known.element === element) return known;
    const notes = [{ message: `\`${name}\` gets its type here`, place: known.at }];
    const wanted = nameOfType(element);
    const filled = known.origin === 'file' ? FILLED.get(known.element) : undefined;
    const args = { name, type: `${nameOfType(known.element)}[]`, wanted: `${wanted}[]`, by, filled };
    host.report.say(hostMessages.bufferType, args, at, notes);
    return undefined;
  }
  if (host.values.has(name)) {
    host.report.say(hostMessages.notThisKind, { name, is: 'a value', wanted: 'an array' }, at);
    return undefined;
  }
  const state = origin === 'allocated' ? 'absent' : 'live';
  const array: HostArray = {
    name,
    element,
    origin,
    at,
    state,
    reads: false,
    writes: false,
    hasWidth: false,
  };
  host.arrays.set(name, array);
  return array;
}
