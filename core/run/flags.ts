// Holds the names that the caller gives against the program: unknown ones get a suggestion, settings get their values.
import { givenValues } from '../data/index.ts';
import { didYouMean, PxosError } from '../diagnostics/index.ts';
import * as say from '../diagnostics/messages/run.ts';
import { type Buffer, type Program, type Setting, valueTypeOf } from '../ir/index.ts';
import type { HostState } from './host-state.ts';
import { type RunInputs, settingValue } from './inputs.ts';

const MEMBER = /^(.+)\.(width|height)$/;

function unknown(state: HostState, flag: string, name: string, what: string, known: readonly string[]): void {
  // Every letter is close to every other one; then the list says more.
  const suggestion = name.length > 1 ? didYouMean(name, known) : undefined;
  state.errors.push(say.unknownName({ flag, name, what, known, suggestion }));
}

/** Why an array cannot be given data or a size, or `undefined`. */
function refusal(buffer: Buffer, flag: '--in' | '--size'): string | undefined {
  if (buffer.origin === 'file') return `the program reads \`${buffer.name}\` from a file`;
  if (buffer.origin === 'allocated' && flag === '--size')
    return `GPU_ALLOC gives \`${buffer.name}\` its size`;
  if (buffer.origin === 'image' && flag === '--size') return `the image says how long \`${buffer.name}\` is`;
  if (buffer.origin === 'image' && !buffer.input && !buffer.setting)
    return `\`${buffer.name}\` is no input of the image`;
  return undefined;
}

/** Checks the names after --in, --size and --out, and that sizes count. */
export function checkNames(state: HostState, program: Program, inputs: RunInputs): void {
  const named = program.buffers.filter((buffer) => buffer.origin !== 'stage').map((buffer) => buffer.name);
  const check = (flag: '--in' | '--size' | '--out', names: readonly string[]): void => {
    for (const name of names) {
      const buffer = state.buffers.get(name);
      if (!buffer || buffer.origin === 'stage') unknown(state, flag, name, 'array', named);
      else if (flag !== '--out') {
        const reason = refusal(buffer, flag);
        if (reason !== undefined) {
          const ofImage = buffer.origin === 'image';
          state.errors.push(say.notGivable({ flag, name, reason, ofImage }));
        }
      }
    }
  };
  check('--in', Object.keys(inputs.in ?? {}));
  check('--size', Object.keys(inputs.size ?? {}));
  check('--out', inputs.out ?? []);
  for (const [name, value] of Object.entries(inputs.size ?? {}))
    if (!Number.isSafeInteger(value) || value < 1)
      state.errors.push(say.sizeValue({ flag: `--size ${name}`, value: String(value) }));
}

/** Elements of an image that the caller may set, by the name of their array. */
function settableElements({ buffers }: Program): ReadonlyMap<string, Setting> {
  const settable = buffers.filter((buffer) => buffer.origin === 'image' && buffer.setting);
  return new Map(
    settable.map(({ name, element }) => [name, { name, type: valueTypeOf(element), declared: element }]),
  );
}

/** Sets the settings that are given, and those that have a value of their own; a width or height of an array may be given too. */
export function giveSettings(
  state: HostState,
  program: Program,
  { set = {}, in: arrays = {} }: RunInputs,
): void {
  const settings = new Map(program.settings.map((setting) => [setting.name, setting]));
  const elements = settableElements(program);
  const made = new Set(program.steps.flatMap((step) => (step.kind === 'set' ? [step.name] : [])));
  for (const [name, value] of Object.entries(set)) {
    const array = MEMBER.exec(name)?.[1];
    const member = array !== undefined && state.buffers.has(array);
    const element = elements.get(name);
    const setting =
      settings.get(name) ??
      element ??
      (member ? ({ name, type: 'i32', declared: 'i32' } as const) : undefined);
    const refuse = (reason: string): unknown =>
      state.errors.push(say.notGivable({ flag: '--set', name, reason, ofImage: element !== undefined }));
    if (made.has(name)) refuse('the program SETs it');
    else if (!setting) unknown(state, '--set', name, 'setting', [...settings.keys(), ...elements.keys()]);
    else if (element && Object.hasOwn(arrays, name)) refuse(`\`--in\` gives \`${name}\``);
    else
      try {
        const given = settingValue(setting, value);
        if (element) state.place(name, givenValues(name, [given], element.declared));
        else state.values.set(name, given);
      } catch (error) {
        if (!(error instanceof PxosError)) throw error;
        state.errors.push(...error.diagnostics);
      }
  }
  for (const { name, value } of program.settings)
    if (value !== undefined && !state.values.has(name)) state.values.set(name, value);
}
