'use strict';

const byId = (id) => document.getElementById(id);
const verbs = ['get', 'post', 'put', 'delete'];
let api;

/** An element with attributes (a function is a listener) and children, which are elements or texts. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== ''));
  return element;
}

/** What descriptions use of Markdown: lists, links, and `code`. */
function prose(text) {
  const block = make('div');
  let list;
  for (const line of text.replace(/([^\n])\n(?!-|\n)/g, '$1 ').split('\n')) {
    if (line.startsWith('- ')) {
      list ??= block.appendChild(make('ul'));
      list.append(make('li', null, inline(line.slice(2))));
    } else if (line.trim()) {
      list = undefined;
      block.append(make('p', null, inline(line)));
    }
  }
  return block;
}

function inline(text) {
  return text.split(/(`[^`]+`|\[[^\]]+\]\([^)]+\))/).map((part) => {
    const link = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(part);
    if (link) return make('a', { href: link[2] }, inline(link[1]));
    return part.length > 2 && part.startsWith('`') ? make('code', null, part.slice(1, -1)) : part;
  });
}

function resolve(node) {
  return node?.$ref ? { ...node.$ref.slice(2).split('/').reduce((at, part) => at[part], api), ...node, $ref: undefined, named: node.$ref } : node;
}

/** The schema without what makes it nullable, and whether it was. */
function bare(schema) {
  const found = resolve(schema);
  const others = found.anyOf?.filter((shape) => shape.type !== 'null');
  if (others?.length === 1 && others.length < found.anyOf.length) {
    const [inner, description] = [resolve(others[0]), found.description];
    return [{ ...inner, description: description ?? inner.description }, true];
  }
  return [found, (Array.isArray(found.type) && found.type.includes('null')) || (found.anyOf && others.length < found.anyOf.length)];
}

function typeOf(schema) {
  const [type, isNullable] = bare(schema);
  const kinds = [type.type ?? (type.anyOf ? 'one of several' : 'anything')].flat().filter((kind) => kind !== 'null');
  let text = kinds.join(' or ');
  if (kinds[0] === 'array') text = `list of ${typeOf(type.items)}`;
  const bounds = [
    type.format,
    type.minimum !== undefined && `from ${type.minimum}`,
    type.maximum !== undefined && `to ${type.maximum}`,
    type.minLength && `at least ${type.minLength} characters`,
    type.maxLength && `at most ${type.maxLength} characters`,
    type.maxItems && `at most ${type.maxItems}`,
    type.default !== undefined && `default ${JSON.stringify(type.default)}`,
    isNullable && 'or null',
  ];
  return [text, ...bounds.filter(Boolean)].join(', ');
}

function wordsOf(schema) {
  const words = bare(schema)[0].enum?.filter((word) => word !== null);
  return words ? make('div', { class: 'faint' }, 'One of ', words.flatMap((word, at) => [at ? ', ' : '', make('code', null, String(word))])) : undefined;
}

/** The members of a schema, those of others inside them on demand. */
function fieldsOf(schema, seen = []) {
  const [type] = bare(schema);
  if (type.named && seen.includes(type.named)) return make('p', { class: 'faint' }, 'As above.');
  const inside = type.named ? [...seen, type.named] : seen;
  if (type.allOf) return make('div', null, type.allOf.map((part) => fieldsOf(part, inside)));
  if (type.anyOf) return make('div', null, type.anyOf.map((shape) => nested(shape.$ref?.split('/').pop() ?? typeOf(shape), shape, inside)));
  if (bare(type)[0].type === 'array' || type.type?.includes?.('array')) return fieldsOf(type.items, inside);
  if (!type.properties) {
    return typeof type.additionalProperties === 'object' ? nested('each member', type.additionalProperties, inside) : make('span');
  }
  return make('ul', { class: 'fields' }, Object.entries(type.properties).map(([name, field]) => {
    const described = resolve(field).description;
    return make('li', null,
      make('code', null, name),
      make('span', { class: 'type' }, typeOf(field)),
      type.required?.includes(name) && type.additionalProperties === false ? make('span', { class: 'must' }, 'required') : '',
      described ? prose(described) : '',
      wordsOf(field) ?? '',
      hasMembers(field) ? nested('Fields', field, inside) : '');
  }));
}

function hasMembers(schema) {
  const [type] = bare(schema);
  return Boolean(type.properties || type.anyOf || type.allOf || typeof type.additionalProperties === 'object' || (type.items && hasMembers(type.items)));
}

function nested(title, schema, seen) {
  return later(make('details', { class: 'nested' }, make('summary', null, title)), () => fieldsOf(schema, seen));
}

/** Fills a <details> when it is opened for the first time. */
function later(details, fill) {
  details.addEventListener('toggle', () => details.open && details.append(fill()), { once: true });
  return details;
}

const shown = (value) => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

