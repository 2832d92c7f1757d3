// Executes jobs in this process or page: one device, opened by the first job and kept until it is lost.
import { type Diagnostic, isPxosError, PxosError } from 'pxos/core';
import { executeJob, type Session, sessionOn } from './execute.ts';
import type { Job, JobResult } from './job.ts';
import { messages } from './messages.ts';
import type { OpenDevice } from './open-adapter.ts';
import type { Probe } from './wire.ts';

/** The longest delay of a timer. */
const LONGEST = 2 ** 31 - 1;

/** Runs jobs one after another on one device. */
export class Worker {
  private readonly openDevice: () => Promise<OpenDevice>;
  private session: Promise<Session> | undefined;

  constructor(openDevice: () => Promise<OpenDevice>) {
    this.openDevice = openDevice;
  }

  private open(): Promise<Session> {
    if (!this.session) {
      const session = this.openDevice().then(sessionOn);
      this.session = session;
      const forget = () => {
        if (this.session === session) this.session = undefined;
      };
      session.then(({ open }) => open.device.lost.then(forget), forget);
    }
    return this.session;
  }

  /** Executes a job. Throws what opening a device and `executeJob` throw. */
  async run(job: Job): Promise<JobResult> {
    return executeJob(await this.open(), job);
  }

  /**
   * Executes a job that may take so long. A dispatch cannot be cancelled: at the limit, or when the run is given up, the device
   * is left behind. `lost` says what that means.
   *
   * @throws PxosError PX0776 at the limit, PX0784 when the run was given up, and what `run` throws
   */
  async runWithin(
    job: Job,
    { milliseconds, signal, lost }: { milliseconds: number; signal: AbortSignal; lost: string },
  ): Promise<JobResult> {
    if (signal.aborted) throw new PxosError(messages.givenUp({ lost: 'it had not begun' }));
    let timer: ReturnType<typeof setTimeout> | undefined;
    let onAbort = (): void => undefined;
    const end = new Promise<never>((_resolve, reject) => {
      const leave = (diagnostic: Diagnostic): void => {
        this.abandon();
        reject(new PxosError(diagnostic));
      };
      onAbort = () => leave(messages.givenUp({ lost }));
      signal.addEventListener('abort', onAbort);
      if (milliseconds > 0 && milliseconds <= LONGEST)
        timer = setTimeout(
          () => leave(messages.timedOut({ seconds: milliseconds / 1000, lost })),
          milliseconds,
        );
    });
    try {
      return await Promise.race([this.run(job), end]);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Which adapter a run would get; never throws. */
  async probe(): Promise<Probe> {
    try {
      const { open } = await this.open();
      return { hardware: open.hardware, device: open.name };
    } catch (error) {
      const reason = isPxosError(error) ? error.diagnostics[0]?.message : String(error);
      return { hardware: false, reason };
    }
  }

  /** Leaves a device to its fate, one that a kernel without an end keeps busy for instance. */
  abandon(): void {
    this.session = undefined;
  }

  /** Frees the device, so that the process can end. */
  async close(): Promise<void> {
    const session = await this.session?.catch(() => undefined);
    this.session = undefined;
    session?.open.device.destroy();
  }
}
