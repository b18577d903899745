"""What a user of sumy would write to summarise a file, with a tokenizer that needs no download."""

import re
import sys

from sumy.nlp.stemmers import Stemmer
from sumy.parsers.plaintext import PlaintextParser
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.utils import get_stop_words


class Tokenizer:
    language = "english"

    def to_sentences(self, paragraph: str) -> list[str]:
        return re.split(r"(?<=[.!?])\s+", paragraph)

    def to_words(self, sentence: str) -> list[str]:
        return re.findall(r"\w+", sentence)


summariser = LexRankSummarizer(Stemmer("english"))
summariser.stop_words = get_stop_words("english")
parser = PlaintextParser.from_file(sys.argv[1], Tokenizer())
for sentence in summariser(parser.document, 3):
    print(sentence)
