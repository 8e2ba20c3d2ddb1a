"""How the conversation went in the last two weeks: figures, the words and the charts that show them."""
