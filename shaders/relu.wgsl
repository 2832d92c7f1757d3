// RELU in place: what is above zero stays; everything else, NaN and -0 too, becomes zero.

/** Floats are judged by their bits: a shader may assume that it meets no NaN. */
fn is_above_zero(bits: u32) -> bool {
  if (result_type == F32) { return bits != 0u && bits <= 0x7f800000u; }
  return bits != 0u && ((result_type & 4u) == 0u || bitcast<i32>(bits) > 0);
}

@compute @workgroup_size(256)
fn relu(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let stride = groups.x * 256u;
  for (var i = id.x; i < shape.count; i += stride) {
    let bits = widened(atomicLoad(&result[word_of(i, result_type)]), i, result_type);
    if (!is_above_zero(bits)) { write_element(i, 0u); }
  }
}
