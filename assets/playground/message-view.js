import { drawComponents } from './component-view.js';
import { element } from './dom.js';
import { drawAttachments, drawPicture } from './media-view.js';
import { drawText } from './text-view.js';
import { formatMoment, text } from './texts.js';

const LOADING = 1 << 7;
const IS_COMPONENTS_V2 = 1 << 15;
const HUES = 360;

/** A disc with the first letter of a name, in a colour of its own. */
function drawAvatar({ id, global_name, username, bot }) {
  const name = global_name ?? username;
  const disc = element('span', { class: 'avatar', 'aria-hidden': 'true' }, bot ? '⚙' : name.slice(0, 1));
  disc.style.backgroundColor = bot ? '#5865f2' : `hsl(${(Number(BigInt(id) % BigInt(HUES)) * 137) % HUES} 45% 42%)`;
  return disc;
}

function drawUse({ message, command }, world) {
  const { user } = message.interaction_metadata ?? {};
  if (user === undefined || command === undefined) return undefined;
  const used = text('used', { user: world.userName(user.id), command: `/${command}` });
  return element('div', { class: 'use' }, drawAvatar(user), used);
}

function drawEmbed(embed, world) {
  const drawn = element(
    'div',
    { class: 'container' },
    embed.author && element('div', { class: 'subtext' }, embed.author.name),
    embed.title && element('h3', {}, embed.title),
    embed.description && drawText(embed.description, world),
    (embed.fields ?? []).map(({ name, value }) =>
      element('div', {}, element('strong', {}, name), drawText(value, world)),
    ),
    embed.image && drawPicture({ url: embed.image.url }),
    embed.footer && element('div', { class: 'subtext' }, embed.footer.text),
  );
  if (embed.color != null) drawn.style.borderLeftColor = `#${embed.color.toString(16).padStart(6, '0')}`;
  return drawn;
}

function drawBody({ message }, context) {
  const { flags = 0, content, embeds, attachments, components } = message;
  const { world } = context;
  if ((flags & LOADING) !== 0) {
    return element(
      'p',
      { class: 'thinking' },
      element('span', { class: 'dots' }),
      text('thinking', { bot: message.author.global_name }),
    );
  }
  if ((flags & IS_COMPONENTS_V2) !== 0) return element('div', { class: 'stack' }, drawComponents(components, context));
  // Pictures that an embed shows are not shown a second time.
  const shown = new Set(embeds.flatMap(({ image, thumbnail }) => [image?.url, thumbnail?.url]));
  return element(
    'div',
    { class: 'stack' },
    content !== '' && drawText(content, world),
    drawAttachments(attachments.filter(({ url }) => !shown.has(url))),
    embeds.map((embed) => drawEmbed(embed, world)),
    drawComponents(components, context),
  );
}

/** One message, as the acting person sees it. */
export function drawMessage(entry, context) {
  const { message, isOnlyForMe } = entry;
  const { author, timestamp, edited_timestamp } = message;
  return element(
    'article',
    { class: `message ${isOnlyForMe ? 'only-me' : ''}`, 'data-id': message.id },
    drawUse(entry, context.world),
    drawAvatar(author),
    element(
      'div',
      { class: 'content' },
      element(
        'header',
        {},
        element('strong', {}, author.global_name ?? author.username),
        author.bot && element('span', { class: 'tag' }, text('app')),
        element('time', {}, formatMoment(Date.parse(timestamp) / 1000, 't')),
      ),
      drawBody(entry, context),
      edited_timestamp && element('small', { class: 'subtext' }, text('edited')),
      isOnlyForMe && element('p', { class: 'subtext' }, text('onlyYou')),
    ),
  );
}
