// A run request with everything that a test does not care about filled in.
import { defaultMachineProfile, type ResolvedConfig, type RunRequest } from 'pxos/core';

const CONFIG: ResolvedConfig = {
  root: '.',
  files: [],
  targets: [],
  out: 'out',
  plugins: [],
  builtins: true,
  precision: 'strict',
  machine: defaultMachineProfile,
  timeout: 60,
  pluginTimeout: 60,
  gas: 24,
  run: { runner: 'cpu', set: {}, size: {} },
  options: {},
};

/** The parts of a request that matter, completed. */
export function requestOf(
  parts: Pick<RunRequest, 'program' | 'artifacts' | 'buffers' | 'operations' | 'outputs'> &
    Partial<RunRequest>,
): RunRequest {
  return {
    source: { path: 'test.px', text: '', hash: '0000000000000000' },
    config: CONFIG,
    log: { report: () => {}, debug: () => {} },
    signal: new AbortController().signal,
    timeout: 60_000,
    options: {},
    ...parts,
  };
}
