// Shapes of matrix statements: checked before anything is launched; results get theirs.
#pragma once
#include <climits>
#include "array.h"
#include "fail.h"

namespace px {

/** Rows and columns; without columns only the number of elements is sure. */
struct Shape {
    long long rows, columns;
};

inline Shape shape_of(const Array& array) {
    if (array.width <= 0) return {array.length, 0};
    const long long rows = array.height > 0 ? array.height : (array.length + array.width - 1) / array.width;
    if (rows * array.width != array.length) fail("%s is %lld x %d and has %lld elements", array.name, rows, array.width, array.length);
    return {rows, array.width};
}

/** The columns of the first factor, which are the rows of the second: the length of the sums. */
inline int inner_length(const Array& a, const Array& b) {
    const Shape left = shape_of(a), right = shape_of(b);
    const long long inner = left.columns > 0 ? left.columns : right.columns > 0 ? right.rows : a.length;
    if (inner < 1 || a.length % inner != 0 || b.length % inner != 0 || (right.columns > 0 && right.rows != inner))
        fail("MATMUL of %s (%lld elements) and %s (%lld elements): the columns of the first are the rows of the second", a.name, a.length, b.name, b.length);
    return static_cast<int>(inner);
}

/** The shape of a product. */
inline Shape matmul_shape(const Array& a, const Array& b) {
    const long long inner = inner_length(a, b), rows = a.length / inner, columns = b.length / inner;
    if (columns > 0 && rows > INT_MAX / columns) fail("MATMUL of %s and %s has %lld x %lld elements", a.name, b.name, rows, columns);
    return {rows, columns};
}

/** The shape that two arrays have together. */
inline Shape add_shape(const Array& a, const Array& b) {
    const Shape left = shape_of(a), right = shape_of(b);
    if (a.length != b.length || (left.columns > 0 && right.columns > 0 && left.columns != right.columns))
        fail("ADD of %s (%lld elements) and %s (%lld elements): both have the same shape", a.name, a.length, b.name, b.length);
    return left.columns > 0 ? left : right.columns > 0 ? right : Shape{1, a.length};
}

/** The shape of an array by itself: a row where nothing says another one. */
inline Shape relu_shape(const Array& a) {
    const Shape shape = shape_of(a);
    return shape.columns > 0 ? shape : Shape{1, a.length};
}

/** One element, for two arrays of one length. */
inline Shape dot_shape(const Array& a, const Array& b) {
    if (a.length != b.length) fail("DOT of %s (%lld elements) and %s (%lld elements): both have the same number", a.name, a.length, b.name, b.length);
    return {1, 1};
}

/** Gives a result its shape, and its elements if it has none yet. */
inline void give_shape(Array& result, const Shape& shape) {
    const long long elements = shape.rows * shape.columns;
    if (result.length < 0) result.resize(elements);
    const Shape own = shape_of(result);
    if (result.length != elements || (own.columns > 0 && own.columns != shape.columns))
        fail("the result is %lld x %lld; %s has %lld elements%s", shape.rows, shape.columns, result.name, result.length, own.columns > 0 ? " in rows of another length" : "");
    result.width = static_cast<int>(shape.columns);
    result.height = static_cast<int>(shape.rows);
}

}  // namespace px
