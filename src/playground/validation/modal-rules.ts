import { ComponentType } from 'discord.js';
import { checkCustomIds } from './component-rules.ts';
import { isSelect, walkComponents } from './component-tree.ts';
import { type Rule, unless } from './issue.ts';
import { MAX_LABEL, MAX_LABEL_DESCRIPTION, MAX_MODAL_COMPONENTS } from './limits.ts';

/** The `data` of a modal callback. */
export interface ModalSubject {
  readonly components?: unknown;
}

const nodesOf = ({ components }: ModalSubject) => walkComponents(components, ['data', 'components']);
const textLength = (text: unknown) => (typeof text === 'string' ? [...text].length : 0);
const TOP_LEVEL: ReadonlySet<number | undefined> = new Set([
  ComponentType.ActionRow,
  ComponentType.Label,
  ComponentType.TextDisplay,
]);

/** What Discord refuses in a modal although its specification lets it pass. */
export const MODAL_RULES = {
  'modal-size': ({ components }) => {
    const count = Array.isArray(components) ? components.length : 0;
    return unless(
      count >= 1 && count <= MAX_MODAL_COMPONENTS,
      ['data', 'components'],
      'BASE_TYPE_BAD_LENGTH',
      `Must be between 1 and ${MAX_MODAL_COMPONENTS} in length.`,
    );
  },
  'modal-top-level': (subject) =>
    nodesOf(subject).flatMap(({ component, path, parent }) =>
      unless(
        parent !== undefined || TOP_LEVEL.has(component.type),
        [...path, 'type'],
        'UNION_TYPE_CHOICES',
        'Not at the top of a modal',
      ),
    ),
  'modal-select-in-label': (subject) =>
    nodesOf(subject).flatMap(({ component, path, parent }) =>
      unless(
        !isSelect(component) || parent?.type === ComponentType.Label,
        [...path, 'type'],
        'UNION_TYPE_CHOICES',
        'A select menu in a modal sits in a Label',
      ),
    ),
  'modal-no-buttons': (subject) =>
    nodesOf(subject).flatMap(({ component, path }) =>
      unless(
        component.type !== ComponentType.Button,
        [...path, 'type'],
        'UNION_TYPE_CHOICES',
        'A modal has no buttons',
      ),
    ),
  'modal-label-length': (subject) =>
    nodesOf(subject).flatMap(({ component, path }) => [
      ...unless(
        textLength(component['label']) <= MAX_LABEL,
        [...path, 'label'],
        'BASE_TYPE_MAX_LENGTH',
        `Must be ${MAX_LABEL} or fewer in length.`,
      ),
      ...unless(
        component.type !== ComponentType.Label || textLength(component['description']) <= MAX_LABEL_DESCRIPTION,
        [...path, 'description'],
        'BASE_TYPE_MAX_LENGTH',
        `Must be ${MAX_LABEL_DESCRIPTION} or fewer in length.`,
      ),
    ]),
  'modal-custom-ids-differ': (subject) => checkCustomIds(nodesOf(subject)),
} satisfies Record<string, Rule<ModalSubject>>;
