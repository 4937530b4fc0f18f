import { describe, expect, it } from 'vitest';
import { createGradientBook } from '../../../src/puzzle/scene/gradient-book.ts';
import { type Filling, fillTemplate, parsePartTemplate } from '../../../src/puzzle/scene/part-template.ts';

const FILLING: Filling = {
  copyId: 'dog-1',
  colours: { coat: 'red', sky: '#102030' },
  variants: { pose: 'asleep', hour: '90' },
  scale: 1,
  mirrored: false,
  haze: { colour: '#ffffff', share: 0 },
};

function fill(body: string, changes: Partial<Filling> = {}): string {
  const template = parsePartTemplate('dog.svg', `<svg viewBox="0 0 10 20">${body}</svg>`);
  return fillTemplate(template, { ...FILLING, ...changes }, createGradientBook());
}

describe('a drawing', () => {
  it('is cut from its file without comments', () => {
    const { viewBox, body } = parsePartTemplate('a.svg', '<svg viewBox="1 2 3 4"><!-- sky --><path/></svg>\n');
    expect(viewBox).toEqual({ x: 1, y: 2, width: 3, height: 4 });
    expect(body).toBe('<path/>');
  });

  it.each(['<svg><path/></svg>', '<svg viewBox="0 0 0 10"></svg>', '<svg viewBox="0 0 10"></svg>', 'no drawing'])(
    'is refused without a box: %s',
    (text) => {
      expect(() => parsePartTemplate('broken.svg', text)).toThrow(/broken\.svg/);
    },
  );
});

describe('a placeholder', () => {
  it('takes the colour of the part before that of the palette', () => {
    expect(fill('{{coat}} {{red}} {{sky}}')).toBe('#cf4a48 #cf4a48 #102030');
  });

  it('makes tones: light is lighter, dark is darker', () => {
    const [light, plain, dark] = fill('{{coat.light}} {{coat}} {{coat.dark}}')
      .split(' ')
      .map((hex) => Number.parseInt(hex.slice(3, 5), 16));
    expect(light).toBeGreaterThan(plain);
    expect(dark).toBeLessThan(plain);
  });

  it('makes forms, lit from the left even when the copy is mirrored', () => {
    const book = createGradientBook();
    const template = parsePartTemplate('a.svg', '<svg viewBox="0 0 1 1">{{coat.across}}</svg>');
    const plain = fillTemplate(template, FILLING, book);
    const mirrored = fillTemplate(template, { ...FILLING, mirrored: true }, book);
    expect(plain).toBe('url(#across-cf4a48)');
    expect(mirrored).toBe('url(#across-cf4a48-m)');
    expect(book.definitions()).toContain('<linearGradient id="across-cf4a48" x1="0" y1="0" x2="1" y2="0"');
    expect(book.definitions()).toContain('<linearGradient id="across-cf4a48-m" x1="1" y1="0" x2="0" y2="0"');
  });

  it('draws lines of one weight whatever the scale', () => {
    const weights = [1, 2, 4].map((scale) => Number(fill('{{line}}', { scale })) * scale);
    expect(weights).toEqual([3, 3, 3]);
    expect(Number(fill('{{line.thin}}'))).toBeLessThan(3);
  });

  it('shows one variant and hides the others', () => {
    expect(fill('{{pose=asleep}} {{pose=awake}} {{pose=awake|asleep}} {{hour}}')).toBe('inline none inline 90');
  });

  it('mixes the air into what is far', () => {
    expect(fill('{{sky}}', { haze: { colour: '#ffffff', share: 1 } })).toBe('#ffffff');
  });

  it.each(['{{furr}}', '{{coat.shiny}}', '{{coat.round.dark}}', '{{mood=good}}'])(
    'that means nothing is refused: %s',
    (text) => {
      expect(() => fill(text)).toThrow(/dog\.svg/);
    },
  );

  it('keeps the ids of copies apart', () => {
    expect(fill('<g id="a"/><use href="#a"/><path fill="url(#a)"/>')).toBe(
      '<g id="dog-1-a"/><use href="#dog-1-a"/><path fill="url(#dog-1-a)"/>',
    );
  });
});
