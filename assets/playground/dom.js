/**
 * Makes an element.
 *
 * @param {string} tag
 * @param {object} properties set on the element; `class`, `data-*`, `aria-*` and `role` become attributes, functions listeners
 * @param {...(Node | string | undefined | null | false)} children texts are added as text, never as HTML
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (typeof value === 'function') made.addEventListener(key, value);
    else if (key in made && key !== 'list' && key !== 'form') made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return made;
}

/** The element with this id. */
export function byId(id) {
  return document.getElementById(id);
}
