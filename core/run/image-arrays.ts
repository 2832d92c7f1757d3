// Arrays that are part of the program, as those of an image are: they live from the start, with the contents that it says.
import type { Program } from '../ir/index.ts';
import type { HostState } from './host-state.ts';

/** Makes the arrays of the image that the caller has given nothing for. */
export function placeImageArrays(state: HostState, { buffers }: Program): void {
  for (const buffer of buffers) {
    if (buffer.origin !== 'image' || state.state(buffer.name).kind !== 'absent') continue;
    const { name, element, length, shape, data, at } = buffer;
    state.place(name, { element, length, ...(shape && { shape }), ...(data && { bytes: data }) }, at);
  }
}
