// What an element says of itself when it is pointed at or has the focus.
import { el } from './dom.js';

/** Distance from the element, in pixels. */
const GAP = 6;

/** The tip for all elements of `root` with the attribute data-tip. */
export function createTips(root: HTMLElement): HTMLElement {
  const tip = el('div', { class: 'tip', role: 'tooltip', id: 'tip', hidden: true });
  const hide = (): void => {
    tip.hidden = true;
    root.querySelector('[aria-describedby="tip"]')?.removeAttribute('aria-describedby');
  };
  const show = (event: Event): void => {
    const { target } = event;
    const owner = target instanceof Element ? target.closest('[data-tip]') : null;
    if (target === tip) return;
    hide();
    if (owner === null) return;
    tip.textContent = owner.getAttribute('data-tip');
    tip.hidden = false;
    owner.setAttribute('aria-describedby', 'tip');
    // Of an element that runs over two lines, where it begins.
    const [box] = owner.getClientRects();
    if (box === undefined) return;
    const { width, height } = tip.getBoundingClientRect();
    const below = box.bottom + GAP + height < window.innerHeight;
    tip.style.left = `${Math.max(GAP, Math.min(box.left, window.innerWidth - width - GAP))}px`;
    tip.style.top = `${below ? box.bottom + GAP : box.top - GAP - height}px`;
  };
  root.addEventListener('mouseover', show);
  root.addEventListener('focusin', show);
  root.addEventListener('focusout', hide);
  root.addEventListener('keydown', ({ key }) => key === 'Escape' && hide());
  root.addEventListener('scroll', hide, { capture: true, passive: true });
  return tip;
}
