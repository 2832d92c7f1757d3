// Which host files an emitted program uses. Printers name functions and never worry about where they stand.

/** Functions of the namespace `px` by the host file that defines them. */
const FILES = {
  Options: 'options.h',
  parse_options: 'options.h',
  take_input: 'inputs.h',
  image_array: 'image-array.h',
  image_file: 'image-file.h',
  write_output: 'outputs.h',
  print_time: 'times.h',
  whole_setting: 'whole-setting.h',
  real_setting: 'real-setting.h',
  bool_setting: 'bool-setting.h',
  path: 'path.h',
  read_raw: 'raw-file.h',
  write_file: 'files.h',
  read_image: 'read-image.h',
  write_image: 'write-image.h',
  allocate: 'allocate.h',
  allocate_like: 'allocate-like.h',
  allocate_matrix: 'allocate-matrix.h',
  free: 'free.h',
  copy: 'copy.h',
  select: 'select.h',
  take_over: 'take-over.h',
  implied_threads: 'implied-threads.h',
  give_length: 'give-length.h',
  Shape: 'matrix-shapes.h',
  matmul_shape: 'matrix-shapes.h',
  add_shape: 'matrix-shapes.h',
  relu_shape: 'matrix-shapes.h',
  dot_shape: 'matrix-shapes.h',
  inner_length: 'matrix-shapes.h',
  give_shape: 'matrix-shapes.h',
  covering_grid: 'covering-grid.h',
  stated_grid: 'stated-grid.h',
  indirect_grid: 'indirect-grid.h',
  cut_anew: 'indirect-grid.h',
  check_gas: 'gas.h',
  within_limit: 'block-limit.h',
  smaller_blocks: 'smaller-blocks.h',
  Array: 'array.h',
  Grid: 'grid.h',
  Check: 'check.h',
  compare: 'check.h',
  Bounds: 'bounds.h',
  Half: 'half.h',
} as const;

/** Collects the names of `px` that a program uses. */
export class HostUse {
  private readonly used = new Set<string>();

  /** Notes the use of a function or type, and gives its qualified name back. */
  use(name: keyof typeof FILES): string {
    this.used.add(FILES[name]);
    return `px::${name}`;
  }

  /** A call with the given arguments. */
  call(name: keyof typeof FILES, ...args: readonly (string | number)[]): string {
    return `${this.use(name)}(${args.join(', ')})`;
  }

  /** The files, in the order of their names in this module, so that it does not matter what was printed first. */
  files(): readonly string[] {
    return [...new Set(Object.values(FILES))].filter((file) => this.used.has(file));
  }
}
