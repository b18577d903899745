"""From a string to sentence spans, words and stems; nothing here knows a document."""
