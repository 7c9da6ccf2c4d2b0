// Adaptive Cards as their own client library takes them: a card per line in, what it says of it per line out.
// {"faults": […], "texts": […], "markdown": […]}: complaints, every text in the order it is shown, and those texts that
// are handed to a markdown reader. It draws into a document that only keeps what it is given.

import { createRequire } from 'node:module';
import readline from 'node:readline';

class HTMLElement {
  constructor(tag) {
    Object.assign(this, { tagName: tag.toUpperCase(), children: [], style: new Style(), classList: new Style() });
  }
  appendChild(child) { this.children.push(child); child.parentElement = this; return child; }
  append(...children) { children.forEach(child => this.appendChild(child)); }
  get firstElementChild() { return this.children[0] ?? null; }
  get lastElementChild() { return this.children.at(-1) ?? null; }
  getElementsByTagName() { return []; }
}
for (const name of ['removeChild', 'setAttribute', 'removeAttribute', 'getAttribute', 'addEventListener']) {
  HTMLElement.prototype[name] = () => undefined;
}
class Style { add() {} remove() {} contains() { return false; } removeProperty() {} }
class HTMLInputElement extends HTMLElement {}
class HTMLSelectElement extends HTMLElement {}
class HTMLButtonElement extends HTMLElement {}
Object.assign(globalThis, {
  window: globalThis, HTMLElement, HTMLInputElement, HTMLSelectElement, HTMLButtonElement,
  document: { createElement: tag => new HTMLElement(tag) },
});

const AC = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js');
let markdown = [];
AC.AdaptiveCard.onProcessMarkdown = (text, result) => {
  markdown.push(text);
  Object.assign(result, { outputHtml: text, didProcess: true });
};

function shown(element) {
  const own = [element.innerHTML, element.innerText, element.text, element.textContent, element.placeholder];
  return [...own.filter(text => text), ...(element.children ?? []).flatMap(shown)];
}

function look(json) {
  AC.CardElement.langProperty.regEx.lastIndex = 0; // remembers where it was, and would refuse every other card's language
  const context = new AC.SerializationContext(AC.Versions.v1_5);
  const card = new AC.AdaptiveCard();
  card.parse(json, context);
  const faults = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  faults.push(...card.validateProperties().validationEvents.map(event => event.message));
  markdown = [card.fallbackText, ...card.getAllInputs().map(input => input.errorMessage)].filter(text => text);
  return { faults, texts: shown(card.render()), markdown };
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  let said;
  try {
    said = look(JSON.parse(line));
  } catch (error) {
    said = { faults: [String(error.stack)], texts: [], markdown: [] };
  }
  process.stdout.write(JSON.stringify(said) + '\n');
}