function contentOf(content, isRequest) {
  return Object.entries(content ?? {}).map(([type, media]) => [
    make('p', { class: 'faint' }, make('code', null, type)),
    media.schema ? fieldsOf(media.schema) : '',
    media.example !== undefined ? make('details', { class: 'nested', open: isRequest }, make('summary', null, 'Example'), make('pre', { tabindex: 0 }, shown(media.example))) : '',
  ]);
}

function parameterList(parameters) {
  return make('ul', { class: 'fields' }, parameters.map((parameter) => make('li', null,
    make('code', null, parameter.name),
    make('span', { class: 'type' }, `${typeOf(parameter.schema)} · ${parameter.in}`),
    parameter.required ? make('span', { class: 'must' }, 'required') : '',
    parameter.description ? prose(parameter.description) : '',
    wordsOf(parameter.schema) ?? '')));
}

function answerList(responses) {
  return Object.entries(responses).map(([status, given]) => {
    const response = resolve(given);
    const first = response.description.split('\n').length > 1 ? `${response.description.split('\n').length} codes` : response.description;
    const title = make('summary', null, make('code', null, status), ' ', response.description.startsWith('- ') ? inline(first.replace(/^- /, '')) : inline(first));
    return later(make('details', { class: 'answer' }, title), () => make('div', null,
      prose(response.description),
      make('p', { class: 'faint' }, 'Headers: ', Object.keys(response.headers ?? {}).join(', ')),
      contentOf(response.content, false)));
  });
}

function describe(path, verb, operation) {
  const parameters = (operation.parameters ?? []).map(resolve);
  return make('div', null,
    operation.description ? prose(operation.description) : '',
    operation.security?.length === 0 ? make('p', { class: 'faint' }, 'Open to anyone.') : '',
    parameters.length ? [make('h3', null, 'Parameters'), parameterList(parameters)] : '',
    operation.requestBody ? [make('h3', null, 'Body'), contentOf(operation.requestBody.content, true)] : '',
    make('h3', null, 'Answers'), answerList(operation.responses),
    tryIt(path, verb, operation, parameters));
}

function tryIt(path, verb, operation, parameters) {
  const id = operation.operationId;
  const content = operation.requestBody?.content ?? {};
  const isJson = Boolean(content['application/json']) && content['application/json'].example !== undefined && !content['multipart/form-data'];
  const inputs = parameters.map((parameter) => {
    const field = make('input', { id: `${id}-${parameter.in}-${parameter.name}`, required: parameter.in === 'path', spellcheck: 'false' });
    return [parameter, field];
  });
  const body = operation.requestBody && (isJson
    ? make('textarea', { id: `${id}-body`, rows: 8, spellcheck: 'false' })
    : make('input', { id: `${id}-body`, type: 'file' }));
  if (isJson) body.value = shown(content['application/json'].example);
  const result = make('div', { 'aria-live': 'polite' });
  const form = make('form', { class: 'try' },
    make('h3', null, 'Try it'),
    inputs.map(([parameter, field]) => make('div', { class: 'row' }, make('label', { for: field.id }, parameter.name), field)),
    body ? [make('label', { for: body.id }, isJson ? 'Body' : 'File'), body] : '',
    make('p', null, make('button', { type: 'submit' }, `Send ${verb.toUpperCase()}`)),
    result);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send(path, verb, inputs, isJson, body, content).then(
      (shownResult) => result.replaceChildren(...shownResult),
      (trouble) => result.replaceChildren(make('p', { class: 'must' }, String(trouble))));
  });
  return form;
}

async function send(path, verb, inputs, isJson, body, content) {
  const [query, headers] = [new URLSearchParams(), new Headers()];
  let address = path;
  for (const [parameter, field] of inputs) {
    if (parameter.in === 'path') address = address.replace(`{${parameter.name}}`, encodeURIComponent(field.value));
    else if (field.value && parameter.in === 'query') query.append(parameter.name, field.value);
    else if (field.value) headers.set(parameter.name, field.value);
  }
  if (byId('token').value) headers.set('Authorization', `Bearer ${byId('token').value.trim()}`);
  let sent;
  if (body && isJson) {
    headers.set('Content-Type', 'application/json');
    sent = body.value;
  } else if (body?.files[0]) {
    if (content['multipart/form-data']) {
      sent = new FormData();
      sent.append('file', body.files[0]);
    } else {
      headers.set('Content-Type', body.files[0].type || Object.keys(content)[0]);
      [sent] = body.files;
    }
  }
  const began = performance.now();
  const response = await fetch(address + (query.size ? `?${query}` : ''), { method: verb.toUpperCase(), headers, body: sent, cache: 'no-store' });
  return show(response, began);
}

