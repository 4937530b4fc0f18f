import { type APIModalInteractionResponseCallbackData, ComponentType } from 'discord.js';
import { type RawComponent, walkComponents } from '../validation/component-tree.ts';
import type { Place } from '../world/places.ts';
import type { World } from '../world/world.ts';
import type { Resolved } from './resolved.ts';
import { type FileInput, isFile, upload } from './uploads.ts';

/** What a person enters into a field of a modal: a text, a tick, chosen values or files. */
export type FieldInput = string | boolean | readonly string[] | readonly FileInput[];
export type FieldInputs = Readonly<Record<string, FieldInput>>;

interface Filling {
  readonly world: World;
  readonly place: Place;
  readonly resolved: Resolved;
  readonly inputs: FieldInputs;
}

/** A field as the bot declared it. */
interface Field extends RawComponent {
  readonly type: number;
  readonly custom_id: string;
  readonly required?: boolean;
  readonly value?: string;
  readonly min_length?: number;
  readonly max_length?: number;
  readonly options?: readonly { readonly value: string; readonly default?: boolean }[];
}

function checkText(field: Field, value: string): string {
  const isMissing = value === '' && field.required !== false;
  const isTooShort = value !== '' && value.length < (field.min_length ?? 0);
  if (isMissing || isTooShort || value.length > (field.max_length ?? Infinity)) {
    throw new Error(`Discord would not let “${value}” pass for the field ${field.custom_id}.`);
  }
  return value;
}

function checkChoices(field: Field, values: readonly string[]): readonly string[] {
  const stranger = values.find((value) => field.options?.some((option) => option.value === value) === false);
  if (stranger !== undefined) throw new Error(`The field ${field.custom_id} does not offer ${stranger}.`);
  if (values.length === 0 && field.required !== false) throw new Error(`The field ${field.custom_id} is required.`);
  return values;
}

function chosenValues(
  field: Field,
  input: FieldInput | undefined,
  { world, place, resolved }: Filling,
): readonly string[] {
  if (input === undefined) return (field.options ?? []).filter((option) => option.default).map(({ value }) => value);
  const list: readonly (string | FileInput)[] = Array.isArray(input) ? input : [String(input)];
  return list.map((item) => {
    if (!isFile(item)) return item;
    const attachment = upload(world, place, item);
    resolved.addAttachment(attachment);
    return attachment.id;
  });
}

function fillField(field: Field, id: number, filling: Filling): object {
  const { type, custom_id } = field;
  const input = filling.inputs[custom_id];
  if (type === ComponentType.TextInput) {
    return { type, id, custom_id, value: checkText(field, String(input ?? field.value ?? '')) };
  }
  if (type === ComponentType.Checkbox) return { type, id, custom_id, value: input === true };
  const values = checkChoices(field, chosenValues(field, input, filling));
  return type === ComponentType.RadioGroup
    ? { type, id, custom_id, value: values[0] ?? null }
    : { type, id, custom_id, values };
}

/**
 * The components of a modal submit.
 *
 * @throws Error for input that Discord's own client would not send
 */
export function modalFields(modal: APIModalInteractionResponseCallbackData, filling: Filling): readonly object[] {
  const { inputs } = filling;
  const fields = walkComponents(modal.components).map(({ component }) => component['custom_id']);
  const stranger = Object.keys(inputs).find((name) => !fields.includes(name));
  if (stranger !== undefined) throw new Error(`The modal has no field ${stranger}.`);
  let counter = 0;
  const fill = (component: unknown) => fillField(component as Field, ++counter, filling);
  return (modal.components as readonly object[] as readonly RawComponent[]).map((component): object => {
    const { type } = component;
    const id = ++counter;
    if (type === ComponentType.TextDisplay) return { type, id };
    if (type === ComponentType.Label) return { type, id, component: fill(component['component']) };
    return { type, id, components: (component['components'] as readonly unknown[]).map(fill) };
  });
}
