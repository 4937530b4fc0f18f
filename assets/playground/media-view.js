import { byId, element } from './dom.js';
import { drawSpoiler } from './text-view.js';
import { formatKilobytes, text } from './texts.js';

const PICTURE = /\.(png|jpe?g|gif|webp|avif)$/i;
/** Attachment flag IS_SPOILER. */
const IS_SPOILER = 1 << 3;

/** Shows a picture over the page; a click on it switches between fitting and full size. */
export function showFullSize(url, description) {
  const lightbox = byId('lightbox');
  const picture = element('img', { src: url, alt: description, click: () => picture.classList.toggle('natural') });
  const close = element('button', { class: 'round', click: () => lightbox.close(), 'aria-label': text('close') }, '✕');
  lightbox.replaceChildren(element('div', { class: 'scroll' }, picture), close);
  lightbox.onclick = (event) => {
    if (event.target !== picture) lightbox.close();
  };
  lightbox.showModal();
}

/** A picture that opens full size. */
export function drawPicture({ url, description, isSpoiler }) {
  const picture = element('img', { src: url, alt: description ?? '', title: description ?? '', loading: 'lazy' });
  const open = () => showFullSize(url, description ?? '');
  const frame = element(
    'button',
    { class: 'picture', type: 'button', click: open, 'aria-label': description || text('openFull') },
    picture,
  );
  return isSpoiler ? drawSpoiler([frame]) : frame;
}

function drawFile(name, size, url) {
  const caption = text('file', { name, kilobytes: formatKilobytes(size) });
  return element('a', { class: 'file', href: url, target: '_blank', download: name }, caption);
}

function galleryOf(pictures) {
  return element('div', { class: `gallery of-${Math.min(pictures.length, 4)}` }, pictures);
}

/** The attachments below a message that is not made of V2 components: pictures side by side, then files. */
export function drawAttachments(attachments) {
  const isPicture = ({ content_type, filename }) => content_type?.startsWith('image/') && PICTURE.test(filename);
  const pictures = attachments.filter(isPicture).map(({ filename, url, description, flags = 0 }) => {
    const isSpoiler = (flags & IS_SPOILER) !== 0 || filename.startsWith('SPOILER_');
    return drawPicture({ url, description, isSpoiler });
  });
  const files = attachments
    .filter((one) => !isPicture(one))
    .map(({ filename, size, url }) => drawFile(filename, size, url));
  return [pictures.length > 0 && galleryOf(pictures), ...files];
}

/** Component 12: up to ten pictures side by side. */
export function drawGallery({ items }) {
  return galleryOf(
    items.map(({ media, description, spoiler }) => drawPicture({ url: media.url, description, isSpoiler: spoiler })),
  );
}

/** Component 13: a file to download. */
export function drawFileComponent({ file, name, size, spoiler }) {
  const drawn = drawFile(name, size, file.url);
  return spoiler ? drawSpoiler([drawn]) : drawn;
}
