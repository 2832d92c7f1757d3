// Functions of the IR in WebAssembly: short ones stand where they are called, the others are functions of the module.
import { type FunctionDef, someStmt } from 'pxos/core';
import {
  blockOf,
  branch,
  type Code,
  call,
  forEachInstruction,
  get,
  label,
  op,
  set,
  type Variable,
  variable,
  type WasmFunction,
  zero,
} from '../encoding/index.ts';
import { assignmentFacts } from './assignment.ts';
import { registerOf } from './registers.ts';
import { Scratch } from './scratch.ts';
import { lowerStatements } from './statements.ts';
import { Variables } from './variables.ts';

/** Instructions of the longest function that is written out; engines do not do that by themselves. */
const MOST_INLINE = 128;
/** Instructions by which a kernel or function may grow in all. */
const MOST_GROWTH = 32_768;

/** A function in both forms. */
interface Lowered {
  readonly definition: WasmFunction;
  /** What stands behind the operands instead of a call. */
  readonly inline?: { readonly code: Code; readonly instructions: number } | undefined;
}

/** Lowers functions on first use, so that the order in the file does not matter. */
export class FunctionLibrary {
  private readonly definitions: ReadonlyMap<string, FunctionDef>;
  private readonly lowered = new Map<string, Lowered>();

  constructor(functions: readonly FunctionDef[]) {
    this.definitions = new Map(functions.map((definition) => [definition.name, definition]));
  }

  /** What the calls in one kernel or function become; the results are left on the stack. */
  caller(): (name: string, operands: readonly Code[]) => Code {
    let growthLeft = MOST_GROWTH;
    return (name, operands) => {
      const { definition, inline } = this.of(name);
      if (!inline || inline.instructions > growthLeft) return call(definition, ...operands);
      growthLeft -= inline.instructions;
      return [...operands, inline.code];
    };
  }

  private of(name: string): Lowered {
    const known = this.lowered.get(name);
    if (known) return known;
    const definition = this.definitions.get(name);
    if (!definition) throw new Error(`No function \`${name}\`; the IR verifier rules this out.`);
    const made = { definition: this.lower(definition), inline: this.inline(definition) };
    this.lowered.set(name, made);
    return made;
  }

  private lower(definition: FunctionDef): WasmFunction {
    const { parameters, body } = this.body(definition, (values) => op('return', ...values));
    return {
      name: `function_${definition.name}`,
      parameters,
      results: definition.results.map(registerOf),
      // Every path ends in RETURN; the end of the body is never reached.
      body: [body, op('unreachable')],
    };
  }

  /**
   * The function in place of a call, or `undefined` when it is too long. All places share its variables: operands are on
   * the stack before the first one is set, nothing recurs, and what is read before it is assigned starts as 0 each time.
   */
  private inline(definition: FunctionDef): Lowered['inline'] {
    const last = definition.body.at(-1);
    const others = definition.body.slice(0, -1);
    const isStraight = last?.kind === 'return' && !someStmt(others, ({ kind }) => kind === 'return');
    const [result, ...more] = definition.results.map(registerOf);
    // A block of several results would need a type of its own in the module.
    if (result === undefined || (!isStraight && more.length > 0)) return undefined;
    const end = label(`end_of_${definition.name}`);
    const { parameters, starts, body } = this.body(definition, (values) =>
      isStraight ? values : [...values, branch(end)],
    );
    const popped = parameters.map((parameter) => set(parameter)).reverse();
    const code = [popped, starts, isStraight ? body : blockOf(result, end, body, op('unreachable'))];
    let instructions = 0;
    forEachInstruction(code, () => {
      instructions++;
    });
    return instructions > MOST_INLINE ? undefined : { code, instructions };
  }

  private body(definition: FunctionDef, leave: (values: readonly Code[]) => Code) {
    const parameters = definition.params.map(({ name, type }) => variable(registerOf(type), name));
    const byName = new Map<string, Variable>(parameters.map((parameter) => [parameter.name, parameter]));
    const variables = new Variables(definition.locals);
    const { exposed } = assignmentFacts(definition.body);
    const body = lowerStatements(definition.body, {
      scratch: new Scratch(),
      call: this.caller(),
      variable: (name) => variables.of(name),
      limitOf: (name) => variables.limitOf(name),
      local: (name) => get(variables.of(name)),
      parameter: (name) => get(byName.get(name)!),
      index: absent,
      array: absent,
      return: leave,
    });
    const starts = definition.locals
      .filter(({ name }) => exposed.has(name))
      .map(({ name, type }) => set(variables.of(name), zero(registerOf(type))));
    return { parameters, starts, body };
  }
}

function absent(name: string): never {
  throw new Error(`Functions are pure, yet one names \`${name}\`; the IR verifier rules this out.`);
}
