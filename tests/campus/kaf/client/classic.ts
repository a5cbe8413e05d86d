import $ from 'jquery';

/** The classic pages' script: jQuery, and menus that move as Bootstrap 2's do. */

const toggles = '[data-toggle=dropdown]';

const setOpen = (toggle: JQuery, open: boolean): void => {
  toggle.parent().toggleClass('open', open);
  toggle.attr('aria-expanded', String(open));
};
const closeAll = (): void => {
  for (const toggle of $(toggles).toArray()) setOpen($(toggle), false);
};

$(document)
  .on('click', closeAll)
  .on('click', toggles, function (this: HTMLElement, event) {
    const open = $(this).parent().hasClass('open');
    closeAll();
    setOpen($(this), !open);
    event.preventDefault();
    event.stopPropagation();
  })
  .on('keydown', `${toggles}, [role=menu]`, function (this: HTMLElement, event) {
    const box = $(this).closest('.dropdown');
    const toggle = box.find(toggles);
    if (event.key === 'Escape') {
      setOpen(toggle, false);
      toggle.trigger('focus');
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    event.stopPropagation();
    setOpen(toggle, true);
    const items = box.find('[role=menu] li a').toArray();
    const now = items.findIndex((item) => item === document.activeElement);
    const step = event.key === 'ArrowDown' ? 1 : -1;
    items.at((now + step + items.length) % items.length)?.focus();
  });

/** KMS' convention for what comes later: parts of the page by their selectors. */
interface Ajax {
  readonly content: readonly { readonly target: string; readonly content: string }[];
}

$('#myMedia_scroller').on('click', function () {
  void $.getJSON('/my-media?format=ajax', ({ content }: Ajax) => {
    for (const { target, content: rows } of content) $(target).append(rows);
  });
  $(this).remove();
});

parent.postMessage(JSON.stringify({ subject: 'lti.frameResize', height: document.body.scrollHeight }), '*');
