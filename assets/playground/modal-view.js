import { byId, element } from './dom.js';
import { fileField } from './file-field.js';
import { drawText } from './text-view.js';
import { text } from './texts.js';

const PARAGRAPH = 2;

function textInput({ style, value, placeholder, required = true, min_length, max_length }) {
  const shared = {
    value: value ?? '',
    placeholder: placeholder ?? '',
    required,
    minLength: min_length,
    maxLength: max_length,
  };
  const input =
    style === PARAGRAPH
      ? element('textarea', { rows: 4, ...shared })
      : element('input', { autocomplete: 'off', ...shared });
  return { drawn: input, read: () => input.value };
}

function menu({ max_values = 1, required = true }, options) {
  const drawn = options.map((option) =>
    element('option', { value: option.value, selected: option.default === true }, option.label),
  );
  const none = element('option', { value: '' }, text('choose'));
  const input = element('select', { required, multiple: max_values > 1 }, max_values > 1 ? [] : none, drawn);
  return {
    drawn: input,
    read: () => [...input.selectedOptions].map(({ value }) => value).filter((value) => value !== ''),
  };
}

function ticks({ custom_id, options, required = true }, type) {
  const inputs = options.map((option) =>
    element('input', {
      type,
      name: custom_id,
      value: option.value,
      checked: option.default === true,
      required: required && type === 'radio',
    }),
  );
  const drawn = options.map((option, index) => element('label', { class: 'tick' }, inputs[index], option.label));
  return {
    drawn: element('div', {}, drawn),
    read: () => inputs.filter(({ checked }) => checked).map(({ value }) => value),
  };
}

/** Fields by Discord's component numbers. */
const FIELDS = {
  3: (field) => menu(field, field.options),
  4: textInput,
  5: (field, world) => menu(field, world.peopleOptions()),
  8: (field, world) => menu(field, world.channelOptions()),
  19: ({ required = true, max_values = 1 }) => {
    const upload = fileField({ required, multiple: max_values > 1 });
    return { drawn: upload.area, upload };
  },
  21: (field) => ticks(field, 'radio'),
  22: (field) => ticks(field, 'checkbox'),
  23: ({ default: isOn }) => {
    const input = element('input', { type: 'checkbox', checked: isOn === true });
    return { drawn: input, read: () => input.checked };
  },
};

/**
 * Opens a modal; when it is sent, `send(action, fill)` gets what was entered.
 *
 * @param interactionId the interaction that the bot answered with this modal
 */
export function openModal(interactionId, { title, components }, { world, send }) {
  const dialog = byId('modal');
  const fields = new Map();
  const addField = (field) => {
    const made = FIELDS[field.type](field, world);
    fields.set(field.custom_id, made);
    return made.drawn;
  };
  const parts = components.map(({ type, label, description, component, components: inner, content }) => {
    if (content !== undefined) return drawText(content, world);
    const only = component ?? inner?.[0];
    if (only === undefined) return undefined;
    const caption = element(
      'span',
      { class: 'caption' },
      element('strong', {}, label ?? only.label),
      description && element('small', {}, description),
    );
    const tag = only.type === 21 || only.type === 22 || type === undefined ? 'div' : 'label';
    return element(tag, { class: 'field wide' }, caption, addField(only));
  });
  const submit = async (event) => {
    event.preventDefault();
    const values = {};
    for (const [name, { read }] of fields) if (read !== undefined) values[name] = read();
    const fill = async (form) => {
      for (const [name, { upload }] of fields) await upload?.addTo(form, name);
    };
    if ((await send({ kind: 'modal', interactionId, values }, fill)) !== undefined) dialog.close();
  };
  const form = element(
    'form',
    { submit },
    element('h2', {}, title),
    parts,
    element(
      'div',
      { class: 'row end' },
      element('button', { class: 'button secondary', type: 'button', click: () => dialog.close() }, text('cancel')),
      element('button', { class: 'button primary', type: 'submit' }, text('submit')),
    ),
  );
  dialog.replaceChildren(form);
  dialog.showModal();
}
