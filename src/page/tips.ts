// What an element says of itself when it is pointed at or has the focus.
import { el } from './dom.js';

/** Distance from the element, in pixels. */
const GAP = 6;

/** The tip for all elements of `root` with the attribute data-tip. */
export function createTips(root: HTMLElement): HTMLElement {
  const tip = el('div', { class: 'tip', role: 'tooltip', id: 'tip', hidden: true });
  let owner: Element | null = null;
  const hide = (): void => {
    tip.hidden = true;
    owner?.removeAttribute('aria-describedby');
    owner = null;
  };
  const place = (): void => {
    // Of an element that runs over two lines, where it begins.
    const [box] = owner?.getClientRects() ?? [];
    if (box === undefined || box.bottom < 0 || box.top > window.innerHeight) {
      hide();
      return;
    }
    const { width, height } = tip.getBoundingClientRect();
    const below = box.bottom + GAP + height < window.innerHeight;
    tip.style.left = `${Math.max(GAP, Math.min(box.left, window.innerWidth - width - GAP))}px`;
    tip.style.top = `${below ? box.bottom + GAP : box.top - GAP - height}px`;
  };
  const show = ({ target }: Event): void => {
    const next = target instanceof Element ? target.closest('[data-tip]') : null;
    hide();
    if (next === null) return;
    owner = next;
    tip.textContent = next.getAttribute('data-tip');
    tip.hidden = false;
    next.setAttribute('aria-describedby', 'tip');
    place();
  };
  root.addEventListener('mouseover', show);
  root.addEventListener('focusin', show);
  root.addEventListener('focusout', hide);
  root.addEventListener('keydown', ({ key }) => key === 'Escape' && hide());
  root.addEventListener('scroll', () => owner !== null && place(), { capture: true, passive: true });
  return tip;
}
