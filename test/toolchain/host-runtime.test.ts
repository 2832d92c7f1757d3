// The host runtime of emitted programs: it compiles by itself, reads and writes PNG as others do, and says what is wrong with a file.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { HOST_FILES } from '../../core/index.ts';
import { isInstalled } from './shim.ts';

const folder = mkdtempSync(join(tmpdir(), 'pxos-host-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const host = fileURLToPath(new URL('../../core/c-like/host/', import.meta.url));

/** Decodes the first file; with a second one it writes what it decoded there as PNG, else to standard output as bytes. */
const CONVERTER = `
#include <fstream>
#include <iostream>
#include <iterator>
#include "png-read.h"
#include "png-write.h"
int main(int, char** argv) {
    std::ifstream in(argv[1], std::ios::binary);
    const std::vector<unsigned char> file((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    px::png::Picture picture;
    const std::string fault = px::png::decode(file, picture);
    if (!fault.empty()) {
        std::cout << fault;
        return 1;
    }
    const std::vector<unsigned char> again = px::png::encode(picture.width, picture.height, picture.rgba);
    std::ofstream(argv[2], std::ios::binary).write(reinterpret_cast<const char*>(again.data()), static_cast<long>(again.size()));
    std::ofstream(argv[3], std::ios::binary).write(reinterpret_cast<const char*>(picture.rgba.data()), static_cast<long>(picture.rgba.size()));
}
`;

function picture(width: number, height: number): PNG {
  const made = new PNG({ width, height });
  for (let i = 0; i < made.data.length; i++) made.data[i] = (i * 7 + ((i >> 5) ^ (i * i * 3))) & 255;
  for (let i = 3; i < made.data.length; i += 4) if (i % 5) made.data[i] = 255;
  return made;
}

if (!isInstalled('g++')) {
  console.log('skipped: no g++ to compile the host runtime with');
  test.skip('the host runtime compiles', () => {});
} else {
  const converter = join(folder, 'converter');
  writeFileSync(`${converter}.cpp`, CONVERTER);
  const flags = [
    '-std=c++17',
    '-O1',
    '-Wall',
    '-Wextra',
    '-Werror',
    '-fsanitize=address,undefined',
    `-I${host}`,
  ];
  execFileSync('g++', [...flags, '-o', converter, `${converter}.cpp`]);

  const convert = (file: Uint8Array) => {
    writeFileSync(join(folder, 'in.png'), file);
    return spawnSync(
      converter,
      ['in.png', 'out.png', 'out.rgba'].map((name) => join(folder, name)),
      {
        encoding: 'utf8',
      },
    );
  };

  for (const name of Object.keys(HOST_FILES).filter((file) => file.endsWith('.h')))
    test(`${name} compiles by itself without a warning`, () => {
      const source = join(folder, 'alone.cpp');
      writeFileSync(source, `#include "${name}"\nint main() { return 0; }\n`);
      execFileSync('g++', [
        '-std=c++17',
        '-Wall',
        '-Wextra',
        '-Werror',
        '-fsyntax-only',
        `-I${host}`,
        source,
      ]);
    });

  for (const colorType of [0, 2, 4, 6] as const)
    for (const filterType of [-1, 0, 1, 2, 3, 4] as const)
      test(`a PNG of colour type ${colorType} with filter ${filterType} is read as pngjs reads it`, () => {
        const file = PNG.sync.write(picture(67, 41), { colorType, filterType, inputHasAlpha: true });
        const { status, stderr } = convert(file);
        assert.is(status, 0, stderr);
        const expected = PNG.sync.read(file).data;
        assert.ok(readFileSync(join(folder, 'out.rgba')).equals(expected));
        assert.ok(PNG.sync.read(readFileSync(join(folder, 'out.png'))).data.equals(expected));
      });

  test('a picture of more than 64 KiB is written in several stored blocks', () => {
    const large = picture(300, 200);
    assert.is(convert(PNG.sync.write(large)).status, 0);
    assert.ok(PNG.sync.read(readFileSync(join(folder, 'out.png'))).data.equals(large.data));
  });

  test('a PNG that is cut off or damaged is refused in words, wherever that is', () => {
    const file = PNG.sync.write(picture(40, 30));
    for (let length = 0; length < file.length; length += 97) {
      const { status, stdout, stderr } = convert(file.subarray(0, length));
      assert.is(stderr, '');
      assert.is(status, 1);
      assert.match(stdout, /PNG/);
    }
    const damaged = Buffer.from(file);
    damaged[60] = damaged[60]! ^ 255;
    assert.match(convert(damaged).stdout, 'checksum');
  });
}

if (isInstalled('nvcc'))
  for (const name of Object.keys(HOST_FILES).filter((file) => file.endsWith('.cuh')))
    test(`${name} compiles by itself with nvcc`, () => {
      const source = join(folder, 'alone.cu');
      writeFileSync(source, `#include "${name}"\n`);
      execFileSync('nvcc', ['-std=c++17', '-cubin', '-o', join(folder, 'alone.cubin'), `-I${host}`, source]);
    });

test.run();
