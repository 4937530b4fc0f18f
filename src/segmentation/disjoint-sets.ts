/** Disjoint sets with path halving. The smallest member is always the root, so results do not depend on merge order. */
export class DisjointSets {
  private readonly parent: Int32Array;

  constructor(size: number) {
    this.parent = new Int32Array(size);
    for (let member = 0; member < size; member++) this.parent[member] = member;
  }

  /** The root of a member's set. */
  find(member: number): number {
    const { parent } = this;
    let root = member;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]];
      root = parent[root];
    }
    return root;
  }

  /** Joins two sets. @returns whether they were apart before */
  union(a: number, b: number): boolean {
    const rootA = this.find(a);
    const rootB = this.find(b);
    this.parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
    return rootA !== rootB;
  }

  /** Numbers the sets 0 to count - 1 by their smallest member. @param members only the first so many are numbered */
  number(members = this.parent.length): { numbers: Int32Array; count: number } {
    const numbers = new Int32Array(members);
    let count = 0;
    for (let member = 0; member < numbers.length; member++) {
      const root = this.find(member);
      numbers[member] = root === member ? count++ : numbers[root];
    }
    return { numbers, count };
  }
}
