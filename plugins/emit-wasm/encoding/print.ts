// Prints a module in WebAssembly's text format, one instruction a line, for people and for `explain`.
import {
  type Code,
  functionsOf,
  isList,
  type Label,
  localsOf,
  type ValueType,
  type Variable,
  type WasmFunction,
  type WasmModule,
} from './instruction.ts';

/** Gives each object a name that no other one of its scope has. */
class Names<T extends { readonly name: string }> {
  private readonly names = new Map<T, string>();
  private readonly taken = new Set<string>();

  of(named: T): string {
    let name = this.names.get(named);
    if (name === undefined) {
      name = `$${named.name}`;
      for (let n = 2; this.taken.has(name); n++) name = `$${named.name}_${n}`;
      this.taken.add(name);
      this.names.set(named, name);
    }
    return name;
  }
}

/** A float as the text format reads it back exactly. */
function float(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  return Object.is(value, -0) ? '-0' : String(value);
}

function printBody(code: Code, functions: Names<WasmFunction>, variables: Names<Variable>): string[] {
  const lines: string[] = [];
  const labels = new Names<Label>();
  const result = (type: ValueType | undefined) => (type ? ` (result ${type})` : '');
  const walk = (part: Code, depth: number): void => {
    if (isList(part)) {
      for (const inner of part) walk(inner, depth);
      return;
    }
    const line = (text: string) => lines.push('  '.repeat(depth) + text);
    switch (part.kind) {
      case 'plain':
        line(part.op);
        return;
      case 'const':
        line(`${part.type}.const ${typeof part.value === 'bigint' ? part.value : float(part.value)}`);
        return;
      case 'variable':
        line(`${part.op} ${variables.of(part.variable)}`);
        return;
      case 'memory':
        line(part.offset === 0 ? part.op : `${part.op} offset=${part.offset}`);
        return;
      case 'block':
        line(`${part.op} ${labels.of(part.label)}${result(part.result)}`);
        walk(part.body, depth + 1);
        line('end');
        return;
      case 'if':
        line(`if${result(part.result)}`);
        walk(part.then, depth + 1);
        if (part.else) {
          line('else');
          walk(part.else, depth + 1);
        }
        line('end');
        return;
      case 'branch':
        line(`${part.op} ${labels.of(part.label)}`);
        return;
      case 'call':
        line(`call ${functions.of(part.function)}`);
        return;
    }
  };
  walk(code, 2);
  return lines;
}

function printFunction(
  definition: WasmFunction,
  functions: Names<WasmFunction>,
  options: { readonly exported: boolean },
): string[] {
  const variables = new Names<Variable>();
  const head = [
    `(func ${functions.of(definition)}`,
    ...(options.exported ? [`(export "${definition.name}")`] : []),
    ...definition.parameters.map((parameter) => `(param ${variables.of(parameter)} ${parameter.type})`),
    ...(definition.results.length > 0 ? [`(result ${definition.results.join(' ')})`] : []),
  ];
  return [
    `  ${head.join(' ')}`,
    ...localsOf(definition).map((variable) => `    (local ${variables.of(variable)} ${variable.type})`),
    ...printBody(definition.body, functions, variables),
    '  )',
  ];
}

const dataString = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('');

/** The module's text, behind comment lines. */
export function print(module: WasmModule, comments: readonly string[] = []): string {
  const names = new Names<WasmFunction>();
  const functions = functionsOf(module);
  const exported = new Set(module.exports);
  return [
    ...comments.map((comment) => `;; ${comment}`.trimEnd()),
    '(module',
    `  (import "px" "memory" (memory ${module.pages}))`,
    ...functions.flatMap((definition) =>
      printFunction(definition, names, { exported: exported.has(definition) }),
    ),
    ...functions
      .flatMap((definition) => module.tables.get(definition) ?? [])
      .map(({ offset, bytes }) => `  (data (i32.const ${offset}) "${dataString(bytes)}")`),
    ')',
    '',
  ].join('\n');
}
