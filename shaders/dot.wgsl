// DOT in one workgroup: sums of integers are shared, those of floats have an order and are one invocation's.

var<workgroup> parts: array<u32, 256>;

@compute @workgroup_size(256)
fn dot_product(@builtin(local_invocation_index) index: u32) {
  let is_shared = sum_type != F32;
  let stride = select(1u, 256u, is_shared);
  let count = select(0u, shape.count, is_shared || index == 0u);
  var sum = 0u;
  for (var i = index; i < count; i += stride) {
    sum = added(sum, multiplied(left_at(i), right_at(i)));
  }
  parts[index] = sum;
  workgroupBarrier();
  if (index != 0u) { return; }
  if (is_shared) {
    for (var i = 1u; i < 256u; i++) { sum += parts[i]; }
  }
  store_sum(0u, sum);
}
