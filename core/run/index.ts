// The door of the run room: host statements to operations, operations over runners, results to files and to people.
export type { InputArray, RunInputs } from './inputs.ts';
export { type PrepareOptions, prepareRun } from './prepare.ts';
export type { PreparedRun, RunOutput, RunWrite } from './prepared.ts';
