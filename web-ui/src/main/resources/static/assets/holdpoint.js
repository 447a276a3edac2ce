// Comfort on top of pages that work without it. Nothing here decides anything.
(function () {
  'use strict';
  const $ = (id) => document.getElementById(id);

  // ---- times: worded as the server words them
  function amount(s) {
    if (s < 60) return s + ' s';
    if (s < 3600) return Math.floor(s / 60) + ' min';
    if (s < 86400) { const m = Math.floor((s % 3600) / 60); return Math.floor(s / 3600) + ' h' + (m ? ' ' + m + ' min' : ''); }
    const h = Math.floor((s % 86400) / 3600);
    return Math.floor(s / 86400) + ' d' + (h ? ' ' + h + ' h' : '');
  }
  // The server's idea of now, so that a device with a wrong clock shows the same times.
  const drift = Date.parse(document.body.dataset.now) - Date.now() || 0;
  function tick() {
    const now = Date.now() + drift;
    for (const t of document.querySelectorAll('time[data-rel]')) {
      const away = Math.trunc((Date.parse(t.dateTime) - now) / 1000);
      const text = away === 0 ? 'now' : away < 0 ? amount(-away) + ' ago' : 'in ' + amount(away);
      if (t.textContent !== text) t.textContent = text;
    }
    for (const e of document.querySelectorAll('[data-until]')) {
      const left = (Date.parse(e.dataset.until) - now) / 1000;
      const u = left < 300 ? 'u-now' : left < 900 ? 'u-soon' : 'u-calm';
      if (!e.classList.contains(u)) { e.classList.remove('u-now', 'u-soon', 'u-calm'); e.classList.add(u); }
    }
  }
  setInterval(tick, 1000);

  // ---- toast
  document.addEventListener('holdpoint:say', (e) => toast(e.detail));
  let toastTimer;
  function toast(text) {
    const t = $('toast');
    t.textContent = text;
    t.classList.add('on');
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => t.classList.remove('on'), 4000);
  }

  // ---- copying
  function offerCopy(root) {
    for (const b of root.querySelectorAll('[data-copy], [data-copy-from]')) b.hidden = !navigator.clipboard;
  }
  document.addEventListener('click', (e) => {
    const b = e.target.closest('[data-copy], [data-copy-from]');
    if (!b) return;
    const text = b.dataset.copy || $(b.dataset.copyFrom).textContent;
    navigator.clipboard.writeText(text).then(() => toast('Copied'), () => toast('The browser did not allow copying'));
  });

  // ---- theme: the same cookie that the server sets for readers without script
  document.addEventListener('submit', (e) => {
    if (e.target.matches('.themes') && e.submitter) {
      e.preventDefault();
      const theme = e.submitter.value;
      document.documentElement.dataset.theme = theme;
      document.cookie = 'holdpoint-theme=' + theme + '; path=/; max-age=31536000; samesite=lax' + (location.protocol === 'https:' ? '; secure' : '');
      for (const b of e.target.querySelectorAll('button')) b.setAttribute('aria-pressed', String(b === e.submitter));
    }
    if (e.target.matches('[data-once]')) {
      if (e.target.dataset.sent) { e.preventDefault(); return; }
      e.target.dataset.sent = 'yes';
      for (const b of e.target.querySelectorAll('button')) b.setAttribute('aria-disabled', 'true');
    }
  });
  window.addEventListener('pageshow', () => {
    for (const f of document.querySelectorAll('[data-sent]')) {
      delete f.dataset.sent;
      for (const b of f.querySelectorAll('button')) b.removeAttribute('aria-disabled');
    }
  });

  // ---- menu
  document.addEventListener('click', (e) => {
    for (const m of document.querySelectorAll('details.menu[open]')) if (!m.contains(e.target)) m.open = false;
  });

  document.addEventListener('keydown', (e) => {
    if (e.key === 'Escape') for (const m of document.querySelectorAll('details.menu[open]')) { m.open = false; m.querySelector('summary').focus(); }
  });

  // ---- pages that read themselves anew
  let waiting = null; // the newest inbox that was not yet shown whole

  function readInbox(doc) {
    const now = $('rows');
    const next = doc.getElementById('rows');
    const have = new Map([...now.children].map((li) => [li.dataset.id, li]));
    const wanted = [...next.children];
    const ids = new Set(wanted.map((li) => li.dataset.id));
    document.dispatchEvent(new CustomEvent('holdpoint:inbox', { detail: { rows: wanted.map((li) => ({ ...li.dataset })), waiting: doc.getElementById('count').dataset.waiting } }));
    if (!have.size) { showInbox(doc); return; }
    for (const [id, li] of have) {
      const gone = !ids.has(id);
      li.classList.toggle('gone', gone);
      const mark = li.querySelector('.row-gone');
      mark.hidden = !gone;
      mark.textContent = !gone ? '' : li.classList.contains('many') ? 'Fewer by now' : 'No longer waiting for you';
      const tick = li.querySelector('.pick input');
      if (tick && gone) { tick.checked = false; tick.dispatchEvent(new Event('change', { bubbles: true })); }
      if (tick) tick.disabled = gone;
    }
    for (const li of wanted) {
      const old = have.get(li.dataset.id);
      if (!old) continue;
      old.querySelector('.row-got').replaceWith(li.querySelector('.row-got'));
      if (li.dataset.n !== old.dataset.n) {
        old.dataset.n = li.dataset.n;
        old.querySelector('.times-n').replaceWith(li.querySelector('.times-n'));
      }
    }
    // Rows that belong after all others move nothing; the rest waits until it is asked for.
    const lastKnown = wanted.findLastIndex((li) => have.has(li.dataset.id));
    const tail = lastKnown < 0 ? [] : wanted.slice(lastKnown + 1);
    let fresh = wanted.filter((li) => !have.has(li.dataset.id)).length;
    for (const li of tail) { li.classList.add('fresh'); now.append(document.adoptNode(li)); fresh--; }
    waiting = fresh > 0 ? doc : null;
    const bar = $('show-new');
    bar.hidden = fresh === 0;
    bar.textContent = fresh + ' new — show';
    setCount(doc.getElementById('count'));
  }

  // The row that has the focus keeps its place on the screen, and what was ticked stays ticked.
  function showInbox(doc) {
    const focused = document.activeElement && document.activeElement.closest('#rows li');
    const at = focused ? focused.getBoundingClientRect().top : 0;
    const ticked = new Set([...document.querySelectorAll('#rows .pick input:checked')].map((i) => i.value));
    const before = new Set([...$('rows').children].map((li) => li.dataset.id));
    const main = document.adoptNode(doc.getElementById('main'));
    const rows = main.querySelector('#rows');
    for (const li of rows.children) {
      if (!before.has(li.dataset.id)) li.classList.add('fresh');
      const tick = li.querySelector('.pick input');
      if (tick && ticked.has(tick.value)) tick.checked = true;
    }
    $('rows').replaceWith(rows);
    for (const id of ['empty', 'together-bar']) {
      const part = main.querySelector('#' + id);
      if ($(id) && !part) $(id).remove();
      if (part && !$(id)) rows.after(part);
    }
    for (const e of document.querySelectorAll('.script-only')) e.hidden = false;
    $('show-new').hidden = true;
    waiting = null;
    setCount(main.querySelector('#count'));
    document.dispatchEvent(new CustomEvent('holdpoint:shown'));
    if (!focused) return;
    const again = [...rows.children].find((li) => li.dataset.id === focused.dataset.id);
    if (again) {
      again.querySelector('a').focus({ preventScroll: true });
      window.scrollBy(0, again.getBoundingClientRect().top - at);
    }
  }

  function setCount(count) {
    $('count').textContent = count.textContent;
    $('count').dataset.waiting = count.dataset.waiting;
    document.title = (count.dataset.waiting === '0' ? '' : '(' + count.dataset.waiting + ') ') + 'Inbox · Holdpoint';
  }

  // The form keeps its place and its words as long as it can be used; what replaces it is as tall.
  function readRequest(doc) {
    for (const part of document.querySelectorAll('[data-live]')) {
      const next = doc.getElementById(part.id);
      if (!next) continue;
      const scroller = part.querySelector('.diagram');
      const left = scroller ? scroller.scrollLeft : 0;
      part.className = next.className;
      part.innerHTML = next.innerHTML;
      if (scroller && part.querySelector('.diagram')) part.querySelector('.diagram').scrollLeft = left;
    }
    const decide = $('decide');
    const next = doc.getElementById('decide');
    if (decide.dataset.state === 'open' && next.dataset.state === 'open') {
      const frozen = doc.getElementById('frozen-hint');
      if (frozen && $('frozen-hint')) {
        $('frozen-hint').hidden = frozen.hidden;
        decide.querySelector('button.approve').disabled = !frozen.hidden;
      }
      return;
    }
    if (decide.textContent === next.textContent) return;
    decide.style.minHeight = decide.offsetHeight + 'px';
    const typed = decide.querySelector('textarea');
    decide.dataset.state = next.dataset.state;
    decide.innerHTML = next.innerHTML;
    if (typed && typed.value && decide.querySelector('textarea')) decide.querySelector('textarea').value = typed.value;
    const jump = $('decide-bar');
    if (jump) jump.classList.toggle('off', next.dataset.state !== 'open');
    document.dispatchEvent(new CustomEvent('holdpoint:request'));
    toast(decide.querySelector('h2').textContent);
  }

  document.addEventListener('htmx:beforeSwap', (e) => {
    if (!e.target.matches('[data-reread]')) return;
    e.detail.shouldSwap = false;
    const doc = new DOMParser().parseFromString(e.detail.xhr.responseText, 'text/html');
    const there = doc.getElementById('main');
    const here = $('main');
    if (!there || there.dataset.page !== here.dataset.page) {
      if (there && there.dataset.page === 'sign-in') toast('You are signed out. Reload the page to sign in again.');
      return;
    }
    if (here.dataset.page === 'inbox') readInbox(doc);
    if (here.dataset.page === 'request') readRequest(doc);
    offerCopy(document);
    tick();
  });

  function liveState(on) {
    const s = $('live-state');
    if (!s) return;
    s.hidden = false;
    s.classList.toggle('on', on);
    s.textContent = on ? 'live' : 'connecting again';
  }
  document.addEventListener('htmx:sseOpen', () => liveState(true));
  document.addEventListener('htmx:sseError', () => liveState(false));

  // A connection that is closed by leaving the page is no error.
  const sources = new Set();
  let leaving = false;
  if (window.htmx) htmx.createEventSource = (url) => {
    const source = new EventSource(url);
    source.addEventListener('error', (e) => { if (leaving) e.stopImmediatePropagation(); });
    sources.add(source);
    return source;
  };
  window.addEventListener('beforeunload', () => { leaving = true; setTimeout(() => { leaving = false; }, 3000); });
  window.addEventListener('pagehide', () => { for (const s of sources) s.close(); });
  window.addEventListener('pageshow', (e) => { if (e.persisted && $('live')) setLive($('live').getAttribute('sse-connect')); });

  // A page nobody looks at gives its connection back; browsers allow few. On return it reads itself anew.
  let asleep = null;
  function setLive(url) {
    const live = $('live');
    if (!live || !window.htmx) return;
    const fresh = live.cloneNode(true);
    if (url) fresh.setAttribute('sse-connect', url); else fresh.removeAttribute('sse-connect');
    htmx.swap(live, '', { swapStyle: 'delete' });
    if (live.isConnected) live.remove();
    $('main').prepend(fresh);
    htmx.process(fresh);
    if (url) htmx.trigger(fresh.querySelector('[data-reread]'), 'reread');
  }
  let sleepTimer;
  document.addEventListener('visibilitychange', () => {
    clearTimeout(sleepTimer);
    const live = $('live');
    if (!live) return;
    if (document.hidden && !document.body.dataset.awake) {
      sleepTimer = setTimeout(() => { asleep = live.getAttribute('sse-connect'); setLive(null); }, 30000);
    } else if (asleep) {
      setLive(asleep);
      asleep = null;
    }
  });

  // ---- forms of the policy
  for (const e of document.querySelectorAll('.script-only')) e.hidden = false;

  // Enter beside a helper's button presses that button, and does not save the form.
  document.addEventListener('keydown', (e) => {
    if (e.key !== 'Enter' || !e.target.dataset || !e.target.dataset.enter) return;
    e.preventDefault();
    $(e.target.dataset.enter).click();
  });

  // A word of the palette goes where the cursor is, and can be undone like typed text.
  document.addEventListener('click', (e) => {
    const word = e.target.closest('[data-insert]');
    if (!word) return;
    const field = $(word.dataset.insert);
    field.focus();
    const before = field.value.slice(0, field.selectionStart);
    const text = (before && !/[\s(!]$/.test(before) ? ' ' : '') + word.textContent;
    if (!document.execCommand('insertText', false, text)) {
      field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
  });

  // The editor grows with its text and numbers its lines; a fault's place leads into the text.
  const yaml = $('yaml');
  if (yaml) {
    const gutter = document.querySelector('.gutter');
    const number = () => {
      const lines = yaml.value.split('\n').length;
      while (gutter.childElementCount > lines) gutter.lastElementChild.remove();
      while (gutter.childElementCount < Math.min(lines, 5000)) {
        const n = document.createElement('span');
        n.textContent = gutter.childElementCount + 1;
        n.id = 'L' + n.textContent;
        gutter.append(n);
      }
      yaml.rows = lines + 1;
    };
    yaml.addEventListener('input', number);
    number();
    document.addEventListener('click', (e) => {
      const to = e.target.closest('[data-line]');
      if (!to) return;
      e.preventDefault();
      const lines = yaml.value.split('\n');
      const line = Math.min(+to.dataset.line, lines.length);
      let at = 0;
      for (let i = 0; i < line - 1; i++) at += lines[i].length + 1;
      const column = [...lines[line - 1]].slice(0, +to.dataset.column - 1).join('').length;
      yaml.focus();
      yaml.setSelectionRange(at + column, at + column);
      const mark = $('L' + line);
      if (mark) mark.scrollIntoView({ block: 'center' });
    });
  }

  // A file that cannot be taken is told before it travels.
  for (const f of document.querySelectorAll('[data-most-mb]')) {
    f.addEventListener('change', () => {
      const large = f.files[0] && f.files[0].size > f.dataset.mostMb * 1048576;
      f.setCustomValidity(large ? 'This file is larger than ' + f.dataset.mostMb + ' MiB.' : '');
      f.reportValidity();
    });
  }

  // Who leaves a form with something typed into it is asked.
  let typed = false;
  document.addEventListener('input', (e) => { if (e.target.closest('form.editor, form.yaml-form')) typed = true; });
  document.addEventListener('submit', () => { typed = false; });
  window.addEventListener('beforeunload', (e) => { if (typed) e.preventDefault(); });

  if ($('show-new')) $('show-new').addEventListener('click', () => { if (waiting) showInbox(waiting); if (!document.activeElement.closest('#rows')) $('rows').querySelector('a')?.focus(); });
  if ($('count') && $('main').dataset.page === 'inbox') setCount($('count'));
  offerCopy(document);
  tick();
})();
