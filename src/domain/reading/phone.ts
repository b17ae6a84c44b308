import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js';

/** A telephone number as E.164 has it, without its extension; a number without a country's code is one of `country`. */
export function phoneOf(text: string, country?: string): string | undefined {
  const typed = text.trim();
  if (typed.replaceAll(/\D/g, '').length < FEWEST) return undefined;
  const number = parsePhoneNumberFromString(typed, country as CountryCode | undefined);
  return number?.isPossible() ? number.number : undefined;
}

/** "0" and "123" were typed for the field's sake. */
const FEWEST = 6;
