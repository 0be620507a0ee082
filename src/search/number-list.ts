/** A list of numbers that grows in one block: a plain list of millions is copied again and again by the memory's keeper. */
export interface NumberList<Block extends Uint32Array | Float64Array> {
  push(value: number): void;
  readonly length: () => number;
  /** The numbers so far. */
  block(): Block;
}

const FIRST_SIZE = 1024;

/** Begins a list of whole numbers. */
export function createNumberList(): NumberList<Uint32Array> {
  return listOf((size) => new Uint32Array(size));
}

/** Begins a list of fractions. */
export function createFractionList(): NumberList<Float64Array> {
  return listOf((size) => new Float64Array(size));
}

function listOf<Block extends Uint32Array | Float64Array>(create: (size: number) => Block): NumberList<Block> {
  let block = create(FIRST_SIZE);
  let length = 0;
  return {
    push: (value) => {
      if (length === block.length) {
        const longer = create(2 * length);
        longer.set(block);
        block = longer;
      }
      block[length++] = value;
    },
    length: () => length,
    block: () => block.slice(0, length) as Block,
  };
}
