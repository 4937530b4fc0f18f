import { element } from './dom.js';
import { drawFileComponent, drawGallery, drawPicture } from './media-view.js';
import { drawText } from './text-view.js';
import { text } from './texts.js';

const STYLES = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger', 5: 'link' };
const LINK = 5;

/** What Discord's numbers for components mean here; `context` acts for the person and knows the world. */
const DRAW = {
  1: ({ components }, context) => element('div', { class: 'row' }, drawComponents(components, context)),
  2: drawButton,
  3: (menu, context) => drawMenu(menu, menu.options, context),
  5: (menu, context) => drawMenu(menu, context.world.peopleOptions(), context),
  8: (menu, context) => drawMenu(menu, context.world.channelOptions(), context),
  9: ({ components, accessory }, context) =>
    element(
      'div',
      { class: 'section' },
      element('div', {}, drawComponents(components, context)),
      drawComponents([accessory], context),
    ),
  10: ({ content }, { world }) => drawText(content, world),
  11: ({ media, description, spoiler }) =>
    element('div', { class: 'thumbnail' }, drawPicture({ url: media.url, description, isSpoiler: spoiler })),
  12: drawGallery,
  13: drawFileComponent,
  14: ({ divider = true, spacing = 1 }) =>
    element('hr', { class: `${divider ? '' : 'blank'} ${spacing === 2 ? 'wide' : ''}` }),
  17: drawContainer,
};

/** Components in order; kinds that the page does not know are left out. */
export function drawComponents(components, context) {
  return components.flatMap((component) => DRAW[component.type]?.(component, context) ?? []);
}

function drawEmoji(emoji) {
  return emoji?.name ? element('span', { class: 'emoji' }, emoji.name) : undefined;
}

function drawButton({ style, label, emoji, url, disabled, custom_id }, context) {
  const children = [drawEmoji(emoji), label];
  const look = `button ${STYLES[style] ?? 'secondary'}`;
  if (style === LINK)
    return element('a', { class: look, href: url, target: '_blank', rel: 'noreferrer noopener' }, children, ' ↗');
  const press = () => context.act({ kind: 'click', customId: custom_id });
  return element('button', { class: look, type: 'button', disabled: disabled === true, click: press }, children);
}

function drawMenu({ custom_id, placeholder, disabled, min_values = 1, max_values = 1 }, options, context) {
  const send = (values) => context.act({ kind: 'select', customId: custom_id, values });
  const drawn = options.map((option) =>
    element(
      'option',
      { value: option.value, selected: option.default === true },
      option.label,
      option.description ? ` – ${option.description}` : '',
    ),
  );
  if (max_values === 1) {
    const hint = element(
      'option',
      { value: '', selected: !options.some((option) => option.default) },
      placeholder || text('choose'),
    );
    const choose = (event) => send(event.target.value === '' ? [] : [event.target.value]);
    return element(
      'select',
      { class: 'menu', disabled: disabled === true, change: choose, 'aria-label': placeholder || text('choose') },
      hint,
      drawn,
    );
  }
  const menu = element(
    'select',
    { class: 'menu', multiple: true, disabled: disabled === true, 'aria-label': placeholder || text('choose') },
    drawn,
  );
  const values = () => [...menu.selectedOptions].map(({ value }) => value);
  const confirm = element(
    'button',
    { class: 'button secondary', type: 'button', click: () => send(values()) },
    text('choose'),
  );
  const refresh = () => {
    confirm.disabled = values().length < min_values || values().length > max_values;
  };
  menu.addEventListener('change', refresh);
  refresh();
  const caption = element('span', { class: 'caption' }, placeholder || '');
  return element('span', { class: 'menu-many' }, caption, menu, confirm);
}

function drawContainer({ components, accent_color }, context) {
  const drawn = element('div', { class: 'container' }, drawComponents(components, context));
  if (accent_color != null) drawn.style.borderLeftColor = `#${accent_color.toString(16).padStart(6, '0')}`;
  return drawn;
}
