// Every error of the runner `webgpu` as the exact text that people see; what depends on the machine stands as `<…>`.
import { execFileSync } from 'node:child_process';
import {
  type BufferState,
  build as b,
  type Diagnostic,
  type Kernel,
  type PixelImage,
  type RunLaunch,
  type RunOperation,
} from 'pxos/core';
import { suite } from 'uvu';
import { openDevice } from '../../plugins/run-webgpu/device.ts';
import { executeJob, sessionOn } from '../../plugins/run-webgpu/execute.ts';
import { type Job, jobOf } from '../../plugins/run-webgpu/job.ts';
import { messages } from '../../plugins/run-webgpu/messages.ts';
import { WebgpuProcess } from '../../plugins/run-webgpu/process.ts';
import { Worker } from '../../plugins/run-webgpu/worker.ts';
import { requestOf } from '../cpu/request.ts';
import { matchPicture, pictureOf, refuseStrayPictures, thrownBy } from '../pictures.ts';
import { VECTORS } from '../pure/pxi-vectors.ts';
import { gpuTest, theDevice } from './device.ts';
import { moduleOf, theSession } from './launch.ts';

const test = suite('webgpu-errors');

// ------------------------------------------------------------------------------------------------ with a device

const X = b.array('x', 'i32', 'readwrite');
const fill = b.kernel({ name: 'fill', params: [X], body: [b.store('x', b.threadId(), b.i32(1))] });
const seeing = b.kernel({ name: 'seeing', params: [X], body: [b.store('x', b.localId(), b.i32(1))] });
const copy = b.kernel({
  name: 'copy',
  params: [b.array('a', 'i32'), X],
  body: [b.store('x', b.threadId(), b.load('a', b.threadId()))],
});
const endless = b.kernel({
  name: 'endless',
  params: [X],
  body: [b.whileLoop(b.compare(b.load('x', b.i32(0)), 'eq', b.i32(0)), [b.store('x', b.i32(1), b.i32(1))])],
});
const FOUR: BufferState = { name: 'x', element: 'i32', length: 4 };

/** Launches one block of a kernel. */
const launchOf = ({ name, params }: Kernel, threads = 4): RunLaunch => ({
  kind: 'launch',
  step: 0,
  kernel: name,
  grid: [1, 1, 1],
  block: [threads, 1, 1],
  extent: [threads, 1, 1],
  arrays: Object.fromEntries(params.map((param) => [param.name, 'x'])),
  values: {},
});
const job = (kernel: Kernel, parts: Partial<Job> = {}): Job => ({
  modules: [moduleOf(kernel)],
  buffers: [FOUR],
  operations: [launchOf(kernel)],
  outputs: ['x'],
  ...parts,
});

/** A run that interprets an image. */
const interpreting = ({ width, height, pixels }: PixelImage): Job => ({
  modules: [],
  buffers: [{ name: 'image', element: 'pixel', length: width * height, data: pixels }],
  operations: [
    {
      kind: 'pixels',
      step: 0,
      buffer: 'image',
      width,
      height,
      compat: false,
      dialect: undefined,
      maxThreads: 2 ** 40,
    },
  ],
  outputs: ['image'],
});

/** Runs a job in a process of its own, and does something to the process meanwhile. */
async function inProcess(milliseconds: number, meanwhile?: (process: WebgpuProcess) => void): Promise<void> {
  const process = new WebgpuProcess();
  try {
    const run = process.run(job(endless), milliseconds);
    meanwhile?.(process);
    await run;
  } finally {
    process.end();
  }
}

/** A run in this process that is given up as soon as it is under way. */
async function givenUp(): Promise<void> {
  const controller = new AbortController();
  const worker = new Worker(async () => {
    controller.abort();
    return openDevice();
  });
  const lost = 'its device goes on computing until this process ends';
  await worker.runWithin(job(fill), { milliseconds: 60_000, signal: controller.signal, lost });
}

async function withoutDevice(): Promise<void> {
  const open = await openDevice();
  open.device.destroy();
  await executeJob(sessionOn(open), job(fill));
}

