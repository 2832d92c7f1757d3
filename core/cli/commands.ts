// The commands and flags of the command line as data: the parser, the help and the reference page read them.

export interface FlagSpec {
  /** Without dashes: `print-after`. */
  readonly name: string;
  /** Placeholder of its value; a flag without one is a switch. */
  readonly value?: string;
  /** It may stand several times. */
  readonly many?: boolean;
  /** `--no-NAME` turns it off. */
  readonly negatable?: boolean;
  readonly about: string;
}

export interface CommandSpec {
  readonly name: string;
  /** Positional arguments as the help shows them. */
  readonly usage: string;
  readonly about: string;
  /** How many positional arguments there may be. */
  readonly arguments: { readonly least: number; readonly most: number };
  readonly flags: readonly FlagSpec[];
  readonly examples: readonly string[];
}

/** Flags of every command. */
export const GLOBAL_FLAGS: readonly FlagSpec[] = [
  { name: 'json', about: 'print one JSON object (docs/json.md) instead of text' },
  {
    name: 'config',
    value: 'file',
    negatable: true,
    about: 'use this configuration; --no-config uses none',
  },
  { name: 'color', negatable: true, about: 'colour, also where the output is no terminal' },
  { name: 'verbose', about: 'print what plugins log, and stacks of faults' },
  { name: 'trace-hooks', about: 'print every tap of every hook as it runs' },
  { name: 'profile', about: 'print the time that each plugin took' },
  {
    name: 'print-after',
    value: 'pass',
    many: true,
    about: 'print the IR after this pass; `all` for each of them',
  },
];

const many = Number.POSITIVE_INFINITY;

export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'build',
    usage: '[...files]',
    about: 'compile files to artifacts; without files what the configuration names',
    arguments: { least: 0, most: many },
    flags: [
      { name: 'target', value: 'names', many: true, about: 'targets, with commas: cuda,wgsl' },
      { name: 'out', value: 'folder', about: 'output folder; - prints to standard output' },
      { name: 'in', value: 'name=file', many: true, about: 'data of an array, for targets that hold it' },
      { name: 'set', value: 'name=value', many: true, about: 'give a scalar, for targets that hold it' },
      { name: 'size', value: 'name=N', many: true, about: 'elements of an array, for targets that fix it' },
      { name: 'threads', value: 'N', about: 'threads of a launch that states none, for such targets' },
      { name: 'kernel', value: 'name', about: 'the kernel of a file without launches, for such targets' },
      { name: 'gas', value: 'E', about: 'threads of an image take at most 2^E loop turns and calls' },
    ],
    examples: [
      'pxos build saxpy.px --target wgsl,cuda --out dist',
      'pxos build saxpy.px --target pxi --in x=x.npy --in y=y.npy --set a=2 --set n=1024',
      'pxos build',
    ],
  },
  {
    name: 'run',
    usage: '<file>',
    about: 'run a program and write its outputs',
    arguments: { least: 1, most: 1 },
    flags: [
      { name: 'runner', value: 'name', about: 'auto, cpu, webgpu or reference' },
      { name: 'kernel', value: 'name', about: 'the kernel to run in a file without launches' },
      { name: 'in', value: 'name=file', many: true, about: 'fill an array: .bin, .npy, .json or .png' },
      { name: 'set', value: 'name=value', many: true, about: 'give a scalar' },
      { name: 'size', value: 'name=N', many: true, about: 'elements of an array that is only written' },
      { name: 'threads', value: 'N', about: 'threads of a launch that states none: 1024, or 640x480' },
      { name: 'out', value: 'name=file', many: true, about: 'write an array: .bin, .npy, .json or .png' },
      { name: 'timeout', value: 'seconds', about: 'end the run after so long; 60 by default' },
      { name: 'sanitize', about: 'make accesses outside an array errors (reference runner)' },
      { name: 'interpret', about: 'interpret a .pxi from its pixels; it is compiled otherwise' },
      { name: 'trace', about: 'print each step of a .pxi as it runs: operands, changed pixels, hash' },
      { name: 'compare', about: 'run a .pxi on every executor and compare the images' },
      { name: 'compat', about: 'run a version 1.0 .pxi as old executors did' },
      { name: 'dialect', value: 'version', about: 'read a version 1.0 .pxi as 1.0 or as 0.0.2' },
    ],
    examples: [
      'pxos run saxpy.px --in x=x.npy --in y=y.npy --set a=2 --set n=1024 --out y=out.npy',
      'pxos run program.pxi --out image=result.pxi',
    ],
  },
  {
    name: 'check',
    usage: '<...files>',
    about: 'report what is wrong with files, and write nothing',
    arguments: { least: 1, most: many },
    flags: [],
    examples: ['pxos check src/*.px'],
  },
  {
    name: 'explain',
    usage: '<file>',
    about: 'show a program as each stage sees it',
    arguments: { least: 1, most: 1 },
    flags: [
      { name: 'stage', value: 'name', about: 'tokens, tree, ir, plan, passes or a target' },
      { name: 'set', value: 'name=value', many: true, about: 'give a scalar, for the plan' },
      { name: 'size', value: 'name=N', many: true, about: 'elements of an array, for the plan' },
      { name: 'threads', value: 'N', about: 'threads of a launch that states none, for the plan' },
    ],
    examples: ['pxos explain saxpy.px --stage plan', 'pxos explain saxpy.px --stage wgsl'],
  },
  {
    name: 'inspect',
    usage: '<file>',
    about: 'show what a .pxi holds: steps, code, arrays, health',
    arguments: { least: 1, most: 1 },
    flags: [{ name: 'out', value: 'file', about: 'also draw its regions into a PNG' }],
    examples: ['pxos inspect program.pxi', 'pxos inspect program.pxi --out regions.png'],
  },
  {
    name: 'dis',
    usage: '<file>',
    about: 'print a .pxi as assembly',
    arguments: { least: 1, most: 1 },
    flags: [{ name: 'out', value: 'file', about: 'write the assembly into a file' }],
    examples: ['pxos dis program.pxi --out program.pxa'],
  },
  {
    name: 'asm',
    usage: '<file>',
    about: 'make a .pxi from assembly',
    arguments: { least: 1, most: 1 },
    flags: [{ name: 'out', value: 'file', about: 'the .pxi to write' }],
    examples: ['pxos asm program.pxa --out program.pxi'],
  },
  {
    name: 'diff',
    usage: '<first> <second>',
    about: 'compare two images: first difference, number of them, a picture',
    arguments: { least: 2, most: 2 },
    flags: [{ name: 'out', value: 'file', about: 'draw what differs into a PNG' }],
    examples: ['pxos diff before.pxi after.pxi --out difference.png'],
  },
  {
    name: 'view',
    usage: '[file]',
    about: 'show a .pxi in a page: step through it, look at arrays, run it on the CPU and on WebGPU',
    arguments: { least: 0, most: 1 },
    flags: [
      { name: 'out', value: 'file', about: 'the page to write; a temporary file otherwise' },
      { name: 'open', negatable: true, about: 'open the page in the browser' },
      { name: 'compat', about: 'run a version 1.0 .pxi as old executors did' },
      { name: 'dialect', value: 'version', about: 'read a version 1.0 .pxi as 1.0 or as 0.0.2' },
    ],
    examples: ['pxos view program.pxi', 'pxos view program.pxi --out program.html --no-open'],
  },
];
