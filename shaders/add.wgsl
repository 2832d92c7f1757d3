// ADD: an invocation makes every so many elements of the result.

@compute @workgroup_size(256)
fn add(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let stride = groups.x * 256u;
  for (var i = id.x; i < shape.count; i += stride) {
    store_sum(i, added(left_at(i), right_at(i)));
  }
}
