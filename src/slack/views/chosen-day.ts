/** Noon in London: calendars from Hawaii to Sydney show it as the day that was chosen. */
export function chosenDay(date: string): Date {
  return new Date(`${date}T12:00:00Z`);
}
