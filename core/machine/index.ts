// The door of the machine room: what a machine profile must look like, the reviewed ones, and how a file becomes one.
export { checkMachineProfile, type ProfileCheck } from './check.ts';
export { defaultMachineProfile } from './default.ts';
