// The door of the files room: what the rooms that read and write files share.
export { makeFolder } from './make-folder.ts';
export { shownPath } from './shown-path.ts';
export { systemReason } from './system-reason.ts';
export { forgetTemporary, trackTemporary } from './temporary.ts';
export { decodeSource, findNul, textOf } from './text.ts';
