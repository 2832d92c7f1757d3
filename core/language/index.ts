// The door of the language room. It loads Chevrotain: import it where a file is really read, not at start.
export { checkProgram } from './check.ts';
export { type CompileResult, compile } from './compile.ts';
export { type Lexed, type ParseResult, parseTree, readTokens } from './syntax/index.ts';
export type * from './tree.ts';
export { checkPlugins, diagnosticOf, reportDiagnostic, useChecks } from './unified.ts';
