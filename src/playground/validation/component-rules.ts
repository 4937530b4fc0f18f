import { ButtonStyle, ComponentType } from 'discord.js';
import { type ComponentNode, isSelect, isV2Only, type RawComponent, walkComponents } from './component-tree.ts';
import { findRepeated, type Issue, type Rule, unless } from './issue.ts';
import { MAX_BUTTONS_IN_ROW, MAX_V1_ROWS, MAX_V2_COMPONENTS } from './limits.ts';
import { isV2, type MessageSubject } from './message-subject.ts';

const nodesOf = ({ body }: MessageSubject) => walkComponents(body.components);

function checkButton({ component, path }: ComponentNode): readonly Issue[] {
  const { style, custom_id, url, sku_id, label, emoji } = component as RawComponent & { style?: ButtonStyle };
  const at = (key: string) => [...path, key];
  const required = (isThere: boolean, key: string) =>
    unless(isThere, at(key), 'BASE_TYPE_REQUIRED', 'This field is required');
  const exclusive = (isAbsent: boolean, key: string) =>
    unless(isAbsent, at(key), 'BUTTON_COMPONENT_FIELD_CONFLICT', `A button of style ${style} has no ${key}`);
  if (style === ButtonStyle.Premium)
    return [...required(Boolean(sku_id), 'sku_id'), ...exclusive(custom_id == null, 'custom_id')];
  const caption = required(Boolean(label) || emoji != null, 'label');
  if (style === ButtonStyle.Link)
    return [...caption, ...required(Boolean(url), 'url'), ...exclusive(custom_id == null, 'custom_id')];
  return [...caption, ...required(Boolean(custom_id), 'custom_id'), ...exclusive(url == null, 'url')];
}

function checkRow({ component, path }: ComponentNode): readonly Issue[] {
  const children = Array.isArray(component['components']) ? (component['components'] as RawComponent[]) : [];
  const buttons = children.filter(({ type }) => type === ComponentType.Button).length;
  const fits = buttons === children.length ? buttons >= 1 && buttons <= MAX_BUTTONS_IN_ROW : children.length === 1;
  return unless(
    fits,
    [...path, 'components'],
    'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    'A row holds 1 to 5 buttons or one select menu',
  );
}

function checkSelect({ component, path }: ComponentNode): readonly Issue[] {
  const {
    min_values = 1,
    max_values = 1,
    options = [],
  } = component as {
    min_values?: number;
    max_values?: number;
    options?: { value: string; default?: boolean }[];
  };
  const isString = component.type === ComponentType.StringSelect;
  const chosen = options.filter((option) => option.default === true).length;
  return [
    ...unless(min_values <= max_values, [...path, 'min_values'], 'NUMBER_TYPE_MAX', 'min_values is above max_values'),
    ...unless(
      !isString || max_values <= options.length,
      [...path, 'max_values'],
      'NUMBER_TYPE_MAX',
      'max_values is above the number of options',
    ),
    ...unless(
      chosen <= max_values,
      [...path, 'options'],
      'SELECT_COMPONENT_TOO_MANY_DEFAULTS',
      'More options are chosen than may be',
    ),
    ...findRepeated(
      options.map(({ value }, index) => ({ value, path: [...path, 'options', index, 'value'] })),
      'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
      'The specified option value is already used',
    ),
  ];
}

/** Custom ids must differ within one message or modal. */
export function checkCustomIds(nodes: readonly ComponentNode[]): readonly Issue[] {
  const used = nodes.flatMap(({ component, path }) =>
    typeof component['custom_id'] === 'string' ? [{ value: component['custom_id'], path: [...path, 'custom_id'] }] : [],
  );
  return findRepeated(used, 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
}

/** What Discord refuses in the components of a message although its specification lets it pass. */
export const COMPONENT_RULES = {
  'button-complete': (subject) =>
    nodesOf(subject).flatMap((node) => (node.component.type === ComponentType.Button ? checkButton(node) : [])),
  'row-contents': (subject) =>
    nodesOf(subject).flatMap((node) => (node.component.type === ComponentType.ActionRow ? checkRow(node) : [])),
  'select-consistent': (subject) =>
    nodesOf(subject).flatMap((node) => (isSelect(node.component) ? checkSelect(node) : [])),
  'custom-ids-differ': (subject) => checkCustomIds(nodesOf(subject)),
  'v2-needs-flag': (subject) =>
    isV2(subject)
      ? []
      : nodesOf(subject).flatMap(({ component, path }) =>
          unless(
            !isV2Only(component),
            [...path, 'type'],
            'UNION_TYPE_CHOICES',
            'This component needs MessageFlags.IS_COMPONENTS_V2',
          ),
        ),
  'v1-rows': (subject) =>
    unless(
      isV2(subject) || (subject.body.components ?? []).length <= MAX_V1_ROWS,
      ['components'],
      'BASE_TYPE_BAD_LENGTH',
      `Must be between 1 and ${MAX_V1_ROWS} in length.`,
    ),
  'v2-total': (subject) =>
    unless(
      !isV2(subject) || nodesOf(subject).length <= MAX_V2_COMPONENTS,
      ['components'],
      'COMPONENT_TOTAL_MAX',
      `At most ${MAX_V2_COMPONENTS} components in all, nested ones included.`,
    ),
  'no-modal-parts': (subject) =>
    nodesOf(subject).flatMap(({ component, path }) =>
      unless(
        component.type !== ComponentType.TextInput && component.type !== ComponentType.Label,
        [...path, 'type'],
        'UNION_TYPE_CHOICES',
        'This component belongs in a modal',
      ),
    ),
} satisfies Record<string, Rule<MessageSubject>>;
