// What every hook of a build gets to know: the source, the configuration, and where to say things.
import type { Processor } from 'unified';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { ResolvedConfig } from './config.ts';

/** The file that a program comes from. */
export interface SourceInfo {
  /** Path as the user wrote it, with `/` between folders. */
  readonly path: string;
  /** Empty when the file is no text. */
  readonly text: string;
  /** The file's contents when it is no text, such as an image. */
  readonly bytes?: Uint8Array | undefined;
  /** First 16 hexadecimal digits of the SHA-256 of the contents, for headers of emitted files. */
  readonly hash: string;
}

/** Messages of a build; plugins never write to the console themselves. */
export interface Logger {
  /** Adds a diagnostic to the build's report. An error stops the build at the end of the hook. */
  report(diagnostic: Diagnostic): void;
  /** One line for `--verbose`. */
  debug(line: string): void;
}

/** Passed to every hook that works on a program. */
export interface Context {
  readonly source: SourceInfo;
  readonly config: ResolvedConfig;
  readonly log: Logger;
  /** Aborted when the build is given up; long work should look at it. */
  readonly signal: AbortSignal;
}

/** Front ends also get the processor of the build: frozen, with the tree plugins that were added in the `processor` hook. */
export interface FrontendContext extends Context {
  readonly processor: Processor;
}
