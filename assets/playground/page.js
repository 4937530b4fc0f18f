import { commandForm, commandVariants, filesTaken } from './command-form.js';
import { byId, element } from './dom.js';
import { drawMessage } from './message-view.js';
import { openModal } from './modal-view.js';
import { loadTexts, text } from './texts.js';

const NEAR_THE_END_PX = 120;
/** What the page knows; the server is asked again whenever the person or the channel changes. */
const page = {
  userId: sessionStorage.getItem('person') ?? '',
  channelId: '',
  state: undefined,
  stream: undefined,
  openForm: undefined,
};
/** Interactions that wait for the bot, with the line that says so. */
const waiting = new Map();

const world = {
  userName: (id) => nameOf([...page.state.people, page.state.bot].find((user) => user.id === id)),
  channelName: (id) => page.state.channels.find((channel) => channel.id === id)?.name ?? text('unknownUser'),
  peopleOptions: () => page.state.people.map((user) => ({ label: nameOf(user), value: user.id })),
  channelOptions: () =>
    page.state.channels.filter(({ isDirect }) => !isDirect).map(({ id, name }) => ({ label: `#${name}`, value: id })),
};

function nameOf(user) {
  return user?.global_name ?? text('unknownUser');
}

/** Keeps the newest message in view, unless the reader has scrolled up. */
function keepEndInView(change) {
  const list = byId('messages');
  const wasAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_THE_END_PX;
  change(list);
  const follow = () => {
    if (wasAtEnd) list.scrollTop = list.scrollHeight;
  };
  follow();
  for (const picture of list.querySelectorAll('img'))
    if (!picture.complete) picture.addEventListener('load', follow, { once: true });
}

function addLine(className, content) {
  const line = element('p', { class: className }, content);
  keepEndInView((list) => list.append(line));
  return line;
}

/**
 * Sends what the person did.
 *
 * @param fill adds files to the form
 * @returns the server's answer; undefined if Discord would have refused
 */
async function send(action, fill) {
  const form = new FormData();
  form.set('action', JSON.stringify({ userId: page.userId, channelId: page.channelId, ...action }));
  await fill?.(form);
  const answer = await fetch('/playground/api/actions', { method: 'POST', body: form });
  const body = await answer.json();
  if (!answer.ok) {
    if (action.kind !== 'autocomplete') addLine('line failed', text('refused'));
    return undefined;
  }
  if (body.id !== undefined) awaitAnswer(body.id, action);
  return body;
}

/** States that arrived before the answer to the request that caused them. */
const early = new Map();

function awaitAnswer(id, action) {
  const command = action.kind === 'command' ? `/${action.name}` : text('interaction');
  const line = action.kind === 'command' ? addLine('line', text('waiting', { command })) : undefined;
  waiting.set(id, { line, command });
  const known = early.get(id);
  early.delete(id);
  if (known !== undefined) settle(known);
}

function settle(event) {
  const entry = waiting.get(event.id);
  if (entry === undefined) {
    early.set(event.id, event);
    return;
  }
  if (event.state === 'waiting') return;
  waiting.delete(event.id);
  entry.line?.remove();
  if (event.state === 'failed') addLine('line failed', `${entry.command}: ${text('failed')}`);
  if (event.modal !== undefined) openModal(event.id, event.modal, { world, send });
}

function showMessage(entry) {
  const { id } = entry.message;
  const act = (action) => send({ messageId: id, ...action });
  const drawn = drawMessage(entry, { world, act });
  keepEndInView((list) => {
    const old = list.querySelector(`[data-id="${id}"]`);
    if (old === null) list.append(drawn);
    else old.replaceWith(drawn);
  });
}

const HANDLERS = {
  message: ({ entry }) => showMessage(entry),
  'message-deleted': ({ id }) => byId('messages').querySelector(`[data-id="${id}"]`)?.remove(),
  commands: () => refresh(),
  interaction: settle,
};

function closeForm() {
  page.openForm = undefined;
  byId('form').replaceChildren();
  byId('commands').hidden = false;
}

function openForm(variant) {
  page.openForm = commandForm(variant, { world, send, done: closeForm });
  byId('form').replaceChildren(page.openForm.form);
  byId('commands').hidden = true;
  page.openForm.form.querySelector('input:not([type=file]), select')?.focus({ preventScroll: true });
}

/** Dropped or pasted pictures go into the open form, or open the first command that takes so many. */
function takeFiles(files) {
  if (page.openForm === undefined) {
    const variants = commandVariants(page.state.commands);
    const variant = variants.find((one) => filesTaken(one) >= files.length) ?? variants.find(filesTaken);
    if (variant === undefined) return;
    openForm(variant);
  }
  page.openForm.putFiles(files);
}

function drawCommands() {
  const variants = commandVariants(page.state.commands);
  const buttons = variants.map((variant) =>
    element(
      'button',
      { class: 'chip', type: 'button', title: variant.description, click: () => openForm(variant) },
      `/${variant.name}`,
      element('small', {}, variant.description),
    ),
  );
  byId('commands').replaceChildren(...(buttons.length > 0 ? buttons : [text('noBot')]));
}

function drawPickers() {
  const { people, channels, guildName, bot, userId, channelId } = page.state;
  byId('guild').textContent = guildName;
  byId('person').replaceChildren(
    ...people.map((user) => element('option', { value: user.id, selected: user.id === userId }, nameOf(user))),
  );
  const label = ({ name, isDirect }) => (isDirect ? text('directMessages', { bot: nameOf(bot) }) : `# ${name}`);
  byId('channel').replaceChildren(
    ...channels.map((channel) =>
      element('option', { value: channel.id, selected: channel.id === channelId }, label(channel)),
    ),
  );
}

/** Asks the server for everything and draws it. */
async function refresh() {
  const query = new URLSearchParams({ user: page.userId, channel: page.channelId });
  page.state = await (await fetch(`/playground/api/state?${query}`)).json();
  Object.assign(page, { userId: page.state.userId, channelId: page.state.channelId });
  sessionStorage.setItem('person', page.userId);
  drawPickers();
  drawCommands();
  byId('messages').replaceChildren(element('p', { class: 'welcome' }, text('welcome')));
  for (const entry of page.state.messages) showMessage(entry);
  byId('messages').scrollTop = byId('messages').scrollHeight;
}

/** Listens first and asks then, so that nothing is missed in between. */
function listen() {
  page.stream?.close();
  const query = new URLSearchParams({ user: page.userId, channel: page.channelId });
  page.stream = new EventSource(`/playground/api/events?${query}`);
  page.stream.addEventListener('open', () => {
    byId('disconnected').hidden = true;
    void refresh();
  });
  page.stream.addEventListener('error', () => {
    byId('disconnected').hidden = false;
  });
  page.stream.addEventListener('message', ({ data }) => {
    const event = JSON.parse(data);
    if (page.state !== undefined) HANDLERS[event.kind]?.(event);
  });
}

byId('person').addEventListener('change', (event) => {
  page.userId = event.target.value;
  closeForm();
  listen();
});
byId('channel').addEventListener('change', (event) => {
  page.channelId = event.target.value;
  closeForm();
  listen();
});
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  if (event.dataTransfer.files.length > 0) takeFiles([...event.dataTransfer.files]);
});
document.addEventListener('paste', (event) => {
  const files = [...event.clipboardData.files];
  if (files.length > 0) takeFiles(files);
});

await loadTexts();
byId('commands').setAttribute('aria-label', text('commands'));
listen();
