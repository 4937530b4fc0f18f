/** One thing that is wrong with a body, where and why, in the words of Discord's error codes. */
export interface Issue {
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly message: string;
}

/** A check of one aspect; an empty list means that all is well. */
export type Rule<Subject> = (subject: Subject) => readonly Issue[];

interface ErrorTree {
  _errors?: { code: string; message: string }[];
  [key: string]: ErrorTree | { code: string; message: string }[] | undefined;
}

/** No issue when the condition holds, otherwise this one. */
export function unless(condition: boolean, path: Issue['path'], code: string, message: string): readonly Issue[] {
  return condition ? [] : [{ path, code, message }];
}

/** One issue for every value that came before, at the path that belongs to it. */
export function findRepeated(
  values: readonly { readonly value: string; readonly path: Issue['path'] }[],
  code: string,
  message: string,
): readonly Issue[] {
  const seen = new Set<string>();
  return values.flatMap(({ value, path }) => {
    const isNew = !seen.has(value);
    seen.add(value);
    return unless(isNew, path, code, message);
  });
}

/** Runs every rule of a registry. */
export function applyRules<Subject>(
  rules: Readonly<Record<string, Rule<Subject>>>,
  subject: Subject,
): readonly Issue[] {
  return Object.values(rules).flatMap((rule) => rule(subject));
}

/** The nested `errors` object of a 50035 answer. */
export function toErrorTree(issues: readonly Issue[]): ErrorTree {
  const root: ErrorTree = {};
  for (const { path, code, message } of issues) {
    let node = root;
    for (const key of path) {
      const next = (node[key] ?? {}) as ErrorTree;
      node[key] = next;
      node = next;
    }
    node._errors = [...(node._errors ?? []), { code, message }];
  }
  return root;
}

/** One line for a person who reads a failed test. */
export function describeIssue({ path, code, message }: Issue): string {
  return `${path.join('.') || '(body)'}: ${code}: ${message}`;
}
