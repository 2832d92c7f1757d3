// Everything that run-webgpu has to say to a person: PX0770 … PX0789.
import { message, withFullStop } from 'pxos/core';

const DRIVER_HINT =
  'Install the driver of your GPU, or the software driver with `npm i -D @sparticuz/chromium@147.0.0` (Linux x64); `--runner cpu` needs neither.';

/** The catalogue of this plugin. */
export const messages = {
  packageMissing: message<{ reason: string }>({
    code: 'PX0770',
    severity: 'error',
    about: 'The package `webgpu`, an optional peer of pxos, is not installed or does not load.',
    message: ({ reason }) =>
      `The runner \`webgpu\` needs the package \`webgpu\`, which does not load: ${withFullStop(reason)}`,
    hint: () => 'Install it with `npm i webgpu@0.6.2`, or use `--runner cpu`.',
  }),
  noAdapter: message<{ software: string }>({
    code: 'PX0771',
    severity: 'error',
    about: 'There is no GPU adapter: no hardware with a Vulkan, Metal or D3D driver, and no software driver.',
    message: ({ software }) => `No WebGPU adapter was found, and no software driver either (${software}).`,
    hint: () => DRIVER_HINT,
  }),
  deviceRefused: message<{ adapter: string; reason: string }>({
    code: 'PX0772',
    severity: 'error',
    about: 'The adapter did not give a device.',
    message: ({ adapter, reason }) => `The adapter \`${adapter}\` gave no device: ${withFullStop(reason)}`,
    hint: () => 'Free GPU memory or restart the driver, then try again; `--runner cpu` computes the same.',
  }),
  deviceLost: message<{ adapter: string; reason: string }>({
    code: 'PX0773',
    severity: 'error',
    about: 'The device was lost while a program ran; its results are gone.',
    message: ({ adapter, reason }) =>
      `The device \`${adapter}\` was lost during the run: ${withFullStop(reason)}`,
    hint: () => 'Run it again; if the device is lost each time, smaller launches or `--runner cpu` help.',
  }),
  aboveLimit: message<{ limit: string; wanted: number; available: number; what: string; adapter: string }>({
    code: 'PX0774',
    severity: 'error',
    about: 'A launch or a buffer exceeds a limit of the adapter; the message names the limit.',
    message: ({ limit, wanted, available, what, adapter }) =>
      `${what} needs ${wanted}, but \`${limit}\` of \`${adapter}\` is ${available}.`,
    hint: ({ limit }) =>
      limit === 'maxComputeInvocationsPerWorkgroup' || limit.startsWith('maxComputeWorkgroupSize')
        ? 'Launch smaller blocks (`THREADS 256` or less), or use `--runner cpu`.'
        : limit === 'maxComputeWorkgroupStorageSize'
          ? 'Use smaller shared arrays or smaller blocks, or use `--runner cpu`.'
          : limit === 'maxStorageBuffersPerShaderStage'
            ? 'Split the kernel so that each part uses fewer arrays, or use `--runner cpu`.'
            : 'Split the work into smaller parts, or use `--runner cpu`.',
  }),
  shaderRefused: message<{ kernel: string; reason: string }>({
    code: 'PX0775',
    severity: 'error',
    about: 'Dawn refused emitted WGSL: a fault of the emitter, or an artifact that another plugin changed.',
    message: ({ kernel, reason }) => `The WGSL of kernel \`${kernel}\` was refused: ${withFullStop(reason)}`,
    hint: () => 'Please report the kernel; `--runner cpu` runs it meanwhile.',
  }),
  timedOut: message<{ seconds: number; lost: string }>({
    code: 'PX0776',
    severity: 'error',
    about: 'The run took longer than its time limit and was ended.',
    message: ({ seconds, lost }) =>
      `The run on WebGPU did not end within ${Math.ceil(seconds * 10) / 10} s and was given up; ${lost}.`,
    hint: () => 'Look for a loop that never ends, or allow more time with `--timeout`.',
  }),
  processEnded: message<{ reason: string }>({
    code: 'PX0777',
    severity: 'error',
    about: 'The process that runs WebGPU ended before it answered.',
    message: ({ reason }) => `The WebGPU process ended before it answered: ${withFullStop(reason)}`,
    hint: () => 'The driver may have crashed; update it, or use `--runner cpu`.',
  }),
  noArtifact: message<{ kernel: string }>({
    code: 'PX0778',
    severity: 'error',
    about: 'The run has no WGSL artifact of a kernel that it launches.',
    message: ({ kernel }) => `There is no WGSL of kernel \`${kernel}\` to run.`,
    hint: () => 'Keep the plugin `emit-wgsl`, which makes it.',
  }),
  softwareAdapter: message<{ adapter: string }>({
    code: 'PX0780',
    severity: 'info',
    about: 'WebGPU runs on a software adapter: right results, not speed.',
    message: ({ adapter }) => `No GPU was found: WebGPU runs on the software adapter \`${adapter}\`.`,
    hint: () => 'Expect correct results and low speed.',
  }),
  outOfMemory: message<{ adapter: string; bytes: number }>({
    code: 'PX0781',
    severity: 'error',
    about: 'The device has not enough memory for the buffers of the run.',
    message: ({ adapter, bytes }) =>
      `\`${adapter}\` has no memory for the ${bytes} bytes of buffers of this run.`,
    hint: () => 'Split the work into smaller parts, or use `--runner cpu`.',
  }),
  boundTwice: message<{ kernel: string; buffer: string; first: string; second: string }>({
    code: 'PX0782',
    severity: 'error',
    about: 'One buffer is bound to two parameters of a kernel of which one is written.',
    message: ({ kernel, buffer, first, second }) =>
      `The launch of \`${kernel}\` binds \`${buffer}\` to \`${first}\` and to \`${second}\`, and one of them is written.`,
    hint: () => 'Bind a copy of the buffer to one of the two.',
  }),
  interpretedBarrier: message<{ kernel: string }>({
    code: 'PX0783',
    severity: 'error',
    about: 'A kernel whose threads wait for each other is to be interpreted from its pixels on WebGPU.',
    message: ({ kernel }) =>
      `Kernel \`${kernel}\` has barriers or reductions, which the interpreter on WebGPU does not execute.`,
    hint: () => 'Run the program without `--interpret`, which compiles it, or with `--runner cpu`.',
  }),
  givenUp: message<{ lost: string }>({
    code: 'PX0784',
    severity: 'error',
    about: 'A run on WebGPU was given up by the program that asked for it.',
    message: ({ lost }) => `The run on WebGPU was given up; ${lost}.`,
  }),
};
