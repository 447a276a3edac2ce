// Passkeys: asks the browser for one where a form needs a proof, or registers one. What comes of it is judged by the server.
(function () {
  'use strict';
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const text = (buffer) => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const named = (list) => (list || []).map((c) => ({ ...c, id: bytes(c.id) }));

  async function call(form, path, fields) {
    let answer;
    let body = null;
    try {
      answer = await fetch(path, { method: 'POST', headers: { Accept: 'application/json' }, body: new URLSearchParams({ _csrf: form.elements._csrf.value, ...fields }) });
      if (answer.status !== 204) body = await answer.json();
    } catch {
      throw new Error('That could not be asked. Open the page anew, and try again.');
    }
    if (!answer.ok) throw new Error(body.said || 'That was refused. Open the page anew, and try again.');
    return body;
  }

  // The browser does not say why: nobody was there, it was broken off, or this is not the console's own address.
  async function ask(what) {
    try {
      return await what();
    } catch (e) {
      if (e.name === 'InvalidStateError') throw new Error('That device has a passkey here already.');
      if (e.name === 'SecurityError') throw new Error('Passkeys count at the console’s own address only, and this is another.');
      throw new Error('Your device gave no passkey. Try again, or give your password.');
    }
  }

  async function prove(form) {
    const options = await call(form, '/account/passkeys/prove/begin', {});
    options.challenge = bytes(options.challenge);
    options.allowCredentials = named(options.allowCredentials);
    const given = await ask(() => navigator.credentials.get({ publicKey: options }));
    await call(form, '/account/passkeys/prove', { answer: JSON.stringify({
      id: given.id, rawId: text(given.rawId), type: given.type, clientExtensionResults: {},
      response: { clientDataJSON: text(given.response.clientDataJSON), authenticatorData: text(given.response.authenticatorData), signature: text(given.response.signature), userHandle: text(given.response.userHandle) },
    }) });
  }

  async function register(form) {
    const options = await call(form, '/account/passkeys/begin', {});
    options.challenge = bytes(options.challenge);
    options.user.id = bytes(options.user.id);
    options.excludeCredentials = named(options.excludeCredentials);
    const made = await ask(() => navigator.credentials.create({ publicKey: options }));
    form.elements.answer.value = JSON.stringify({
      id: made.id, rawId: text(made.rawId), type: made.type, clientExtensionResults: {},
      response: { clientDataJSON: text(made.response.clientDataJSON), attestationObject: text(made.response.attestationObject) },
    });
  }

  // One ceremony at a time; the form goes on with the button that was pressed once it is through.
  function first(form, by, ceremony) {
    if (form.dataset.asking) return;
    const said = form.querySelector('[data-passkey-said]');
    form.dataset.asking = 'yes';
    said.hidden = true;
    ceremony(form).then(
      () => { form.dataset.through = 'yes'; form.requestSubmit(by); },
      (e) => { said.textContent = e.message; said.hidden = false; },
    ).finally(() => { delete form.dataset.asking; });
  }

  // Nothing but an approval needs a proof; where several are decided, whether one of them is one.
  function needed(form, by) {
    if (by.dataset.proof === undefined || !form.querySelector('[data-passkey]') || form.elements.password.value) return false;
    const choices = [...form.querySelectorAll('input[type=radio][value=approve]')];
    return !choices.length || choices.some((c) => c.checked);
  }

  document.addEventListener('submit', (e) => {
    const form = e.target;
    const by = e.submitter;
    if (!by || form.dataset.through) return;
    const ceremony = form.dataset.register !== undefined ? register : needed(form, by) ? prove : null;
    if (!ceremony) return;
    e.preventDefault();
    e.stopPropagation(); // before whatever takes the form for sent
    first(form, by, ceremony);
  }, true);
  window.addEventListener('pageshow', () => { for (const f of document.querySelectorAll('[data-through]')) delete f.dataset.through; });

  for (const e of document.querySelectorAll('[data-passkey]')) e.hidden = false;
  for (const e of document.querySelectorAll('[data-no-passkeys]')) e.hidden = true;
})();
