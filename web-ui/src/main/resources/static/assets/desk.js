// The reviewers' keys, ticks and signals. A key never decides: it opens what shows the whole action, and there a button does.
(function () {
  'use strict';
  const $ = (id) => document.getElementById(id);
  const main = $('main');
  if (!main) return;
  const kind = main.dataset.page;
  const say = (text) => document.dispatchEvent(new CustomEvent('holdpoint:say', { detail: text }));
  const make = (name, props, ...children) => {
    const e = Object.assign(document.createElement(name), props);
    e.append(...children.filter(Boolean));
    return e;
  };
  const copy = (selector) => {
    const found = document.querySelector(selector);
    if (!found) return null;
    const clone = found.cloneNode(true);
    for (const e of [clone, ...clone.querySelectorAll('[id]')]) e.removeAttribute('id');
    return clone;
  };
  const typing = (e) => e.isContentEditable || e.matches('textarea, select') || (e.matches('input') && !['checkbox', 'radio'].includes(e.type));

  const letters = (text) => (text.match(/[\p{L}\p{Nd}]/gu) || []).length;

  // ---- confirmation: what is decided, in full, before it is
  let open = null;
  function confirm(decision) {
    const form = document.querySelector('#decide form');
    const button = form && form.querySelector('button[value="' + decision + '"]');
    if (!button) { say('This is not yours to decide now.'); return; }
    if (open) open.close();
    const approves = decision === 'approve';
    const typed = form.querySelector('textarea');
    const least = (approves && typed && +typed.dataset.least) || 0;
    const reason = make('textarea', { rows: 2, maxLength: 2000, id: 'confirm-reason', value: typed ? typed.value : '' });
    const back = make('button', { type: 'button', className: 'button', textContent: 'Back' });
    const go = make('button', { type: 'button', className: 'verdict ' + decision, textContent: approves ? 'Approve it' : 'Deny it' });
    const verdicts = make('div', { className: 'verdicts' }, back, go);
    const dialog = make('dialog', { id: 'confirm' },
      make('h2', { id: 'confirm-h', textContent: approves ? 'Approve this?' : 'Deny this?' }),
      make('p', { className: 'what', textContent: document.querySelector('.headline h1').textContent }),
      copy('.headline .tool'), copy('.facts .target'), copy('#arguments .code'), copy('#decide .digest'),
      make('label', { className: 'field', htmlFor: 'confirm-reason', textContent: !approves ? 'Reason, which a denial needs' : least ? 'Reason, of ' + least + ' letters or digits at least' : 'Reason' }),
      reason, verdicts);
    dialog.setAttribute('aria-labelledby', 'confirm-h');
    back.addEventListener('click', () => dialog.close());
    go.addEventListener('click', () => {
      const now = document.querySelector('#decide form');
      const real = now && now.querySelector('button[value="' + decision + '"]');
      if (!real) { dialog.close(); say('It is decided already.'); return; }
      if ((!approves && !reason.value.trim()) || letters(reason.value) < least) { reason.setAttribute('aria-invalid', 'true'); reason.focus(); return; }
      if (typed) typed.value = reason.value;
      dialog.close();
      now.requestSubmit(real);
    });
    dialog.addEventListener('close', () => {
      if (typed && typed.isConnected) typed.value = reason.value;
      dialog.remove();
      open = null;
    });
    main.append(dialog);
    open = dialog;
    dialog.showModal();
    reason.focus();
  }
  document.addEventListener('holdpoint:request', () => { if (open && !document.querySelector('#decide form')) open.close(); });
  document.addEventListener('click', (e) => {
    const to = e.target.closest('[data-decide]');
    if (!to) return;
    e.preventDefault();
    confirm(to.dataset.decide);
  });
  // On a phone the bar lies over the page: it offers to approve once the end of what is asked for has come into view.
  const end = $('seen-all');
  if (end && $('read-on') && window.IntersectionObserver) {
    const offer = (on) => { $('read-on').hidden = on; document.querySelector('#decide-bar .approve').hidden = !on; };
    const watch = new IntersectionObserver((seen) => {
      if (!seen.some((e) => e.isIntersecting || e.boundingClientRect.top < 0)) return;
      watch.disconnect();
      offer(true);
    }, { rootMargin: '0px 0px -72px 0px' });
    offer(false);
    watch.observe(end);
    $('read-on').addEventListener('click', (e) => { e.preventDefault(); window.scrollBy({ top: window.innerHeight * 0.7 }); });
  }
  const then = new URLSearchParams(location.search).get('then');
  if (kind === 'request' && (then === 'approve' || then === 'deny')) {
    history.replaceState(null, '', location.pathname);
    confirm(then);
  }

  // ---- the way back: to the view of the inbox that was left, and to the row that was opened or what took its place
  const left = (name, value) => {
    try {
      if (value === undefined) return sessionStorage.getItem('holdpoint-' + name) || '';
      sessionStorage.setItem('holdpoint-' + name, value);
    } catch (e) { /* a browser that keeps nothing goes back to the whole inbox */ }
    return '';
  };
  function inboxLeft() {
    left('back', 'yes');
    return /^\/(\?|$)/.test(left('inbox')) ? left('inbox') : '/';
  }
  if (kind === 'inbox') {
    left('inbox', location.pathname + location.search);
    document.addEventListener('click', (e) => { const row = e.target.closest('#rows a.row'); if (row) leave(row); });
  } else if (['request', 'together', 'together-done'].includes(kind)) {
    document.addEventListener('click', (e) => { const to = e.target.closest('main a[href="/"]'); if (to) to.href = inboxLeft(); });
  }
  function leave(row) {
    left('row', row.parentElement.dataset.id);
    left('place', String(items().indexOf(row)));
  }

  // ---- keys
  const KEYS = {
    inbox: [['j k', 'next, previous'], ['Enter', 'open'], ['a d', 'open to approve, to deny'], ['x', 'tick'], ['t', 'look at the ticked together'], ['n', 'show what is new'], ['/', 'search']],
    request: [['a d', 'approve, deny: shows what, and asks for the reason'], ['n', 'after a decision: the next in the inbox'], ['u', 'back to the inbox']],
    together: [['j k', 'next, previous'], ['a d l', 'set to approve, deny, leave'], ['u', 'back to the inbox']],
  };
  function help() {
    const list = make('dl', { className: 'keylist' });
    for (const [keys, what] of KEYS[kind] || [['u', 'back to the inbox']]) {
      const dt = make('dt', {});
      for (const k of keys.split(' ')) dt.append(make('kbd', { textContent: k }), ' ');
      list.append(dt, make('dd', { textContent: what }));
    }
    const close = make('button', { type: 'button', className: 'button spaced', textContent: 'Close' });
    const dialog = make('dialog', { id: 'keys' }, make('h2', { textContent: 'Keys' }), list, close);
    close.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => dialog.remove());
    main.append(dialog);
    dialog.showModal();
  }
  const items = () => [...document.querySelectorAll(kind === 'together' ? '.together > li' : '#rows a.row')];
  const current = () => items().find((i) => i === document.activeElement || i.contains(document.activeElement) || (i.parentElement.matches('#rows li') && i.parentElement.contains(document.activeElement)));
  function move(by) {
    const all = items();
    if (!all.length) return;
    const at = all.indexOf(current());
    const to = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
    if (kind === 'together') to.tabIndex = -1;
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: 'nearest' });
  }
  function onInbox(key) {
    const row = current();
    const li = row && row.parentElement;
    const tick = li && li.querySelector('.pick input');
    if (key === 'x' && tick && !tick.disabled) tick.click();
    else if (key === 't' && ticks().length) $('together').requestSubmit();
    else if (key === 'n' && !$('show-new').hidden) $('show-new').click();
    else if (key === '/' && $('q')) { $('q').focus(); $('q').select(); }
    else if ((key === 'a' || key === 'd') && li && !li.matches('.many, .gone')) { leave(row); location.assign(row.href + '?then=' + (key === 'a' ? 'approve' : 'deny')); }
    else return false;
    return true;
  }
  function onTogether(key) {
    const value = { a: 'approve', d: 'deny', l: 'leave' }[key];
    const radio = value && current() && current().querySelector('input[value="' + value + '"]');
    if (!radio) return false;
    radio.checked = true;
    return true;
  }
  document.addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
    if (e.key === 'Escape' && e.target.id === 'q') { e.target.blur(); move(0); return; }
    if (typing(e.target) || document.querySelector('dialog[open]')) return;
    let done = true;
    if (e.key === '?') help();
    else if (e.key === 'u' && kind !== 'inbox') location.assign(inboxLeft());
    else if (e.key === 'n' && kind === 'request' && $('up-next')) $('up-next').click();
    else if ((e.key === 'j' || e.key === 'k') && items().length) move(e.key === 'j' ? 1 : -1);
    else if ((e.key === 'ArrowDown' || e.key === 'ArrowUp') && kind === 'inbox' && current()) move(e.key === 'ArrowDown' ? 1 : -1);
    else if (kind === 'request' && (e.key === 'a' || e.key === 'd')) confirm(e.key === 'a' ? 'approve' : 'deny');
    else if (kind === 'inbox') done = onInbox(e.key);
    else if (kind === 'together') done = onTogether(e.key);
    else done = false;
    if (done) e.preventDefault();
  });

  // ---- several at once
  const ticks = () => [...document.querySelectorAll('#rows .pick input:checked')];
  const most = 25;
  function ticked() {
    const bar = $('together-bar');
    if (!bar) return;
    const n = ticks().length;
    bar.classList.toggle('none-ticked', n === 0);
    $('ticked').textContent = n ? n + ' ticked' : '';
    $('tick-all').textContent = n ? 'Untick all' : 'Tick all';
    $('tick-all').hidden = !document.querySelector('#rows .pick input');
  }
  document.addEventListener('change', (e) => {
    if (!e.target.matches('.pick input')) return;
    if (ticks().length > most) { e.target.checked = false; say('At most ' + most + ' can be looked at together.'); }
    ticked();
  });
  document.addEventListener('holdpoint:shown', ticked);
  document.addEventListener('click', (e) => {
    if (e.target.id === 'tick-all') {
      const on = !ticks().length;
      let n = 0;
      for (const i of document.querySelectorAll('#rows .pick input:enabled')) i.checked = on && n++ < most;
      ticked();
    }
    const all = e.target.closest('[data-set-all]');
    if (all) for (const i of document.querySelectorAll('.three-way input[value="' + all.dataset.setAll + '"]')) i.checked = true;
  });
  if (kind === 'inbox' && left('back')) {
    left('back', '');
    const all = items();
    const to = all.find((row) => row.parentElement.dataset.id === left('row')) || all[Math.min(+left('place'), all.length - 1)];
    if (to) to.focus();
  }
  if (kind === 'inbox') { ticked(); window.addEventListener('pageshow', ticked); }

  // ---- signals, each wanted on its own; a browser that keeps nothing keeps them off
  const kept = (name) => { try { return localStorage.getItem(name) === 'on'; } catch (e) { return false; } };
  const keep = (name, on) => { try { localStorage.setItem(name, on ? 'on' : 'off'); } catch (e) { say('This browser keeps no settings.'); } };
  function awake() { if (kept('holdpoint-sound') || kept('holdpoint-notice')) document.body.dataset.awake = 'yes'; else delete document.body.dataset.awake; }
  let audio = null;
  function sound() {
    audio = audio || new AudioContext();
    const at = audio.currentTime;
    for (const [i, tone] of [660, 880].entries()) {
      const o = audio.createOscillator();
      const g = audio.createGain();
      o.frequency.value = tone;
      g.gain.setValueAtTime(0.08, at + i * 0.14);
      g.gain.exponentialRampToValueAtTime(0.001, at + i * 0.14 + 0.13);
      o.connect(g).connect(audio.destination);
      o.start(at + i * 0.14);
      o.stop(at + i * 0.14 + 0.14);
    }
  }
  if (kind === 'inbox' && $('tell-sound')) {
    const state = $('tell-state');
    $('tell-sound').checked = kept('holdpoint-sound');
    $('tell-notice').checked = kept('holdpoint-notice') && window.Notification && Notification.permission === 'granted';
    $('tell-sound').addEventListener('change', (e) => { keep('holdpoint-sound', e.target.checked); awake(); if (e.target.checked) sound(); });
    $('tell-notice').addEventListener('change', async (e) => {
      let on = e.target.checked;
      if (on && !window.Notification) { on = false; state.textContent = 'This browser shows no notifications.'; }
      if (on && (await Notification.requestPermission()) !== 'granted') { on = false; state.textContent = 'The browser does not allow it for this site.'; }
      e.target.checked = on;
      keep('holdpoint-notice', on);
      awake();
    });
    awake();
    const known = new Map([...document.querySelectorAll('#rows li')].map((li) => [li.dataset.id, +li.dataset.n]));
    document.addEventListener('holdpoint:inbox', (e) => {
      const fresh = e.detail.rows.filter((r) => (known.get(r.id) || 0) < +r.n);
      for (const r of e.detail.rows) known.set(r.id, +r.n);
      if (!fresh.length) return;
      if (kept('holdpoint-sound')) sound();
      if (kept('holdpoint-notice') && window.Notification && Notification.permission === 'granted' && !document.hasFocus()) {
        const tools = [...new Set(fresh.map((r) => r.tool.slice(0, 80)))];
        const n = new Notification(e.detail.waiting + ' wait for you', { body: tools.slice(0, 4).join(', ') + (tools.length > 4 ? ', …' : ''), tag: 'holdpoint' });
        n.onclick = () => { window.focus(); n.close(); };
      }
    });
  }
})();
