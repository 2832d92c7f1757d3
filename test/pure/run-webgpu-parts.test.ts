// The parts of run-webgpu that need no device: dispatches of large grids, uniform blocks, the archive of the software driver.
import type { RunLaunch } from 'pxos/core';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { WgslMeta } from '../../plugins/emit-wgsl/index.ts';
import { dispatchesOf, reshaped, uniformBytes } from '../../plugins/run-webgpu/dispatch.ts';
import { untar } from '../../plugins/run-webgpu/untar.ts';

type Shape = readonly [number, number, number];

const META: WgslMeta = {
  format: 'wgsl-1',
  kernel: 'k',
  entryPoint: 'k',
  arrays: [],
  uniform: { binding: 0, size: 16, fields: [] },
  blockOverrides: ['block_x', 'block_y', 'block_z'],
  block: [1, 1, 1],
  blockBlind: false,
  workgroup: { bytes: 0, bytesPerThread: 0 },
  lines: [],
};

test('a grid within the limit is one dispatch, a larger one several that cover it without overlap', () => {
  assert.equal(dispatchesOf([7, 1, 1], 7), [{ groups: [7, 1, 1], first: [0, 0, 0] }]);
  assert.equal(dispatchesOf([8, 2, 1], 3), [
    { groups: [3, 2, 1], first: [0, 0, 0] },
    { groups: [3, 2, 1], first: [3, 0, 0] },
    { groups: [2, 2, 1], first: [6, 0, 0] },
  ]);
  const blocks = dispatchesOf([5, 4, 3], 2).map(({ groups }) => groups[0] * groups[1] * groups[2]);
  assert.is(
    blocks.reduce((sum, count) => sum + count, 0),
    60,
  );
});

test('kernels that cannot see their blocks get blocks that the device takes, others keep theirs', () => {
  const limits = {
    maxComputeInvocationsPerWorkgroup: 256,
    maxComputeWorkgroupSizeX: 256,
    maxComputeWorkgroupSizeY: 256,
    maxComputeWorkgroupSizeZ: 64,
  };
  const launch = (block: Shape, grid: Shape, extent: Shape): RunLaunch => ({
    kind: 'launch',
    step: 0,
    kernel: 'k',
    block,
    grid,
    extent,
    arrays: {},
    values: {},
  });
  const shapes = (given: RunLaunch, blockBlind: boolean): readonly (readonly number[])[] => {
    const { block, grid, extent } = reshaped(given, { ...META, blockBlind }, limits);
    return [block, grid, extent];
  };
  const large = launch([1024, 1, 1], [4, 1, 1], [4000, 1, 1]);
  assert.equal(shapes(large, true), [
    [256, 1, 1],
    [16, 1, 1],
    [4000, 1, 1],
  ]);
  assert.equal(shapes(large, false), [
    [1024, 1, 1],
    [4, 1, 1],
    [4000, 1, 1],
  ]);
  assert.equal(shapes(launch([1, 1, 1], [100, 50, 2], [100, 50, 2]), true), [
    [16, 16, 1],
    [7, 4, 2],
    [100, 50, 2],
  ]);
  assert.equal(shapes(launch([64, 1, 1], [2, 1, 1], [100, 1, 1]), true), [
    [64, 1, 1],
    [2, 1, 1],
    [100, 1, 1],
  ]);
});

test('the uniform block has each value at its offset, little endian', () => {
  const meta: WgslMeta = {
    ...META,
    uniform: {
      binding: 0,
      size: 48,
      fields: [
        { name: 'first_block', type: 'vec3<u32>', offset: 0, source: { kind: 'first' } },
        { name: 'grid', type: 'vec3<u32>', offset: 16, source: { kind: 'grid' } },
        { name: 'n', type: 'i32', offset: 28, source: { kind: 'value', param: 'n' } },
        { name: 'f', type: 'f32', offset: 32, source: { kind: 'value', param: 'f' } },
        { name: 'on', type: 'u32', offset: 36, source: { kind: 'value', param: 'on' } },
        { name: 'length_x', type: 'u32', offset: 40, source: { kind: 'length', param: 'x' } },
      ],
    },
  };
  const bytes = uniformBytes(
    meta,
    {
      kind: 'launch',
      step: 0,
      kernel: 'k',
      grid: [4, 5, 6],
      block: [1, 1, 1],
      extent: [4, 5, 6],
      arrays: { x: 'data' },
      values: { n: -2, f: 1.5, on: true },
    },
    [7, 8, 9],
    new Map([['data', { name: 'data', element: 'u8', length: 11 }]]),
  );
  const words = new Uint32Array(bytes.buffer);
  assert.equal([...words.slice(0, 3)], [7, 8, 9]);
  assert.equal([...words.slice(4, 7)], [4, 5, 6]);
  assert.equal([...words.slice(7, 11)], [0xfffffffe, 0x3fc00000, 1, 11]);
});

test('an archive gives its files with their contents', () => {
  const file = (name: string, text: string): Uint8Array => {
    const contents = new TextEncoder().encode(text);
    const bytes = new Uint8Array(512 + Math.ceil(contents.length / 512) * 512);
    bytes.set(new TextEncoder().encode(name));
    bytes.set(new TextEncoder().encode(contents.length.toString(8).padStart(11, '0')), 124);
    bytes.set(new TextEncoder().encode('0'), 156);
    bytes.set(contents, 512);
    return bytes;
  };
  const parts = [file('a.txt', 'first'), file('folder/b.txt', 'x'.repeat(600)), new Uint8Array(1024)];
  const archive = Uint8Array.from(parts.flatMap((part) => [...part]));
  const files = [...untar(archive)].map(([name, contents]) => [name, new TextDecoder().decode(contents)]);
  assert.equal(files, [
    ['a.txt', 'first'],
    ['folder/b.txt', 'x'.repeat(600)],
  ]);
});

test.run();
