"""Letters to commenters: secret links, what each letter says, and the moves that they tell of."""
