// Which threads of a launch run when: their ids, and the walks over threads and blocks that values and intervals share.
import type { RunLaunch } from '../contract/index.ts';
import type { Clock } from './clock.ts';
import { type ScheduleOrder, visitingOrder } from './schedule.ts';

type Shape = readonly [number, number, number];
type Ids = [number, number, number];

/** The ids of the present thread. */
export class Place {
  readonly thread: Ids = [0, 0, 0];
  readonly local: Ids = [0, 0, 0];
  readonly block: Ids = [0, 0, 0];
  readonly blockSize: Shape;
  readonly gridSize: Shape;
  /** x + y·BX + z·BX·BY of the present thread. */
  linear = 0;

  constructor(launch: RunLaunch) {
    this.blockSize = launch.block;
    this.gridSize = launch.grid;
  }

  /** Makes the thread with this linear index in the present block the present one. */
  enter(linear: number): void {
    const { local, block, blockSize, thread } = this;
    this.linear = linear;
    unfold(linear, blockSize, local);
    for (let axis = 0; axis < 3; axis++) thread[axis] = block[axis]! * blockSize[axis]! + local[axis]!;
  }
}

const sizeOf = ([x, y, z]: Shape): number => x * y * z;

/** The ids of the thread or block with a linear index, x fastest. */
function unfold(linear: number, shape: Shape, ids: Ids): void {
  // Read by index: this runs for each thread.
  const nx = shape[0];
  const ny = shape[1];
  ids[0] = linear % nx;
  ids[1] = Math.floor(linear / nx) % ny;
  ids[2] = Math.floor(linear / (nx * ny));
}

/** Walks over the threads and blocks of a launch; each of them becomes the present one and costs a tick of the clock. */
export class Visits {
  private readonly place: Place;
  private readonly extent: Shape;
  private readonly clock: Clock;
  private readonly order: ScheduleOrder;

  constructor(place: Place, launch: RunLaunch, clock: Clock, order: ScheduleOrder) {
    this.place = place;
    this.extent = launch.extent;
    this.clock = clock;
    this.order = order;
  }

  private each(count: number, visit: (index: number) => void): void {
    const position = visitingOrder(count, this.order);
    for (let i = 0; i < count; i++) {
      this.clock.tick();
      visit(position(i));
    }
  }

  /** Exactly the threads below the extent, for kernels that cannot see their blocks. The walk with most turns: no calls between. */
  threads(run: () => void): void {
    const { extent, clock } = this;
    const { thread } = this.place;
    const count = sizeOf(extent);
    const position = visitingOrder(count, this.order);
    for (let i = 0; i < count; i++) {
      clock.tick();
      unfold(position(i), extent, thread);
      run();
    }
  }

  /** The blocks of the grid. */
  blocks(run: () => void): void {
    const { place } = this;
    this.each(sizeOf(place.gridSize), (index) => {
      unfold(index, place.gridSize, place.block);
      run();
    });
  }

  /** The threads of the present block. */
  threadsOfBlock(run: (linear: number) => void): void {
    const { place } = this;
    this.each(sizeOf(place.blockSize), (index) => {
      place.enter(index);
      run(index);
    });
  }
}
