// Executes jobs in this process: one device, opened by the first job and kept until it is lost.
import { isPxosError } from 'pxos/core';
import { openDevice } from './device.ts';
import { executeJob, type Session, sessionOn } from './execute.ts';
import type { Job, JobResult } from './job.ts';
import type { Probe } from './wire.ts';

/** Runs jobs one after another on one device. */
export class Worker {
  private session: Promise<Session> | undefined;

  private open(): Promise<Session> {
    if (!this.session) {
      const session = openDevice().then(sessionOn);
      this.session = session;
      const forget = () => {
        if (this.session === session) this.session = undefined;
      };
      session.then(({ open }) => open.device.lost.then(forget), forget);
    }
    return this.session;
  }

  /** Executes a job. Throws what `openDevice` and `executeJob` throw. */
  async run(job: Job): Promise<JobResult> {
    return executeJob(await this.open(), job);
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
