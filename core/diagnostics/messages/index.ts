// All message catalogues of the core, one namespace for each topic; plugins keep theirs in their own `messages.ts`.
export * as commandLineMessages from './command-line.ts';
export * as configMessages from './config.ts';
export * as dataMessages from './data.ts';
export * as fileMessages from './files.ts';
export * as flowMessages from './flow.ts';
export * as hostMessages from './host.ts';
export * as irMessages from './ir.ts';
export * as nameMessages from './names.ts';
export * as pixelFileMessages from './pixel-file.ts';
export * as pixelRunMessages from './pixel-run.ts';
export * as pluginMessages from './plugins.ts';
export * as referenceMessages from './reference.ts';
export * as runMessages from './run.ts';
export * as syntaxMessages from './syntax.ts';
export * as targetMessages from './targets.ts';
export * as textMessages from './text.ts';
export * as typeMessages from './types.ts';
