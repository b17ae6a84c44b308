/** Why a property of the CRM cannot be read, or sources cannot be ranked, as ops want it. */
export type AboutFields =
  | { kind: 'no-crm' }
  | { kind: 'no-such-property'; property: string }
  | { kind: 'no-such-attribute'; attribute: string }
  | { kind: 'other-type'; attribute: string; wanted: string; property: string; type: string }
  | { kind: 'not-rankable'; attribute: string; help: string }
  | { kind: 'faulty-ranking'; problems: string[] };

export function wordAboutField(reason: AboutFields): string {
  switch (reason.kind) {
    case 'no-crm':
      return 'No CRM is connected here, so there are no fields to choose from. Ops can connect one: see docs/operations.md.';
    case 'no-such-property':
      return `The CRM has no property ${reason.property} any more. Choose another.`;
    case 'no-such-attribute':
      return `“${reason.attribute}” cannot be the name of an attribute: rules could not ask for it, or the registry works it out itself. Choose another, such as health_score.`;
    case 'other-type':
      return `${reason.attribute} is a ${reason.wanted}, and ${reason.property} holds a ${reason.type}. Choose another property, or another name for the attribute.`;
    case 'not-rankable':
      return `No field of accounts is called “${reason.attribute}”: ${reason.help}. One that rules do not know yet is mapped first.`;
    case 'faulty-ranking':
      return ['Nothing was changed:', ...reason.problems].join('\n');
  }
}
