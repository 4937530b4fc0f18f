import { element } from './dom.js';
import { formatKilobytes, text } from './texts.js';

/** The width and height of a picture as the browser reads them, undefined for other files. */
async function measure(file) {
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (bitmap === undefined) return undefined;
  const size = `${bitmap.width}x${bitmap.height}`;
  bitmap.close();
  return size;
}

/**
 * A field that takes a file by choosing, dropping or pasting.
 *
 * @returns the element, `put(file)` to fill it from outside and `addTo(form, name)` to send it
 */
export function fileField({ required, accept, multiple = false }) {
  let files = [];
  const input = element('input', { type: 'file', required, multiple, accept: accept ?? '' });
  const hint = element('span', {}, text('attach'));
  const preview = element('span', { class: 'preview' });
  const area = element('label', { class: 'drop' }, input, preview, hint);

  function show() {
    const pictures = files.map((file) => {
      const caption = text('file', { name: file.name, kilobytes: formatKilobytes(file.size) });
      const url = file.type.startsWith('image/') ? URL.createObjectURL(file) : undefined;
      return element(
        'span',
        { class: 'chosen' },
        url && element('img', { src: url, alt: '', load: () => URL.revokeObjectURL(url) }),
        caption,
      );
    });
    preview.replaceChildren(...pictures);
    hint.hidden = files.length > 0;
    input.required = required && files.length === 0;
  }
  function put(...added) {
    files = multiple ? added : added.slice(0, 1);
    show();
  }
  input.addEventListener('change', () => put(...input.files));
  area.addEventListener('dragover', (event) => {
    event.preventDefault();
    area.classList.add('over');
  });
  area.addEventListener('dragleave', () => area.classList.remove('over'));
  area.addEventListener('drop', (event) => {
    event.preventDefault();
    area.classList.remove('over');
    // Several for a field of one: the page spreads them over the form.
    if (!multiple && event.dataTransfer.files.length > 1) return;
    event.stopPropagation();
    if (event.dataTransfer.files.length > 0) put(...event.dataTransfer.files);
  });
  async function addTo(form, name) {
    for (const file of files) {
      form.append(name, file, file.name);
      const size = await measure(file);
      if (size !== undefined) form.set(`${name}.size`, size);
    }
  }
  return { area, put, addTo, isEmpty: () => files.length === 0 };
}
