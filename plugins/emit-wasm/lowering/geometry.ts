// The loops over the blocks of a launch and over the threads of a block, with every index kept up by addition.
import {
  branch,
  branchIf,
  type Code,
  get,
  i32,
  label,
  loop,
  op,
  select,
  set,
  variable,
  when,
} from '../encoding/index.ts';
import type { Axes, KernelArguments } from './arguments.ts';

const axes = (name: string): Axes => [
  variable('i32', `${name}_x`),
  variable('i32', `${name}_y`),
  variable('i32', `${name}_z`),
];

const increment = (axis: Axes[number]): Code => set(axis, op('i32.add', get(axis), i32(1)));

/** Where the loops are: index of the block, its first thread and the first one behind it, the present thread. */
export class Geometry {
  readonly block = axes('block');
  readonly first = axes('first');
  readonly end = axes('end');
  readonly thread = axes('thread');
  private readonly launch: KernelArguments;

  constructor(launch: KernelArguments) {
    this.launch = launch;
  }

  /** Runs `body` for the blocks from the linear index `from` up to, not including, `to` (unsigned). */
  blocks(from: Code, to: Code, body: Code): Code {
    const { grid } = this.launch;
    const [x, y, z] = this.block;
    const count = variable('i32', 'blocks_left');
    const top = label('blocks');
    const rows = op('i32.div_u', from, get(grid[0]));
    return [
      set(x, op('i32.rem_u', from, get(grid[0]))),
      set(y, op('i32.rem_u', rows, get(grid[1]))),
      set(z, op('i32.div_u', rows, get(grid[1]))),
      set(count, op('i32.sub', to, from)),
      when(
        get(count),
        loop(
          top,
          [0, 1, 2].map((axis) => this.bounds(axis as 0 | 1 | 2)),
          body,
          increment(x),
          when(op('i32.eq', get(x), get(grid[0])), [
            set(x, i32(0)),
            increment(y),
            when(op('i32.eq', get(y), get(grid[1])), [set(y, i32(0)), increment(z)]),
          ]),
          set(count, op('i32.sub', get(count), i32(1))),
          branchIf(get(count), top),
        ),
      ),
    ];
  }

  /** The threads of the block along one axis; those at or beyond the extent do not exist. */
  private bounds(axis: 0 | 1 | 2): Code {
    const { block: size, extent } = this.launch;
    const first = this.first[axis];
    const end = this.end[axis];
    const limit = get(extent[axis]);
    return [
      set(first, op('i32.mul', get(this.block[axis]), get(size[axis]))),
      set(end, op('i32.add', get(first), get(size[axis]))),
      // Unsigned: the end of the last block may lie beyond the largest int.
      set(end, select(get(end), limit, op('i32.lt_u', get(end), limit))),
    ];
  }

  /** Runs `body` for each thread of the block, x fastest. */
  threads(body: Code): Code {
    return this.along(2, this.along(1, this.along(0, body)));
  }

  private along(axis: 0 | 1 | 2, body: Code): Code {
    const thread = this.thread[axis];
    const inside = op('i32.lt_u', get(thread), get(this.end[axis]));
    const top = label(`threads_${'xyz'[axis]}`);
    return [
      set(thread, get(this.first[axis])),
      when(inside, loop(top, body, increment(thread), when(inside, branch(top)))),
    ];
  }
}