/** By code and slug: what throws. */
const ON_DEVICE: Readonly<Record<string, () => Promise<unknown>>> = {
  'PX0773-lost': withoutDevice,
  'PX0774-block': () => executeJob(theSession(), job(seeing, { operations: [launchOf(seeing, 4096)] })),
  'PX0774-buffer': () => executeJob(theSession(), job(fill, { buffers: [{ ...FOUR, length: 2 ** 40 }] })),
  'PX0775-damaged-shader': () =>
    executeJob(
      theSession(),
      job(fill, { modules: [{ ...moduleOf(fill), code: 'fn fill() { nobody(); }' }] }),
    ),
  'PX0776-time-limit': () => inProcess(1500),
  'PX0777-process-ends': () => inProcess(60_000, (process) => setTimeout(() => process.end(), 500)),
  'PX0782-bound-twice': () => executeJob(theSession(), job(copy)),
  'PX0783-barrier': () => executeJob(theSession(), interpreting(VECTORS.B.image())),
  'PX0784-given-up': () => givenUp(),
};

/** A picture that looks the same on every machine: the name of the adapter and what it offers stand as `<…>`. */
const anywhere = (text: string): string =>
  text.replaceAll(theDevice().name, '<adapter>').replace(/(of `<adapter>` is )\d+/g, '$1<limit>');

for (const [name, work] of Object.entries(ON_DEVICE))
  gpuTest(test, `${name} looks like its picture`, async () => {
    matchPicture('webgpu-errors', name, anywhere(pictureOf(await thrownBy(work))));
  });

// ------------------------------------------------------------------------------------------------ without a device

/** The job of a request that has no artifacts. */
const requested = (operation: RunOperation): Job =>
  jobOf(
    requestOf({
      program: b.programOf(fill),
      artifacts: [],
      buffers: [FOUR],
      operations: [operation],
      outputs: ['x'],
    }),
  );

/** What opening a device says in a process of its own, which `prepare` makes a worse place first. */
function opening(prepare: string): string {
  const script = `
    ${prepare}
    const { openDevice } = await import('./plugins/run-webgpu/device.ts');
    const { renderDiagnostics } = await import('./core/index.ts');
    try { console.log((await openDevice()).name); }
    catch (error) { console.log(renderDiagnostics(error.diagnostics, new Map())); }
    process.exit(0);
  `;
  return execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 120_000,
    // The system's own driver, if any, is hidden.
    env: { ...process.env, VK_ICD_FILENAMES: '/nowhere.json', VK_DRIVER_FILES: '/nowhere.json' },
  });
}

const OTHER_PROCESSOR = "Object.defineProperty(process, 'arch', { value: 'z80' });";

/** By code and slug: what a process without a driver prints. The driver of other systems cannot be hidden. */
const WITHOUT_DRIVER: Readonly<Record<string, () => string>> = {
  'PX0770-no-package': () => opening(OTHER_PROCESSOR),
  'PX0771-no-driver': () => opening(`await import('webgpu'); ${OTHER_PROCESSOR}`),
};

/** By code and slug: what throws before a device is needed. */
const REQUESTS: Readonly<Record<string, () => unknown>> = {
  'PX0778-no-artifact': () => requested(launchOf(fill)),
};

/**
 * What no machine can be brought to for a test, or what is said beside a result: pictures of the entries themselves, made
 * here and not by a run. A driver refuses a device, or has no memory for buffers within its limits, when it likes.
 */
const FROM_THE_CATALOGUE: Readonly<Record<string, Diagnostic>> = {
  'PX0772-from-the-catalogue': messages.deviceRefused({
    adapter: '<adapter>',
    reason: '<reason of the driver>',
  }),
  'PX0780-from-the-catalogue': messages.softwareAdapter({ adapter: '<adapter>' }),
  'PX0781-from-the-catalogue': messages.outOfMemory({ adapter: '<adapter>', bytes: 4_000_000_000 }),
};

for (const [name, work] of Object.entries(WITHOUT_DRIVER))
  (process.platform === 'linux' ? test : test.skip)(`${name} looks like its picture`, () => {
    matchPicture('webgpu-errors', name, work().replaceAll(process.cwd(), '<root>'));
  });

for (const [name, work] of Object.entries(REQUESTS))
  test(`${name} looks like its picture`, async () => {
    matchPicture('webgpu-errors', name, pictureOf(await thrownBy(work)));
  });

for (const [name, diagnostic] of Object.entries(FROM_THE_CATALOGUE))
  test(`the entry of ${name} looks like its picture`, () => {
    matchPicture('webgpu-errors', name, pictureOf([diagnostic]));
  });

test('every picture belongs to a case', () => {
  const cases = [ON_DEVICE, WITHOUT_DRIVER, REQUESTS, FROM_THE_CATALOGUE];
  refuseStrayPictures(
    'webgpu-errors',
    cases.flatMap((table) => Object.keys(table)),
  );
});

test.run();
