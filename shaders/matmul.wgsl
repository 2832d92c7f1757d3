// MATMUL in tiles: a workgroup makes 64 × 64 elements of the result, an invocation 4 × 4, from tiles that all of them load.
//
// Every sum takes its products in ascending order of k.

const TILE = 64u;
const DEPTH = 16u;

/** For each k of the tiles: the rows of the left operand, the columns of the right one, four at a time. */
var<workgroup> rows_tile: array<vec4<u32>, 256>;
var<workgroup> columns_tile: array<vec4<u32>, 256>;

fn left_or_zero(row: u32, k: u32) -> u32 {
  if (row >= shape.rows || k >= shape.inner) { return 0u; }
  return left_at(row * shape.inner + k);
}

fn right_or_zero(k: u32, column: u32) -> u32 {
  if (k >= shape.inner || column >= shape.columns) { return 0u; }
  return right_at(k * shape.columns + column);
}

fn with_products(sums: vec4<u32>, a: u32, b: vec4<u32>) -> vec4<u32> {
  if (sum_type == F32) {
    let products = bitcast<f32>(a) * bitcast<vec4<f32>>(b);
    return bitcast<vec4<u32>>(bitcast<vec4<f32>>(sums) + products);
  }
  return sums + a * b;
}

fn store_row(row: u32, column: u32, sums: vec4<u32>) {
  if (row >= shape.rows) { return; }
  for (var i = 0u; i < 4u; i++) {
    if (column + i < shape.columns) { store_sum(row * shape.columns + column + i, sums[i]); }
  }
}

@compute @workgroup_size(16, 16)
fn matmul(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_id) local: vec3<u32>,
  @builtin(local_invocation_index) index: u32,
) {
  let across = (shape.columns + TILE - 1u) / TILE;
  let tiles = across * ((shape.rows + TILE - 1u) / TILE);
  for (var tile = group.x; tile < tiles; tile += groups.x) {
    let first_row = tile / across * TILE;
    let first_column = tile % across * TILE;
    var sums_0 = vec4<u32>();
    var sums_1 = vec4<u32>();
    var sums_2 = vec4<u32>();
    var sums_3 = vec4<u32>();
    for (var first = 0u; first < shape.inner; first += DEPTH) {
      let low = index % 16u;
      let high = index / 16u;
      let row = first_row + high * 4u;
      let column = first_column + low * 4u;
      rows_tile[low * 16u + high] = vec4<u32>(
        left_or_zero(row, first + low),
        left_or_zero(row + 1u, first + low),
        left_or_zero(row + 2u, first + low),
        left_or_zero(row + 3u, first + low),
      );
      columns_tile[high * 16u + low] = vec4<u32>(
        right_or_zero(first + high, column),
        right_or_zero(first + high, column + 1u),
        right_or_zero(first + high, column + 2u),
        right_or_zero(first + high, column + 3u),
      );
      workgroupBarrier();
      for (var k = 0u; k < DEPTH; k++) {
        let a = rows_tile[k * 16u + local.y];
        let b = columns_tile[k * 16u + local.x];
        sums_0 = with_products(sums_0, a.x, b);
        sums_1 = with_products(sums_1, a.y, b);
        sums_2 = with_products(sums_2, a.z, b);
        sums_3 = with_products(sums_3, a.w, b);
      }
      workgroupBarrier();
    }
    let row = first_row + local.y * 4u;
    let column = first_column + local.x * 4u;
    store_row(row, column, sums_0);
    store_row(row + 1u, column, sums_1);
    store_row(row + 2u, column, sums_2);
    store_row(row + 3u, column, sums_3);
  }
}
