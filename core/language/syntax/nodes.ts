// Makes the leaves of the syntax tree from tokens.

import type {
  BooleanNode,
  CallNode,
  ElementNode,
  ExpressionNode,
  MemberNode,
  NameNode,
  NumberNode,
} from '../tree.ts';
import { isBitsText, isFloatText, numberValue } from './lexemes.ts';
import { joined, spanOf } from './positions.ts';
import type { Token } from './token-types.ts';

export function nameNode(token: Token): NameNode {
  return { type: 'name', name: token.image, position: spanOf(token) };
}

/** A name where a value stands: `true` and `false` are literals. */
export function valueNode(token: Token): NameNode | BooleanNode {
  const { image } = token;
  if (image === 'true' || image === 'false')
    return { type: 'boolean', value: image === 'true', position: spanOf(token) };
  return nameNode(token);
}

/** A number with the sign that belongs to it. */
export function numberNode(token: Token, sign?: Token): NumberNode {
  const { image } = token;
  const value = numberValue(image);
  return {
    type: 'number',
    text: sign ? sign.image + image : image,
    value: sign?.image === '-' ? -value : value,
    float: isFloatText(image),
    bits: isBitsText(image),
    position: spanOf(sign ?? token, token),
  };
}

export function elementNode(array: NameNode, index: ExpressionNode, close: Token): ElementNode {
  return {
    type: 'element',
    array,
    index,
    children: [array, index],
    position: joined(array.position, spanOf(close)),
  };
}

export function callNode(callee: NameNode, args: readonly ExpressionNode[], close: Token): CallNode {
  return { type: 'call', callee, args, children: args, position: joined(callee.position, spanOf(close)) };
}

export function memberNode(object: NameNode, member: NameNode): MemberNode {
  return { type: 'member', object, member, position: joined(object.position, member.position) };
}
