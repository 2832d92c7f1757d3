// Keeps the process that runs WebGPU: starts it when it is needed, ends it when a run takes too long.
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { PxosError } from 'pxos/core';
import type { Job, JobResult } from './job.ts';
import { messages } from './messages.ts';
import type { Probe, Question, Reply } from './wire.ts';

/** Where the child's entry may be: beside this file in the source, beside the door or in its folder when bundled. */
const ENTRIES = [
  './child.ts',
  './child.js',
  './run-webgpu/child.js',
  './plugins/run-webgpu/child.js',
  '../plugins/run-webgpu/child.js',
];

function entryPath(): string {
  const paths = ENTRIES.map((entry) => fileURLToPath(new URL(entry, import.meta.url)));
  const path = paths.find((candidate) => existsSync(candidate));
  if (path === undefined)
    throw new PxosError(messages.processEnded({ reason: 'its entry child.js is missing' }));
  return path;
}

/**
 * Flags of this process for the child: those that load code go on; a script given on the command line does not, since the
 * child has a file to run, and neither does a debugger, whose port is taken.
 */
function inheritedFlags(): readonly string[] {
  const flags = [...process.execArgv];
  const script = flags.findIndex((flag) => /^(?:-e|--eval|-p|--print|-pe)$/.test(flag));
  if (script >= 0) flags.splice(script, 2);
  return flags.filter((flag) => !/^--(?:input-type|inspect|eval=|print=)/.test(flag));
}

interface Waiting {
  readonly child: ChildProcess;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
}

/** Lines of the child's error output that are kept to explain its end. */
const KEPT_OUTPUT = 2000;

/** A process of its own for WebGPU, for several questions one after another. */
export class WebgpuProcess {
  private child: ChildProcess | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private count = 0;
  private output = '';

  private start(): ChildProcess {
    const child = fork(entryPath(), [], {
      execArgv: [...inheritedFlags()],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.output = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.output = (this.output + text).slice(-KEPT_OUTPUT);
    });
    child.on('message', (reply: Reply) => {
      this.waiting.get(reply.id)?.resolve(reply);
    });
    child.on('error', (error) => this.fail(child, error.message));
    child.on('exit', (code, signal) => {
      if (this.child === child) this.child = undefined;
      const lines = this.output.trim().split('\n');
      const telling = lines.findLast((line) => /error|fatal/i.test(line)) ?? lines.at(-1) ?? '';
      this.fail(child, `${signal ?? `exit code ${code}`}${telling === '' ? '' : ` (${telling.trim()})`}`);
    });
    return child;
  }

  private fail(child: ChildProcess, reason: string): void {
    for (const waiting of this.waiting.values())
      if (waiting.child === child) waiting.reject(new PxosError(messages.processEnded({ reason })));
  }

  /** While nobody waits for it, the child must not keep this process alive. */
  private hold(child: ChildProcess): void {
    const wanted = [...this.waiting.values()].some((waiting) => waiting.child === child);
    const handles = [child, child.channel, child.stderr instanceof Socket ? child.stderr : undefined];
    for (const handle of handles) {
      if (wanted) handle?.ref();
      else handle?.unref();
    }
  }

  private async ask(question: Question, milliseconds: number, signal?: AbortSignal): Promise<Reply> {
    this.child ??= this.start();
    const child = this.child;
    let timer: NodeJS.Timeout | undefined;
    const onAbort = (): void => this.end();
    try {
      return await new Promise<Reply>((resolve, reject) => {
        this.waiting.set(question.id, { child, resolve, reject });
        this.hold(child);
        signal?.addEventListener('abort', onAbort, { once: true });
        if (Number.isFinite(milliseconds) && milliseconds > 0)
          timer = setTimeout(
            () => {
              reject(
                new PxosError(
                  messages.timedOut({ seconds: milliseconds / 1000, lost: 'its results are lost' }),
                ),
              );
              this.end();
            },
            Math.min(milliseconds, 2 ** 31 - 1),
          );
        child.send(question, (error) => {
          if (error) reject(new PxosError(messages.processEnded({ reason: error.message })));
        });
      });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      this.waiting.delete(question.id);
      this.hold(child);
    }
  }

  /**
   * Executes a job in the child. Throws PX0776 at the limit, PX0777 when the child ends, and what the child reports.
   */
  async run(job: Job, milliseconds: number, signal?: AbortSignal): Promise<JobResult> {
    const reply = await this.ask({ id: this.count++, kind: 'run', job }, milliseconds, signal);
    switch (reply.kind) {
      case 'done':
        return reply.result;
      case 'failed':
        throw new PxosError(reply.diagnostics);
      case 'crashed':
        throw new Error(reply.text);
      case 'found':
        throw new Error('the WebGPU process answered another question');
    }
  }

  /** Asks the child which adapter it gets; never throws. */
  async probe(milliseconds: number): Promise<Probe> {
    try {
      const reply = await this.ask({ id: this.count++, kind: 'probe' }, milliseconds);
      return reply.kind === 'found' ? reply.probe : { hardware: false, reason: 'the probe failed' };
    } catch (error) {
      return { hardware: false, reason: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Ends the child at once; the next question starts another one. */
  end(): void {
    const { child } = this;
    this.child = undefined;
    child?.kill('SIGKILL');
  }
}
