// The unified processor of a build: plugins add to it once, then it is frozen and shared by all files.
import { type Processor, unified } from 'unified';
import type { VFile } from 'vfile';
import type { VFileMessage } from 'vfile-message';
import type { Hooks } from '../contract/index.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import { pluginMessages } from '../diagnostics/messages/index.ts';

/** Makes the processor: the `processor` hook adds to it, then it is frozen. */
export function createProcessor(hooks: Hooks): Processor {
  const processor = unified();
  hooks.processor.call(processor);
  return processor.freeze();
}

/** What tree plugins said on the file through `file.message`, `file.info`, `file.fail`, as diagnostics. */
export function messagesOf(file: VFile): readonly Diagnostic[] {
  return file.messages.map((message) => diagnosticOf(message, file.path));
}

/** True for the error that `file.fail` throws. */
export function isFileMessage(error: unknown): error is VFileMessage {
  return error instanceof Error && 'ruleId' in error && 'fatal' in error && 'reason' in error;
}

/** A message of a tree plugin as a diagnostic: the one that it carries as its cause, else one made from its fields. */
export function diagnosticOf(message: VFileMessage, path: string | undefined): Diagnostic {
  const carried = message.cause;
  if (typeof carried === 'object' && carried !== null && 'diagnostic' in carried)
    return carried.diagnostic as Diagnostic;
  const { reason, source, ruleId, fatal, place, note, file } = message;
  const make = fatal
    ? pluginMessages.treeError
    : fatal === false
      ? pluginMessages.treeWarning
      : pluginMessages.treeInfo;
  const own = ruleId !== undefined && /^PX\d{4}$/.test(ruleId);
  const name = own || !ruleId ? source : `${source ? `${source}:` : ''}${ruleId}`;
  const position = place === undefined ? undefined : 'start' in place ? place : { start: place, end: place };
  const made = make(
    { plugin: name ?? 'tree plugin', text: reason, note },
    { place: position, file: file ?? path },
  );
  return own ? { ...made, code: ruleId, message: reason } : made;
}
