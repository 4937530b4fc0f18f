import { ComponentType } from 'discord.js';

/** A component as JSON, before anything is known about it but that it is an object. */
export interface RawComponent {
  readonly type?: number;
  readonly [key: string]: unknown;
}

export interface ComponentNode {
  readonly component: RawComponent;
  readonly path: readonly (string | number)[];
  readonly parent: RawComponent | undefined;
}

const isComponent = (value: unknown): value is RawComponent => typeof value === 'object' && value !== null;

/** Every component, parents before children: those in `components`, `accessory` (Section) and `component` (Label). */
export function walkComponents(
  components: unknown,
  path: readonly (string | number)[] = ['components'],
  parent?: RawComponent,
): readonly ComponentNode[] {
  if (!Array.isArray(components)) return [];
  return components.flatMap((component: unknown, index) =>
    isComponent(component) ? walkOne(component, [...path, index], parent) : [],
  );
}

function walkOne(
  component: RawComponent,
  path: readonly (string | number)[],
  parent: RawComponent | undefined,
): readonly ComponentNode[] {
  const single = (['accessory', 'component'] as const).flatMap((key) => {
    const child = component[key];
    return isComponent(child) ? walkOne(child, [...path, key], component) : [];
  });
  return [
    { component, path, parent },
    ...walkComponents(component['components'], [...path, 'components'], component),
    ...single,
  ];
}

const SELECTS: ReadonlySet<number | undefined> = new Set([
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
]);

export function isSelect({ type }: RawComponent): boolean {
  return SELECTS.has(type);
}

const V2_ONLY: ReadonlySet<number | undefined> = new Set([
  ComponentType.Section,
  ComponentType.TextDisplay,
  ComponentType.Thumbnail,
  ComponentType.MediaGallery,
  ComponentType.File,
  ComponentType.Separator,
  ComponentType.Container,
]);

/** True for components that need the flag IsComponentsV2. */
export function isV2Only({ type }: RawComponent): boolean {
  return V2_ONLY.has(type);
}

/** The addresses of pictures and files in V2 components, with their paths. */
export function mediaUrls(
  components: unknown,
): readonly { readonly url: string; readonly path: ComponentNode['path'] }[] {
  return walkComponents(components).flatMap(({ component, path }) => {
    const items = Array.isArray(component['items']) ? component['items'] : [];
    const holders: [unknown, ComponentNode['path']][] = [
      [component['media'], [...path, 'media', 'url']],
      [component['file'], [...path, 'file', 'url']],
      ...items.map((item: unknown, index): [unknown, ComponentNode['path']] => [
        (item as RawComponent | null)?.['media'],
        [...path, 'items', index, 'media', 'url'],
      ]),
    ];
    return holders.flatMap(([media, at]) => {
      const url = (media as { url?: unknown } | undefined | null)?.url;
      return typeof url === 'string' ? [{ url, path: at }] : [];
    });
  });
}
