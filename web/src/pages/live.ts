/** How a block stays up to date while somebody looks at it: it is asked again every so often, and after each command. */
const EVERY = 10_000; // milliseconds

export const live = { refetchInterval: EVERY } as const;
