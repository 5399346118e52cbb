// Elements made of plain values. Text only ever becomes text nodes: nothing on the page is parsed as markup.

type Child = Node | string | null | false;

/** Attributes by name; true is an empty one, null and false leave it out. */
type Attributes = Readonly<Record<string, string | number | boolean | null>>;

export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  element.append(...children.filter((child) => child !== null && child !== false));
  return element;
}

export function setAttribute(element: Element, name: string, value: Attributes[string]): void {
  if (value === undefined || value === null || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : String(value));
}

export function button(text: string, attributes: Attributes, click: (event: MouseEvent) => void): HTMLButtonElement {
  const element = el('button', { type: 'button', ...attributes }, text);
  element.addEventListener('click', click);
  return element;
}

/** A link, where the address is one of the web; else its text. An article may say javascript: as its address. */
export function link(address: string): Node {
  try {
    const { protocol, href } = new URL(address);
    if (protocol === 'https:' || protocol === 'http:')
      return el('a', { href, target: '_blank', rel: 'noopener noreferrer' }, address);
  } catch {
    // No address at all.
  }
  return document.createTextNode(address);
}

/** Hands a text to the user as a file. */
export function download(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const anchor = el('a', { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
