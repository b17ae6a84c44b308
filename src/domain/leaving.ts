/** Whether somebody had left the company by then: a roster names days to come as well. */
export function hasLeft({ leftAt }: { leftAt?: Date | null | undefined }, at: Date): boolean {
  return leftAt != null && leftAt <= at;
}
