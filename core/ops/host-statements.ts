// Declarations of kernels, and the statements outside of them.

/** What stands in a kernel before its thread code, and what encloses it. */
export const DECLARATIONS = [
  {
    keyword: 'GPU_KERNEL',
    kind: 'kernel',
    form: 'GPU_KERNEL name',
    about: 'Starts a kernel: declarations, GPU_THREAD_CODE:, statements, GPU_END.',
  },
  {
    keyword: 'GPU_FUNCTION',
    kind: 'function',
    form: 'GPU_FUNCTION name',
    about: 'Starts a pure function of scalars, called by its name in capitals or as it is written.',
  },
  {
    keyword: 'GPU_PARAM',
    kind: 'param',
    form: 'GPU_PARAM name type [IN|OUT|INOUT]',
    about:
      'A parameter: a scalar, or an array as `type[]` or `type*`. Its access is inferred from the body; a word behind the type checks it.',
  },
  {
    keyword: 'GPU_SHARED',
    kind: 'shared',
    form: 'GPU_SHARED name type size',
    about: 'An array shared by the threads of a block, zero when the block starts. Its size is a constant.',
  },
  {
    keyword: 'GPU_SHARED_MEM',
    kind: 'shared-mem',
    form: 'GPU_SHARED_MEM name size',
    about: 'The same with elements of type float.',
  },
  {
    keyword: 'GPU_TARGET',
    kind: 'target',
    form: 'GPU_TARGET name',
    about: 'Pins the kernel to a backend; auto leaves it to the planner.',
  },
  {
    keyword: 'GPU_DISTRIBUTE',
    kind: 'distribute',
    form: 'GPU_DISTRIBUTE strategy=auto',
    about: 'The kernel may be split over several devices: auto, block or none.',
  },
  {
    keyword: 'GPU_BLOCK',
    kind: 'block',
    form: 'GPU_BLOCK n [n [n]]',
    about: 'The block shape of launches that state none.',
  },
  {
    keyword: 'GPU_THREAD_CODE',
    kind: 'code',
    form: 'GPU_THREAD_CODE:',
    about: 'Starts the statements that each thread runs.',
  },
  {
    keyword: 'GPU_END',
    kind: 'end',
    form: 'GPU_END',
    about: 'Ends a kernel or function and closes every open block, at any indentation.',
  },
] as const;

/** Statements of the host. */
export const HOST_STATEMENTS = [
  {
    keyword: 'GPU_ALLOC',
    kind: 'alloc',
    form: 'GPU_ALLOC name type size',
    about: 'A buffer of zeros with so many elements, or with `rows BY columns` elements.',
  },
  { keyword: 'GPU_FREE', kind: 'free', form: 'GPU_FREE name', about: 'Gives a buffer back.' },
  {
    keyword: 'GPU_COPY_TO_GPU',
    kind: 'copy',
    form: 'GPU_COPY_TO_GPU a → b size',
    about: 'Copies the first elements of a buffer to another, towards the device.',
  },
  {
    keyword: 'GPU_COPY_FROM_GPU',
    kind: 'copy',
    form: 'GPU_COPY_FROM_GPU a → b size',
    about: 'Copies the first elements of a buffer to another, from the device.',
  },
  { keyword: 'GPU_SELECT', kind: 'select-device', form: 'GPU_SELECT n', about: 'Chooses a device.' },
  {
    keyword: 'GPU_LAUNCH',
    kind: 'launch',
    form: 'GPU_LAUNCH kernel BLOCKS e [e [e]] THREADS e [e [e]] [WITH param=value …]',
    about: 'Runs a kernel over so many blocks of so many threads; WITH binds parameters for this launch.',
  },
  { keyword: 'GPU_SYNC', kind: 'host-sync', form: 'GPU_SYNC', about: 'Waits until all launches are done.' },
  {
    keyword: 'READ_FILE',
    kind: 'read-file',
    form: 'READ_FILE path INTO buf [AS type]',
    about: 'Reads a file of raw elements, u8 without AS; the path counts from the folder of the `.px` file.',
  },
  {
    keyword: 'WRITE_FILE',
    kind: 'write-file',
    form: 'WRITE_FILE buf TO path',
    about: 'Writes the elements of a buffer to a file.',
  },
  {
    keyword: 'READ_IMAGE',
    kind: 'read-image',
    form: 'READ_IMAGE path INTO buf',
    about: 'Reads a PNG into a pixel buffer and sets `buf.width` and `buf.height`.',
  },
  {
    keyword: 'WRITE_IMAGE',
    kind: 'write-image',
    form: 'WRITE_IMAGE buf TO path',
    about: 'Writes a pixel buffer as PNG, `buf.width` pixels wide.',
  },
  {
    keyword: 'SET',
    kind: 'host-set',
    form: 'SET e → v',
    about: 'Gives a host name, or `buf.width`, the value of an expression.',
  },
  {
    keyword: 'PIPELINE',
    kind: 'pipeline',
    form: 'PIPELINE: a → b → c [ON buf]',
    about:
      'Runs kernels one after another, the output of each is the input of the next; the result replaces buf.',
  },
] as const;

/** Matrix statements of the host. */
export const MATRIX_STATEMENTS = [
  {
    keyword: 'MATMUL',
    form: 'MATMUL a b → c',
    about:
      'The matrix product of a (m × k) and b (k × n), which is m × n. An operand that nothing declares has the type of the other, a result that of a.',
  },
  { keyword: 'ADD', form: 'ADD a b → c', about: 'The sum of two arrays of one shape; c may be a or b.' },
  { keyword: 'RELU', form: 'RELU a', about: 'Replaces what is not above 0 by 0, in place.' },
  { keyword: 'DOT', form: 'DOT a b → c', about: 'The inner product of two arrays, one element.' },
] as const;

/** Words that the library will have. */
export const LIBRARY_WORDS = [
  'VALIDATE',
  'ENCRYPT',
  'DECRYPT',
  'COMPRESS',
  'DECOMPRESS',
  'HASH',
  'SORT',
  'READ_VIDEO',
  'SEND_NETWORK',
  'PROCESS_IMAGE',
  'PARALLEL_FOR',
  'PARALLEL_SORT',
] as const;
