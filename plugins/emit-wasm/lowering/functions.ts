// Functions of the IR as WebAssembly functions; several results are several WebAssembly results.
import type { FunctionDef } from 'pxos/core';
import { type Code, get, op, type Variable, variable, type WasmFunction } from '../encoding/index.ts';
import { registerOf } from './registers.ts';
import { Scratch } from './scratch.ts';
import { lowerStatements } from './statements.ts';
import { Variables } from './variables.ts';

/** Lowers functions on first use, so that the order in the file does not matter. */
export class FunctionLibrary {
  private readonly definitions: ReadonlyMap<string, FunctionDef>;
  private readonly lowered = new Map<string, WasmFunction>();

  constructor(functions: readonly FunctionDef[]) {
    this.definitions = new Map(functions.map((definition) => [definition.name, definition]));
  }

  readonly callee = (name: string): WasmFunction => {
    const known = this.lowered.get(name);
    if (known) return known;
    const definition = this.definitions.get(name);
    if (!definition) throw new Error(`No function \`${name}\`; the IR verifier rules this out.`);
    const made = this.lower(definition);
    this.lowered.set(name, made);
    return made;
  };

  private lower(definition: FunctionDef): WasmFunction {
    const parameters = new Map<string, Variable>(
      definition.params.map(({ name, type }) => [name, variable(registerOf(type), name)]),
    );
    const variables = new Variables(definition.locals);
    const body = lowerStatements(definition.body, {
      scratch: new Scratch(),
      callee: this.callee,
      variable: (name) => variables.of(name),
      limitOf: (name) => variables.limitOf(name),
      local: (name) => get(variables.of(name)),
      parameter: (name) => get(parameters.get(name)!),
      index: absent,
      array: absent,
      return: (values): Code => op('return', ...values),
    });
    return {
      name: `function_${definition.name}`,
      parameters: [...parameters.values()],
      results: definition.results.map(registerOf),
      // Every path ends in RETURN; the end of the body is never reached.
      body: [body, op('unreachable')],
    };
  }
}

function absent(name: string): never {
  throw new Error(`Functions are pure, yet one names \`${name}\`; the IR verifier rules this out.`);
}
