/**
 * What Moodle's own scripts do with its menus: they fill More (docs/facts/moodle-pages.md#6-activity-pages); arrow
 * keys walk `[role=menuitem]`, and after Hide, Show, Duplicate and Delete the row is replaced as a whole by one that
 * the server renders anew (docs/facts/moodle-pages.md#4-rows-made-anew).
 */
export const BEHAVIOUR = `
(() => {
  const cfg = window.M && M.cfg;
  const ajax = async (methodname, args) => {
    const answer = await fetch('/lib/ajax/service.php?sesskey=' + cfg.sesskey + '&info=' + methodname, {
      method: 'POST', headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ index: 0, methodname, args }]),
    });
    const [result] = await answer.json();
    if (result.error) throw new Error(result.exception.message);
    return result.data;
  };
  const courseId = Number((/course-(\\d+)/.exec(document.body.className) || [])[1]);
  const make = (html) => { const box = document.createElement('template'); box.innerHTML = html; return box.content.firstElementChild; };
  const row = async (id) => make((await ajax('core_get_fragment', { component: 'core_courseformat', callback: 'cmitem', contextid: 1, args: [{ name: 'id', value: String(id) }] })).html);
  const reload = async (id) => document.getElementById('module-' + id).replaceWith(await row(id));
  const act = async (action, id) => {
    const old = !document.querySelector('[data-action=cmDuplicate]');
    const updates = old
      ? await ajax('core_course_edit_module', { id, action })
      : JSON.parse(await ajax('core_courseformat_update_course', { action: 'cm_' + action, courseid: courseId, ids: [id] }));
    if (action === 'delete') return document.getElementById('module-' + id).remove();
    if (action !== 'duplicate') return reload(id);
    const made = old ? updates.id : updates.find(({ name, action }) => name === 'cm' && action === 'put').fields.id;
    // A bare row comes first, and 4.1 makes the row of the original anew, too.
    const bare = document.createElement('li');
    bare.className = 'activity'; bare.id = 'module-' + made; bare.dataset.for = 'cmitem'; bare.dataset.id = made;
    document.getElementById('module-' + id).after(bare);
    if (old) await reload(id);
    bare.replaceWith(await row(made));
  };
  document.addEventListener('click', (event) => {
    const item = event.target.closest('.cm_action_menu [data-action]');
    const action = item && ({ hide: 'hide', cmHide: 'hide', show: 'show', cmShow: 'show', duplicate: 'duplicate', cmDuplicate: 'duplicate', cmDelete: 'delete', delete: 'delete' })[item.dataset.action];
    if (!action) return;
    event.preventDefault();
    void act(action, Number(item.dataset.id));
  });
  // The more menu: what does not fit, or is not to, goes out of the bar after the page is there.
  const fillMore = () => document.querySelectorAll('nav.moremenu').forEach((nav) => {
    const button = nav.querySelector('[data-region=morebutton]');
    const more = nav.querySelector('[data-region=moredropdown]');
    nav.querySelectorAll(':scope > ul > li[data-forceintomoremenu=true]').forEach((item) => {
      item.querySelector('a').className = 'dropdown-item';
      more.append(item);
    });
    button.classList.toggle('d-none', more.children.length === 0);
    nav.classList.add('observed');
  });
  window.addEventListener('load', () => setTimeout(fillMore, 300));
  window.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const box = event.target.closest('.dropdown');
    const menu = box && box.querySelector('[role=menu]');
    if (!menu || !menu.classList.contains('show')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const items = [...menu.querySelectorAll('[role=menuitem]')];
    const step = event.key === 'ArrowDown' ? 1 : -1;
    items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
  }, true);
})();
`;
