// What C and C++ call the types that every dialect has; whether there are halves and doubles is each target's own.

/** Register types. */
export const C_TYPES = { bool: 'bool', i32: 'int', u32: 'unsigned int', f32: 'float' } as const;

/** Element types in memory: a bool takes one byte that any bits may be in. */
export const C_STORAGE = {
  bool: 'unsigned char',
  i8: 'signed char',
  u8: 'unsigned char',
  i16: 'short',
  u16: 'unsigned short',
  i32: 'int',
  u32: 'unsigned int',
  f32: 'float',
  pixel: 'unsigned int',
} as const;
