// What a command touches of the world: its streams, its folder, its environment. Tests give their own.

/** A stream that text or bytes are written to. */
export interface Output {
  write(chunk: string | Uint8Array): void;
  readonly isTTY: boolean;
}

export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The streams of this process. */
export function processIo(): Io {
  const output = (stream: NodeJS.WriteStream): Output => ({
    write: (chunk) => void stream.write(chunk),
    isTTY: stream.isTTY === true,
  });
  return {
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    cwd: process.cwd(),
    env: process.env,
  };
}

/**
 * Whether output to a stream is coloured: as `--color` or `--no-color` say, else not with NO_COLOR, else everywhere
 * with FORCE_COLOR, else on a terminal.
 */
export function usesColor({ env }: Io, stream: Output, flag: boolean | undefined): boolean {
  if (flag !== undefined) return flag;
  if ((env.NO_COLOR ?? '') !== '') return false;
  if ((env.FORCE_COLOR ?? '') !== '' && env.FORCE_COLOR !== '0') return true;
  return stream.isTTY && env.TERM !== 'dumb';
}
