// Entry of the process that runs WebGPU for another one: it answers questions until its parent is gone or ends it.
import { isPxosError } from 'pxos/core';
import { openDevice } from './device.ts';
import type { Question, Reply } from './wire.ts';
import { Worker } from './worker.ts';

const worker = new Worker(openDevice);

async function answer(question: Question): Promise<Reply> {
  const { id } = question;
  try {
    switch (question.kind) {
      case 'run':
        return { id, kind: 'done', result: await worker.run(question.job) };
      case 'probe':
        return { id, kind: 'found', probe: await worker.probe() };
    }
  } catch (error) {
    if (isPxosError(error)) return { id, kind: 'failed', diagnostics: error.diagnostics };
    return {
      id,
      kind: 'crashed',
      text: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

process.on('message', async (question: Question) => {
  process.send?.(await answer(question));
});
// Dawn's threads would keep the process alive, so it ends itself.
process.on('disconnect', () => process.exit(0));
