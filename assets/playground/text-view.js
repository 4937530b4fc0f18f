import { element } from './dom.js';
import { parseMarkdown } from './markdown.js';
import { formatMoment, text } from './texts.js';

/** How each mark is drawn; `world` knows people and channels by their ids. */
const DRAW = {
  text: ({ value }) => value,
  code: ({ value }) => element('code', {}, value),
  block: ({ value }) => element('pre', {}, element('code', {}, value)),
  paragraph: (node, world) => element('p', {}, drawAll(node, world)),
  heading: (node, world) => element(`h${node.level + 1}`, {}, drawAll(node, world)),
  small: (node, world) => element('p', { class: 'subtext' }, drawAll(node, world)),
  quote: (node, world) => element('blockquote', {}, drawAll(node, world)),
  item: (node, world) => element('div', { class: 'item' }, drawAll(node, world)),
  bold: (node, world) => element('strong', {}, drawAll(node, world)),
  italic: (node, world) => element('em', {}, drawAll(node, world)),
  underline: (node, world) => element('u', {}, drawAll(node, world)),
  strike: (node, world) => element('s', {}, drawAll(node, world)),
  spoiler: (node, world) => drawSpoiler(drawAll(node, world)),
  link: (node, world) =>
    element('a', { href: node.url, target: '_blank', rel: 'noreferrer noopener' }, drawAll(node, world)),
  moment: ({ seconds, style }) =>
    element('time', { class: 'moment', title: formatMoment(seconds, 'F') }, formatMoment(seconds, style)),
  user: ({ id }, world) => element('span', { class: 'mention' }, `@${world.userName(id)}`),
  channel: ({ id }, world) => element('span', { class: 'mention' }, `#${world.channelName(id)}`),
  command: ({ name }) => element('span', { class: 'mention' }, `/${name}`),
};

function drawAll({ children }, world) {
  return children.map((child) => DRAW[child.type](child, world));
}

/** Covers something until it is clicked. */
export function drawSpoiler(children) {
  const show = (event) => {
    const cover = event.currentTarget;
    if (!cover.classList.contains('hidden')) return;
    cover.classList.remove('hidden');
    cover.removeAttribute('title');
    event.preventDefault();
    event.stopPropagation();
  };
  return element('span', { class: 'spoiler hidden', title: text('spoiler'), click: show }, children);
}

/** A text with Discord's markdown. */
export function drawText(source, world) {
  return element(
    'div',
    { class: 'text' },
    parseMarkdown(source).map((block) => DRAW[block.type](block, world)),
  );
}
