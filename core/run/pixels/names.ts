// Names that the caller uses for the arrays of an image: `x`, or `#3` for record 3; and `image` for all of it.
import { PxosError } from '../../diagnostics/index.ts';
import * as say from '../../diagnostics/messages/run.ts';
import type { RunInputs } from '../inputs.ts';

/** The whole resulting image, among the outputs. */
export const IMAGE = 'image';

/** The values with other names; one that two names mean is refused. */
function rekey<T>(
  flag: string,
  values: Readonly<Record<string, T>>,
  nameOf: (name: string) => string,
): Readonly<Record<string, T>> {
  const given = new Map<string, string>();
  for (const name of Object.keys(values)) {
    const before = given.get(nameOf(name));
    const reason = `\`${before}\` names the same array`;
    if (before !== undefined) throw new PxosError(say.notGivable({ flag, name, reason, ofImage: true }));
    given.set(nameOf(name), name);
  }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [nameOf(name), value]));
}

/** Both ways between the names of the caller and those of the program. */
export class ArrayNames {
  private readonly records: ReadonlyMap<string, number>;
  private readonly named: ReadonlyMap<number, string>;
  private readonly byRecord: ReadonlyMap<number, string>;

  /**
   * @param records record numbers by the names of the program
   * @param named records that the image has a name for; others have a made-up one in the program
   */
  constructor(records: ReadonlyMap<string, number>, named: ReadonlyMap<number, string>) {
    this.records = records;
    this.named = named;
    this.byRecord = new Map([...records].map(([name, record]) => [record, name]));
  }

  /** The program's name of what the caller calls `#3`, or by that name. */
  readonly ofProgram = (name: string): string => {
    const record = /^#(\d+)$/.exec(name)?.[1];
    return (record !== undefined && this.byRecord.get(Number(record))) || name;
  };

  /** What an output is called: as the caller asked for it; else by its name, or its number where it has none of its own. */
  readonly ofOutput = (name: string, asked: readonly string[] | undefined): string => {
    const own = asked?.find((wanted) => wanted !== IMAGE && this.ofProgram(wanted) === name);
    if (own !== undefined) return own;
    const record = this.records.get(name) ?? 0;
    return name === IMAGE || !this.named.has(record) ? `#${record}` : name;
  };

  /** The inputs with the program's names. */
  inputs({ in: given, set, size, out, ...rest }: RunInputs): RunInputs {
    const names = out?.filter((name) => name !== IMAGE).map(this.ofProgram);
    return {
      ...rest,
      ...(given && { in: rekey('--in', given, this.ofProgram) }),
      ...(set && { set: rekey('--set', set, this.ofProgram) }),
      ...(size && { size: rekey('--size', size, this.ofProgram) }),
      ...(names && names.length > 0 && { out: names }),
    };
  }
}
