import { element } from './dom.js';
import { fileField } from './file-field.js';
import { text } from './texts.js';

const SUBCOMMANDS = new Set([1, 2]);
const BOOLEAN = 5;
const CHOSEN_FROM = { 6: 'peopleOptions', 7: 'channelOptions' };
const ATTACHMENT = 11;
const NUMBERS = new Set([4, 10]);
const CHOICES_DELAY_MS = 200;

/** A slash command with its subcommand, as one line of the menu. */
export function commandVariants(commands) {
  const descend = (path, item) => {
    const inner = (item.options ?? []).filter(({ type }) => SUBCOMMANDS.has(type));
    if (inner.length > 0) return inner.flatMap((option) => descend(`${path} ${option.name}`, option));
    return [{ name: path, description: item.description, options: item.options ?? [] }];
  };
  const variants = commands.filter(({ type }) => type === 1).flatMap((command) => descend(command.name, command));
  // What starts with a picture is what a newcomer looks for; subcommands are for those who look after the bot.
  const rank = (variant) => (variant.name.includes(' ') ? 2 : filesTaken(variant) > 0 ? 0 : 1);
  return variants.toSorted((a, b) => rank(a) - rank(b));
}

/** How many files a command takes. */
export function filesTaken({ options }) {
  return options.filter(({ type }) => type === ATTACHMENT).length;
}

function choiceField({ required }, choices) {
  const none = element('option', { value: '' }, text('notChosen'));
  const offered = choices.map(({ name, value }) => element('option', { value }, name));
  return element('select', { required }, required ? [] : none, offered);
}

/** A text field that asks the bot for choices while one types. */
function completedField(option, context, readOptions) {
  const listId = `choices-${option.name}`;
  const list = element('datalist', { id: listId });
  let timer;
  const ask = async () => {
    const options = { ...readOptions(), [option.name]: input.value };
    const { choices } = await context.send({
      kind: 'autocomplete',
      name: context.commandName,
      options,
      focused: option.name,
    });
    list.replaceChildren(...(choices ?? []).map(({ name, value }) => element('option', { value }, name)));
  };
  const input = element('input', {
    required: option.required === true,
    autocomplete: 'off',
    input: () => {
      clearTimeout(timer);
      timer = setTimeout(ask, CHOICES_DELAY_MS);
    },
    focus: ask,
  });
  input.setAttribute('list', listId);
  return { input, list };
}

function plainField(option, context, readOptions) {
  const { type, required = false, choices = [], min_value, max_value, min_length, max_length } = option;
  if (choices.length > 0) return [choiceField({ required }, choices)];
  if (type === BOOLEAN)
    return [
      choiceField({ required }, [
        { name: text('yes'), value: 'true' },
        { name: text('no'), value: 'false' },
      ]),
    ];
  const source = CHOSEN_FROM[type];
  if (source !== undefined) {
    return [
      choiceField(
        { required },
        context.world[source]().map(({ label, value }) => ({ name: label, value })),
      ),
    ];
  }
  if (option.autocomplete === true) {
    const { input, list } = completedField(option, context, readOptions);
    return [input, list];
  }
  if (NUMBERS.has(type)) {
    return [
      element('input', { type: 'number', required, min: min_value, max: max_value, step: type === 4 ? '1' : 'any' }),
    ];
  }
  return [element('input', { required, minLength: min_length, maxLength: max_length, autocomplete: 'off' })];
}

function readValue({ type }, value) {
  if (NUMBERS.has(type)) return Number(value);
  return type === BOOLEAN ? value === 'true' : value;
}

/**
 * The form of one command.
 *
 * @param variant one of `commandVariants`
 * @param context `send(action, fill)` sends an action, `done()` puts the form away, `world` knows people and channels
 * @returns the element, and `putFiles(files)` to fill its attachments in their order, empty ones first
 */
export function commandForm(variant, outer) {
  const context = { ...outer, commandName: variant.name };
  const values = new Map();
  const uploads = new Map();
  const readOptions = () =>
    Object.fromEntries(
      [...values]
        .filter(([, { input }]) => input.value !== '')
        .map(([name, { option, input }]) => [name, readValue(option, input.value)]),
    );
  const fields = variant.options.map((option) => {
    const { name, description, required = false, type } = option;
    const caption = element(
      'span',
      { class: 'caption' },
      element('strong', {}, name),
      required ? '' : ` (${text('optional')})`,
      element('small', {}, description),
    );
    if (type === ATTACHMENT) {
      const upload = fileField({ required });
      uploads.set(name, upload);
      return element('div', { class: 'field wide' }, caption, upload.area);
    }
    const [input, ...rest] = plainField(option, context, readOptions);
    values.set(name, { option, input });
    return element('label', { class: 'field' }, caption, input, rest);
  });
  const submit = async (event) => {
    event.preventDefault();
    const fill = async (form) => {
      for (const [name, upload] of uploads) await upload.addTo(form, name);
    };
    const isSent = await context.send({ kind: 'command', name: variant.name, options: readOptions() }, fill);
    if (isSent !== undefined) context.done();
  };
  const form = element(
    'form',
    { class: 'command', submit },
    element('header', {}, element('strong', {}, `/${variant.name}`), element('span', {}, variant.description)),
    element('div', { class: 'fields' }, fields),
    element(
      'div',
      { class: 'row end' },
      element('button', { class: 'button secondary', type: 'button', click: () => context.done() }, text('cancel')),
      element('button', { class: 'button primary', type: 'submit' }, text('send')),
    ),
  );
  function putFiles(files) {
    const fields = [...uploads.values()];
    for (const file of files) (fields.find((upload) => upload.isEmpty()) ?? fields.at(-1))?.put(file);
  }
  return { form, putFiles };
}