async function show(response, began) {
  const type = response.headers.get('Content-Type') ?? '';
  const lines = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
  const parts = [
    make('p', null, make('span', { class: 'status' }, `${response.status} ${response.statusText}`), ` · ${Math.round(performance.now() - began)} ms`),
    make('details', { class: 'nested' }, make('summary', null, 'Headers'), make('pre', { tabindex: 0 }, lines)),
  ];
  if (type.startsWith('text/event-stream')) {
    const out = make('pre', { tabindex: 0 });
    read(response.body.pipeThrough(new TextDecoderStream()).getReader(), out);
    return [...parts, out];
  }
  if (!/json|^text\//.test(type)) {
    const file = await response.blob();
    return file.size === 0 ? parts : [...parts, make('a', { href: URL.createObjectURL(file), download: 'answer' }, `Save ${file.size} bytes (${type})`)];
  }
  const text = await response.text();
  return [...parts, make('pre', { tabindex: 0 }, type.includes('json') ? pretty(text) : text)];
}

async function read(reader, out) {
  for (let part = await reader.read(); !part.done && out.isConnected !== null; part = await reader.read()) out.append(part.value);
}

/** Lays JSON out without reading its numbers: 45.50 stays 45.50. */
function pretty(text) {
  let [depth, out, isText] = [0, '', false];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (isText) {
      out += character;
      if (character === '\\') out += text[++at];
      else if (character === '"') isText = false;
    } else if (character === '"') {
      isText = true;
      out += character;
    } else if ('{['.includes(character)) {
      const isEmpty = '}]'.includes(text[at + 1]);
      out += isEmpty ? character + text[++at] : character + '\n' + '  '.repeat(++depth);
    } else if ('}]'.includes(character)) out += '\n' + '  '.repeat(--depth) + character;
    else if (character === ',') out += ',\n' + '  '.repeat(depth);
    else if (character === ':') out += ': ';
    else if (!/\s/.test(character)) out += character;
  }
  return out;
}

function section(tag) {
  const operations = Object.entries(api.paths).flatMap(([path, item]) => verbs.filter((verb) => item[verb]?.tags.includes(tag.name))
    .map((verb) => [path, verb, item[verb]]));
  const list = make('ul');
  const block = make('section', null, make('h2', null, tag.name), make('div', { class: 'faint' }, prose(tag.description)));
  for (const [path, verb, operation] of operations) {
    const title = make('summary', null, make('span', { class: `verb ${verb}` }, verb.toUpperCase()), make('code', null, path), make('span', null, inline(operation.summary)));
    const details = make('details', { class: 'operation', id: operation.operationId }, title);
    details.dataset.words = `${verb} ${path} ${operation.operationId} ${operation.summary} ${JSON.stringify(operation.responses)}`.toLowerCase();
    block.append(later(details, () => describe(path, verb, operation)));
    list.append(make('li', null, make('a', { href: `#${operation.operationId}`, 'data-for': operation.operationId }, inline(operation.summary))));
  }
  byId('index').append(make('div', null, make('strong', null, tag.name), list));
  return block;
}

function openNamed() {
  const named = byId(decodeURIComponent(location.hash.slice(1)));
  if (named?.tagName !== 'DETAILS') return;
  named.open = true;
  named.scrollIntoView();
  named.querySelector('summary').focus({ preventScroll: true });
}

function filter() {
  const words = byId('filter').value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const operation of document.querySelectorAll('.operation')) {
    operation.hidden = !words.every((word) => operation.dataset.words.includes(word));
    document.querySelector(`[data-for="${operation.id}"]`).parentElement.hidden = operation.hidden;
  }
  for (const group of document.querySelectorAll('main section, #index > div')) {
    group.hidden = !group.querySelector('.operation:not([hidden]), li:not([hidden])');
  }
}

async function getToken(event) {
  event.preventDefault();
  if (byId('local').hidden) return;
  const response = await fetch('/.local/token', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ user: byId('local-user').value }) });
  byId('token').value = response.ok ? (await response.json()).access_token : '';
  byId('token-note').textContent = response.ok ? `A token of ${byId('local-user').value}.` : `The local issuer answered ${response.status}.`;
  keepToken();
}

function keepToken() {
  sessionStorage.setItem('token', byId('token').value);
}

async function start() {
  byId('token').value = sessionStorage.getItem('token') ?? '';
  byId('local').hidden = !['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);
  byId('contents').open = matchMedia('(min-width: 48rem)').matches;
  byId('token').addEventListener('change', keepToken);
  byId('access').addEventListener('submit', getToken);
  byId('filter').addEventListener('input', filter);
  const response = await fetch('openapi.json');
  if (!response.ok) throw new Error(`openapi.json: ${response.status}`);
  api = await response.json();
  byId('version').textContent = api.info.version;
  byId('operations').replaceChildren(make('div', null, prose(api.info.description), make('p', null, make('a', { href: 'openapi.json' }, 'openapi.json'), ' · ', make('a', { href: 'docs/errors' }, 'Every error code'))), ...api.tags.map(section));
  addEventListener('hashchange', openNamed);
  openNamed();
}

start().catch((trouble) => byId('operations').replaceChildren(make('p', { class: 'must' }, String(trouble))));
